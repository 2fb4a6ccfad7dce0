import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { judgement } from './levels.js';
import { orNone, pathOf, subjectOf } from './words.js';

export const fieldDefaultChanged: Rule<ProtobufChange<'field_default_changed'>> = {
  id: 'field_default_changed',
  classic: false,
  summary: 'A field has another default.',
  reason: 'What is left out is read as another value; of an enum the first value is the default.',
  instead: 'Keep the default.',
  example: {
    before: `syntax = "proto2";
message User {
  optional string name = 1 [default = "x"];
}
`,
    after: `syntax = "proto2";
message User {
  optional string name = 1 [default = "y"];
}
`,
  },
  knownAs: { tool: 'buf', ids: ['FIELD_SAME_DEFAULT'] },
  judge: ({ before, after, ...pair }, _, context) =>
    judgement(['wire', 'json', 'source'], context, {
      description: `Default of ${subjectOf(pair).replace(/^./, (letter) => letter.toLowerCase())} changed from ${orNone(before)} to ${orNone(after)}`,
      path: pathOf(pair),
      before,
      after,
      impact: 'What is left out is read as another value',
      instead: 'Keep the default, or write the value always',
    }),
};
