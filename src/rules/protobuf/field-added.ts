import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { addition } from './levels.js';
import { fieldName, typeText } from './words.js';

export const fieldAdded: Rule<ProtobufChange<'field_added'>> = {
  id: 'field_added',
  classic: false,
  summary: 'A field is new.',
  reason: 'Old readers pass over it, and old writers leave it out.',
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
  string mail = 2;
}
`,
  },
  judge: ({ message: { to }, after }) => {
    if (after.cardinality === 'required') return undefined;
    return addition({
      description: `${fieldName(after, to.fullName)} is new`,
      path: `${to.fullName}.${after.name}`,
      after: typeText(after.type),
      impact: 'None',
      instead: 'None needed',
    });
  },
};
