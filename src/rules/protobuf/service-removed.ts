import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { impactOf, judgement } from './levels.js';

export const serviceRemoved: Rule<ProtobufChange<'service_removed'>> = {
  id: 'service_removed',
  classic: false,
  summary: 'A service is gone.',
  reason: 'Every call of it fails.',
  instead: 'Keep it, deprecated, until nobody uses it.',
  example: {
    before: `syntax = "proto3";
message Q {}
service Users {
  rpc Get(Q) returns (Q);
}
`,
    after: `syntax = "proto3";
message Q {}
`,
  },
  knownAs: { tool: 'buf', ids: ['SERVICE_NO_DELETE', 'PACKAGE_SERVICE_NO_DELETE'] },
  judge: ({ before }, _, context) =>
    judgement(['rpc', 'source'], context, {
      description: `Service '${before.fullName}' is gone`,
      path: before.fullName,
      before: before.fullName,
      impact: impactOf(['rpc', 'source']),
      instead: 'Keep it, deprecated, until nobody uses it',
    }),
};
