import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { addition } from './levels.js';

export const enumValueAdded: Rule<ProtobufChange<'enum_value_added'>> = {
  id: 'enum_value_added',
  classic: false,
  summary: 'A value of an enum is new.',
  reason: 'Old readers keep its number, or set it aside if the enum is closed; JSON with its name they refuse.',
  instead: 'Roll out the readers first.',
  example: {
    before: `syntax = "proto3";
enum Role { ROLE_UNKNOWN = 0; }
`,
    after: `syntax = "proto3";
enum Role { ROLE_UNKNOWN = 0; ADMIN = 1; }
`,
  },
  judge: ({ enum: { to }, after }) =>
    addition({
      description: `Value '${after.name}' (${after.number}) of enum '${to.fullName}' is new`,
      path: `${to.fullName}.${after.name}`,
      after: after.number,
      impact: 'Old readers do not know it',
      instead: 'Roll out the readers first',
    }),
};
