import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { judgement } from './levels.js';
import { fieldName } from './words.js';

export const fieldNumberChanged: Rule<ProtobufChange<'field_removed'>> = {
  id: 'field_number_changed',
  classic: false,
  summary: 'A field has another number.',
  reason: 'The number is the field on the wire: what was written under the old one is no longer found.',
  instead: 'Keep the number; a new field takes a new one.',
  example: {
    before: `syntax = "proto3";
message User {
  string name = 1;
}
`,
    after: `syntax = "proto3";
message User {
  string name = 2;
}
`,
  },
  knownAs: {
    tool: 'buf',
    ids: [
      'FIELD_NO_DELETE',
      'FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED',
      'FIELD_NO_DELETE_UNLESS_NAME_RESERVED',
      'MESSAGE_SAME_REQUIRED_FIELDS',
    ],
  },
  judge: ({ message: { to }, before, renumbered }, _, context) => {
    if (renumbered === undefined) return undefined;
    return judgement(['wire', 'json', 'source'], context, {
      description: `${fieldName(before, to.fullName)} has the number ${renumbered.number} now`,
      path: `${to.fullName}.${before.name}`,
      before: before.number,
      after: renumbered.number,
      impact: 'What was written under the old number is not found under the new one',
      instead: 'Keep the number',
    });
  },
};
