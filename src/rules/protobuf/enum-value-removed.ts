import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { judgement } from './levels.js';
import { removalBreaks, removalImpact, reservationText } from './removal.js';

export const enumValueRemoved: Rule<ProtobufChange<'enum_value_removed'>> = {
  id: 'enum_value_removed',
  classic: false,
  summary: 'A value of an enum is gone.',
  reason:
    'Readers do not know it when old writers send it, and code that uses it no longer compiles. When neither its number nor its name is reserved, another value can take them.',
  instead: 'Deprecate the value; when nobody uses it, remove it and reserve its number and its name.',
  example: {
    before: `syntax = "proto3";
enum Role { ROLE_UNKNOWN = 0; ADMIN = 1; }
`,
    after: `syntax = "proto3";
enum Role { ROLE_UNKNOWN = 0; }
`,
  },
  knownAs: {
    tool: 'buf',
    ids: [
      'ENUM_VALUE_NO_DELETE',
      'ENUM_VALUE_NO_DELETE_UNLESS_NUMBER_RESERVED',
      'ENUM_VALUE_NO_DELETE_UNLESS_NAME_RESERVED',
    ],
  },
  judge: ({ enum: { to }, before, isNumberReserved, isNameReserved }, _, context) =>
    judgement(removalBreaks(isNumberReserved, isNameReserved), context, {
      description: `Value '${before.name}' (${before.number}) of enum '${to.fullName}' is gone${reservationText(isNumberReserved, isNameReserved)}`,
      path: `${to.fullName}.${before.name}`,
      before: before.number,
      impact: removalImpact(isNumberReserved, isNameReserved),
      instead: `Reserve it: reserved ${before.number}; reserved "${before.name}";`,
    }),
};
