import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { impactOf, judgement } from './levels.js';

export const messageSetChanged: Rule<ProtobufChange<'message_set_changed'>> = {
  id: 'message_set_changed',
  classic: false,
  summary: 'A message is a message set, or no longer is.',
  reason: 'A message set is written in another way.',
  instead: 'Keep it.',
  example: {
    before: `syntax = "proto2";
message User { extensions 4 to 100; }
`,
    after: `syntax = "proto2";
message User {
  option message_set_wire_format = true;
  extensions 4 to max;
}
`,
  },
  knownAs: { tool: 'buf', ids: ['MESSAGE_SAME_MESSAGE_SET_WIRE_FORMAT'] },
  judge: ({ from, to }, _, context) =>
    judgement(['wire', 'source'], context, {
      description: `Message '${to.fullName}' ${to.isMessageSet ? 'is a message set now' : 'is no longer a message set'}`,
      path: to.fullName,
      before: from.isMessageSet,
      after: to.isMessageSet,
      impact: impactOf(['wire']),
      instead: 'Keep the option message_set_wire_format as it was',
    }),
};
