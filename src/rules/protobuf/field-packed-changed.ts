import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { judgement } from './levels.js';
import { pathOf, subjectOf } from './words.js';

export const fieldPackedChanged: Rule<ProtobufChange<'field_packed_changed'>> = {
  id: 'field_packed_changed',
  classic: false,
  summary: 'A list is packed, or no longer is.',
  reason: 'Readers accept both forms (protobuf.dev/programming-guides/encoding).',
  instead: 'Nothing.',
  example: {
    before: `syntax = "proto3";
message User {
  repeated int32 ids = 1;
}
`,
    after: `syntax = "proto3";
message User {
  repeated int32 ids = 1 [packed = false];
}
`,
  },
  judge: ({ from, to, ...pair }, _, context) =>
    judgement([], context, {
      description: `${subjectOf({ ...pair, from, to })} is ${to.isPacked ? 'packed now' : 'no longer packed'}`,
      path: pathOf({ ...pair, from, to }),
      before: from.isPacked,
      after: to.isPacked,
      impact: 'None',
      instead: 'None needed',
    }),
};
