import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { impactOf, judgement } from './levels.js';

export const methodRemoved: Rule<ProtobufChange<'method_removed'>> = {
  id: 'method_removed',
  classic: false,
  summary: 'A method of a service is gone.',
  reason: 'Every call of it fails.',
  instead: 'Keep it, deprecated, until nobody calls it.',
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
}
`,
  },
  knownAs: { tool: 'buf', ids: ['RPC_NO_DELETE'] },
  judge: ({ service: { to }, before }, _, context) =>
    judgement(['rpc', 'source'], context, {
      description: `Method '${before.name}' of service '${to.fullName}' is gone`,
      path: `${to.fullName}.${before.name}`,
      before: before.name,
      impact: impactOf(['rpc']),
      instead: 'Keep it, deprecated, until nobody calls it',
    }),
};
