import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { addition } from './levels.js';

export const enumAdded: Rule<ProtobufChange<'enum_added'>> = {
  id: 'enum_added',
  classic: false,
  summary: 'An enum is new.',
  reason: 'Nobody knows it yet.',
  instead: 'Nothing.',
  example: {
    before: `syntax = "proto3";
message User {
  string name = 1;
}
`,
    after: `syntax = "proto3";
message User {
  string name = 1;
}
enum Role { ROLE_UNKNOWN = 0; }
`,
  },
  judge: ({ after }) =>
    addition({
      description: `Enum '${after.fullName}' is new`,
      path: after.fullName,
      after: after.fullName,
      impact: 'None',
      instead: 'None needed',
    }),
};
