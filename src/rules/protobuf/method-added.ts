import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { addition } from './levels.js';

export const methodAdded: Rule<ProtobufChange<'method_added'>> = {
  id: 'method_added',
  classic: false,
  summary: 'A method of a service is new.',
  reason: 'Nobody calls it yet.',
  instead: 'Roll out the server first.',
  example: {
    before: `syntax = "proto3";
message Q {}
service Users {
}
`,
    after: `syntax = "proto3";
message Q {}
service Users {
  rpc Get(Q) returns (Q);
}
`,
  },
  judge: ({ service: { to }, after }) =>
    addition({
      description: `Method '${after.name}' of service '${to.fullName}' is new`,
      path: `${to.fullName}.${after.name}`,
      after: after.name,
      impact: 'None',
      instead: 'Roll out the server first',
    }),
};
