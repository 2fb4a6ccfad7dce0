import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { judgement } from './levels.js';
import { rangesText } from './words.js';

export const extensionRangeRemoved: Rule<ProtobufChange<'extension_range_removed'>> = {
  id: 'extension_range_removed',
  classic: false,
  summary: 'Numbers that were for extensions no longer are.',
  reason: 'Extensions with these numbers no longer compile, whoever has them.',
  instead: 'Keep the range.',
  example: {
    before: `syntax = "proto2";
message User { extensions 100 to 199; }
`,
    after: `syntax = "proto2";
message User { extensions 100 to 149; }
`,
  },
  knownAs: { tool: 'buf', ids: ['EXTENSION_MESSAGE_NO_DELETE'] },
  judge: ({ message: { to }, ranges }, _, context) =>
    judgement(['source'], context, {
      description: `Message '${to.fullName}' no longer has the extension numbers ${rangesText(ranges)}`,
      path: to.fullName,
      before: rangesText(ranges),
      impact: 'Extensions with these numbers no longer compile',
      instead: 'Keep the range',
    }),
};
