import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { judgement } from './levels.js';
import { fieldName, typeText } from './words.js';

export const requiredFieldRemoved: Rule<ProtobufChange<'field_removed'>> = {
  id: 'required_field_removed',
  classic: false,
  summary: 'A required field is gone.',
  reason: 'Readers of the old schema refuse every message without it.',
  instead: 'Keep it; make it optional first, and wait until no reader needs it.',
  example: {
    before: `syntax = "proto2";
message User {
  optional string name = 1;
  required string mail = 2;
}
`,
    after: `syntax = "proto2";
message User {
  optional string name = 1;
}
`,
  },
  knownAs: {
    tool: 'buf',
    ids: [
      'MESSAGE_SAME_REQUIRED_FIELDS',
      'FIELD_NO_DELETE',
      'FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED',
      'FIELD_NO_DELETE_UNLESS_NAME_RESERVED',
    ],
  },
  judge: ({ message: { to }, before, renumbered }, _, context) => {
    if (before.cardinality !== 'required' || renumbered !== undefined) return undefined;
    return judgement(['wire', 'json', 'source'], context, {
      description: `Required ${fieldName(before, to.fullName).replace('F', 'f')} is gone`,
      path: `${to.fullName}.${before.name}`,
      before: typeText(before.type),
      impact: 'Readers of the old schema refuse messages without it',
      instead: 'Make it optional first, and remove it when no reader needs it',
    });
  },
};
