import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { impactOf, judgement } from './levels.js';

export const messageRemoved: Rule<ProtobufChange<'message_removed'>> = {
  id: 'message_removed',
  classic: false,
  summary: 'A message is gone.',
  reason: 'Code that uses the generated type no longer compiles. Fields of that type are told of by themselves.',
  instead: 'Keep it, deprecated, until nobody uses it.',
  example: {
    before: `syntax = "proto3";
message User {
  string name = 1;
}
message Team {}
`,
    after: `syntax = "proto3";
message User {
  string name = 1;
}
`,
  },
  knownAs: {
    tool: 'buf',
    ids: [
      'MESSAGE_NO_DELETE',
      'PACKAGE_MESSAGE_NO_DELETE',
      'ENUM_NO_DELETE',
      'PACKAGE_ENUM_NO_DELETE',
      'EXTENSION_NO_DELETE',
      'PACKAGE_EXTENSION_NO_DELETE',
    ],
  },
  judge: ({ before }, _, context) =>
    judgement(['source'], context, {
      description: `Message '${before.fullName}' is gone`,
      path: before.fullName,
      before: before.fullName,
      impact: impactOf(['source']),
      instead: 'Keep it, deprecated, until nobody uses it',
    }),
};
