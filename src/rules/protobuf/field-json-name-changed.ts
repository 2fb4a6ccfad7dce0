import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { impactOf, judgement } from './levels.js';
import { pathOf, subjectOf } from './words.js';

export const fieldJsonNameChanged: Rule<ProtobufChange<'field_json_name_changed'>> = {
  id: 'field_json_name_changed',
  classic: false,
  summary: 'A field has another name in JSON.',
  reason: 'JSON with the old one is refused, and old readers refuse the new one.',
  instead: 'Keep json_name.',
  example: {
    before: `syntax = "proto3";
message User {
  string name = 1;
}
`,
    after: `syntax = "proto3";
message User {
  string name = 1 [json_name = "fullName"];
}
`,
  },
  knownAs: { tool: 'buf', ids: ['FIELD_SAME_JSON_NAME'] },
  judge: ({ from, to, ...pair }, _, context) =>
    judgement(['json', 'source'], context, {
      description: `${subjectOf({ ...pair, from, to })} is called '${to.jsonName}' in JSON, and was called '${from.jsonName}'`,
      path: pathOf({ ...pair, from, to }),
      before: from.jsonName,
      after: to.jsonName,
      impact: impactOf(['json']),
      instead: 'Keep json_name',
    }),
};
