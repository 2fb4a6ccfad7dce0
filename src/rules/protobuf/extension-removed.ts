import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { impactOf, judgement } from './levels.js';

export const extensionRemoved: Rule<ProtobufChange<'extension_removed'>> = {
  id: 'extension_removed',
  classic: false,
  summary: 'An extension is gone.',
  reason: 'Code that reads or writes it no longer compiles; what was written of it becomes unknown.',
  instead: 'Keep it, deprecated, until nobody uses it.',
  example: {
    before: `syntax = "proto2";
message User { extensions 100 to 199; }
extend User { optional string team = 100; }
`,
    after: `syntax = "proto2";
message User { extensions 100 to 199; }
`,
  },
  knownAs: { tool: 'buf', ids: ['EXTENSION_NO_DELETE', 'PACKAGE_EXTENSION_NO_DELETE'] },
  judge: ({ before }, _, context) =>
    judgement(['source'], context, {
      description: `Extension '${before.fullName}' is gone`,
      path: before.fullName,
      before: before.fullName,
      impact: impactOf(['source']),
      instead: 'Keep it, deprecated, until nobody uses it',
    }),
};
