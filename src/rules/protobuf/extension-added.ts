import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { addition } from './levels.js';

export const extensionAdded: Rule<ProtobufChange<'extension_added'>> = {
  id: 'extension_added',
  classic: false,
  summary: 'An extension is new.',
  reason: 'Nobody knows it yet.',
  instead: 'Nothing.',
  example: {
    before: `syntax = "proto2";
message User { extensions 100 to 199; }
`,
    after: `syntax = "proto2";
message User { extensions 100 to 199; }
extend User { optional string team = 100; }
`,
  },
  judge: ({ after }) =>
    addition({
      description: `Extension '${after.fullName}' is new`,
      path: after.fullName,
      after: after.fullName,
      impact: 'None',
      instead: 'None needed',
    }),
};
