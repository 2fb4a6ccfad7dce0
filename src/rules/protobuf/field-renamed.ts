import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { impactOf, judgement } from './levels.js';
import { pathOf, subjectOf } from './words.js';

export const fieldRenamed: Rule<ProtobufChange<'field_renamed'>> = {
  id: 'field_renamed',
  classic: false,
  summary: 'A field or an extension has another name.',
  reason:
    'Bytes do not have names, but JSON has: the old one is unknown, and the new one is to old readers. Generated code has other names as well.',
  instead: 'Keep the name; or add a field, and write both.',
  example: {
    before: `syntax = "proto3";
message User {
  string name = 1;
}
`,
    after: `syntax = "proto3";
message User {
  string full_name = 1;
}
`,
  },
  knownAs: { tool: 'buf', ids: ['FIELD_SAME_NAME', 'FIELD_SAME_JSON_NAME'] },
  judge: ({ before, after, ...pair }, _, context) =>
    judgement(['json', 'source'], context, {
      description: `${subjectOf(pair)} was called '${before}'`,
      path: pathOf(pair),
      before,
      after,
      impact: impactOf(['json']),
      instead: 'Keep the name',
    }),
};
