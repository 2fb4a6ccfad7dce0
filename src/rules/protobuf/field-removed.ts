import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { judgement } from './levels.js';
import { removalBreaks, removalImpact, reservationText } from './removal.js';
import { fieldName, typeText } from './words.js';

export const fieldRemoved: Rule<ProtobufChange<'field_removed'>> = {
  id: 'field_removed',
  classic: false,
  summary: 'A field is gone.',
  reason:
    'Readers of new bytes see it unset, and code that uses it no longer compiles. When neither its number nor its name is reserved, another field can take them, and reads old data as its own.',
  instead: 'Deprecate the field; when nobody uses it, remove it and reserve its number and its name.',
  example: {
    before: `syntax = "proto3";
message User {
  string name = 1;
  string mail = 2;
}
`,
    after: `syntax = "proto3";
message User {
  string name = 1;
}
`,
  },
  knownAs: {
    tool: 'buf',
    ids: ['FIELD_NO_DELETE', 'FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED', 'FIELD_NO_DELETE_UNLESS_NAME_RESERVED'],
  },
  judge: ({ message: { to }, before, isNumberReserved, isNameReserved, renumbered }, _, context) => {
    if (before.cardinality === 'required' || renumbered !== undefined) return undefined;
    const breaks = removalBreaks(isNumberReserved, isNameReserved);
    return judgement(breaks, context, {
      description: `${fieldName(before, to.fullName)} is gone${reservationText(isNumberReserved, isNameReserved)}`,
      path: `${to.fullName}.${before.name}`,
      before: typeText(before.type),
      impact: removalImpact(isNumberReserved, isNameReserved),
      instead: `Reserve it: reserved ${before.number}; reserved "${before.name}";`,
    });
  },
};
