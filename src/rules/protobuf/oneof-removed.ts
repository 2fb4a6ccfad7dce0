import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { impactOf, judgement } from './levels.js';

export const oneofRemoved: Rule<ProtobufChange<'oneof_removed'>> = {
  id: 'oneof_removed',
  classic: false,
  summary: 'A oneof is gone.',
  reason: 'Code that asks which of its fields is set no longer compiles. What becomes of its fields is told of them.',
  instead: 'Keep the oneof.',
  example: {
    before: `syntax = "proto3";
message User {
  oneof contact {
    string mail = 1;
  }
}
`,
    after: `syntax = "proto3";
message User {
  reserved 1;
  reserved "mail";
}
`,
  },
  knownAs: { tool: 'buf', ids: ['ONEOF_NO_DELETE'] },
  judge: ({ message: { to }, oneof }, _, context) =>
    judgement(['source'], context, {
      description: `Oneof '${oneof}' of message '${to.fullName}' is gone`,
      path: `${to.fullName}.${oneof}`,
      before: oneof,
      impact: impactOf(['source']),
      instead: 'Keep the oneof',
    }),
};
