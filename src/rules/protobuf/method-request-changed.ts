import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { impactOf, judgement } from './levels.js';

export const methodRequestChanged: Rule<ProtobufChange<'method_request_changed'>> = {
  id: 'method_request_changed',
  classic: false,
  summary: 'The request of a method is of another message.',
  reason: 'The request of the other version is read as something else.',
  instead: 'Add a method.',
  example: {
    before: `syntax = "proto3";
message Q {}
message R {}
service Users {
  rpc Get(Q) returns (Q);
}
`,
    after: `syntax = "proto3";
message Q {}
message R {}
service Users {
  rpc Get(R) returns (Q);
}
`,
  },
  knownAs: { tool: 'buf', ids: ['RPC_SAME_REQUEST_TYPE'] },
  judge: ({ service, from, to }, _, context) =>
    judgement(['rpc', 'source'], context, {
      description: `Request of method '${service.to.fullName}.${to.name}' changed from ${from.request} to ${to.request}`,
      path: `${service.to.fullName}.${to.name}`,
      before: from.request,
      after: to.request,
      impact: impactOf(['rpc']),
      instead: 'Add a method',
    }),
};
