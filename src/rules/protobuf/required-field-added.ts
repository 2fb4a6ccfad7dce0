import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { judgement } from './levels.js';
import { fieldName, typeText } from './words.js';

export const requiredFieldAdded: Rule<ProtobufChange<'field_added'>> = {
  id: 'required_field_added',
  classic: false,
  summary: 'A required field is new.',
  reason: 'Every message that was written before lacks it, and is refused.',
  instead: 'Make it optional.',
  example: {
    before: `syntax = "proto2";
message User {
  optional string name = 1;
}
`,
    after: `syntax = "proto2";
message User {
  optional string name = 1;
  required string mail = 2;
}
`,
  },
  knownAs: { tool: 'buf', ids: ['MESSAGE_SAME_REQUIRED_FIELDS'] },
  judge: ({ message: { to }, after }, _, context) => {
    if (after.cardinality !== 'required') return undefined;
    return judgement(['wire', 'json', 'source'], context, {
      description: `Required ${fieldName(after, to.fullName).replace('F', 'f')} is new`,
      path: `${to.fullName}.${after.name}`,
      after: typeText(after.type),
      impact: 'Messages of old writers lack it, and are refused',
      instead: 'Make it optional',
    });
  },
};
