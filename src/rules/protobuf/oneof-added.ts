import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { addition } from './levels.js';

export const oneofAdded: Rule<ProtobufChange<'oneof_added'>> = {
  id: 'oneof_added',
  classic: false,
  summary: 'A oneof is new.',
  reason: 'Fields that were there and are in it now are told of by themselves.',
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
  oneof contact {
    string mail = 2;
  }
}
`,
  },
  judge: ({ message: { to }, oneof }) =>
    addition({
      description: `Oneof '${oneof}' of message '${to.fullName}' is new`,
      path: `${to.fullName}.${oneof}`,
      after: oneof,
      impact: 'None',
      instead: 'None needed',
    }),
};
