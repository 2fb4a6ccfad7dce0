import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { judgement } from './levels.js';

export const messageJsonFormatChanged: Rule<ProtobufChange<'message_json_format_changed'>> = {
  id: 'message_json_format_changed',
  classic: false,
  summary: 'A message no longer promises JSON, or does now.',
  reason: 'Without the promise the JSON of some names is undefined, and languages may refuse it.',
  instead: 'Keep features.json_format = ALLOW.',
  example: {
    before: `edition = "2023";
message User { string name = 1; }
`,
    after: `edition = "2023";
option features.json_format = LEGACY_BEST_EFFORT;
message User { string name = 1; }
`,
  },
  knownAs: { tool: 'buf', ids: ['MESSAGE_SAME_JSON_FORMAT'] },
  judge: ({ from, to }, _, context) =>
    judgement(to.jsonFormat === 'allow' ? [] : ['json', 'source'], context, {
      description: `JSON of message '${to.fullName}' changed from ${from.jsonFormat.toUpperCase()} to ${to.jsonFormat.toUpperCase()}`,
      path: to.fullName,
      before: from.jsonFormat,
      after: to.jsonFormat,
      impact: to.jsonFormat === 'allow' ? 'None' : 'Languages may refuse to read or write its JSON',
      instead: 'Keep the feature json_format at ALLOW',
    }),
};
