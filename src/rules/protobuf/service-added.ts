import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { addition } from './levels.js';

export const serviceAdded: Rule<ProtobufChange<'service_added'>> = {
  id: 'service_added',
  classic: false,
  summary: 'A service is new.',
  reason: 'Nobody knows it yet.',
  instead: 'Nothing.',
  example: {
    before: `syntax = "proto3";
message Q {}
`,
    after: `syntax = "proto3";
message Q {}
service Users {
  rpc Get(Q) returns (Q);
}
`,
  },
  judge: ({ after }) =>
    addition({
      description: `Service '${after.fullName}' is new`,
      path: after.fullName,
      after: after.fullName,
      impact: 'None',
      instead: 'None needed',
    }),
};
