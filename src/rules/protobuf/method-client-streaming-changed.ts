import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { impactOf, judgement } from './levels.js';

export const methodClientStreamingChanged: Rule<ProtobufChange<'method_client_streaming_changed'>> = {
  id: 'method_client_streaming_changed',
  classic: false,
  summary: 'The client of a method sends a stream, or no longer does.',
  reason: 'Calls of the other version are made in another way, and fail.',
  instead: 'Add a method.',
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
  rpc Get(stream Q) returns (Q);
}
`,
  },
  knownAs: { tool: 'buf', ids: ['RPC_SAME_CLIENT_STREAMING'] },
  judge: ({ service, from, to }, _, context) =>
    judgement(['rpc', 'source'], context, {
      description: `The client of method '${service.to.fullName}.${to.name}' ${to.isClientStreaming ? 'sends a stream now' : 'no longer sends a stream'}`,
      path: `${service.to.fullName}.${to.name}`,
      before: from.isClientStreaming,
      after: to.isClientStreaming,
      impact: impactOf(['rpc']),
      instead: 'Add a method',
    }),
};
