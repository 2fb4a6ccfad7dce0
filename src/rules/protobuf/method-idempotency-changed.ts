import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { judgement } from './levels.js';

export const methodIdempotencyChanged: Rule<ProtobufChange<'method_idempotency_changed'>> = {
  id: 'method_idempotency_changed',
  classic: false,
  summary: 'A method promises another idempotency.',
  reason: 'Clients repeat calls, or send them with GET, by what was promised.',
  instead: 'Keep idempotency_level.',
  example: {
    before: `syntax = "proto3";
message Q {}
service Users {
  rpc Get(Q) returns (Q);
}
`,
    after: `syntax = "proto3";
message Q {}
service Users {
  rpc Get(Q) returns (Q) { option idempotency_level = IDEMPOTENT; }
}
`,
  },
  knownAs: { tool: 'buf', ids: ['RPC_SAME_IDEMPOTENCY_LEVEL'] },
  judge: ({ service, from, to }, _, context) =>
    judgement(['rpc', 'source'], context, {
      description: `Idempotency of method '${service.to.fullName}.${to.name}' changed from ${from.idempotency.toUpperCase()} to ${to.idempotency.toUpperCase()}`,
      path: `${service.to.fullName}.${to.name}`,
      before: from.idempotency,
      after: to.idempotency,
      impact: 'Clients repeat calls, or send them with GET, by what was promised',
      instead: 'Keep idempotency_level',
    }),
};
