import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { impactOf, judgement } from './levels.js';

export const methodResponseChanged: Rule<ProtobufChange<'method_response_changed'>> = {
  id: 'method_response_changed',
  classic: false,
  summary: 'The response of a method is of another message.',
  reason: 'The response of the other version is read as something else.',
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
  rpc Get(Q) returns (R);
}
`,
  },
  knownAs: { tool: 'buf', ids: ['RPC_SAME_RESPONSE_TYPE'] },
  judge: ({ service, from, to }, _, context) =>
    judgement(['rpc', 'source'], context, {
      description: `Response of method '${service.to.fullName}.${to.name}' changed from ${from.response} to ${to.response}`,
      path: `${service.to.fullName}.${to.name}`,
      before: from.response,
      after: to.response,
      impact: impactOf(['rpc']),
      instead: 'Add a method',
    }),
};
