import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { impactOf, judgement } from './levels.js';

export const enumRemoved: Rule<ProtobufChange<'enum_removed'>> = {
  id: 'enum_removed',
  classic: false,
  summary: 'An enum is gone.',
  reason: 'Code that uses the generated type no longer compiles. Fields of that type are told of by themselves.',
  instead: 'Keep it, deprecated, until nobody uses it.',
  example: {
    before: `syntax = "proto3";
message User {
  string name = 1;
}
enum Role { ROLE_UNKNOWN = 0; }
`,
    after: `syntax = "proto3";
message User {
  string name = 1;
}
`,
  },
  knownAs: { tool: 'buf', ids: ['ENUM_NO_DELETE', 'PACKAGE_ENUM_NO_DELETE'] },
  judge: ({ before }, _, context) =>
    judgement(['source'], context, {
      description: `Enum '${before.fullName}' is gone`,
      path: before.fullName,
      before: before.fullName,
      impact: impactOf(['source']),
      instead: 'Keep it, deprecated, until nobody uses it',
    }),
};
