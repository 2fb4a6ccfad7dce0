import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { addition } from './levels.js';

export const messageAdded: Rule<ProtobufChange<'message_added'>> = {
  id: 'message_added',
  classic: false,
  summary: 'A message is new.',
  reason: 'Nobody knows it yet.',
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
}
message Team {}
`,
  },
  judge: ({ after }) =>
    addition({
      description: `Message '${after.fullName}' is new`,
      path: after.fullName,
      after: after.fullName,
      impact: 'None',
      instead: 'None needed',
    }),
};
