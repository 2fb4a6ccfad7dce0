import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { impactOf, judgement } from './levels.js';
import { pathOf, subjectOf } from './words.js';

export const fieldUtf8Changed: Rule<ProtobufChange<'field_utf8_changed'>> = {
  id: 'field_utf8_changed',
  classic: false,
  summary: 'The UTF-8 validation of a field is another.',
  reason: 'A reader that validates refuses texts that a writer that does not lets pass.',
  instead: 'Keep the option or the feature.',
  example: {
    before: `edition = "2023";
message User { string name = 1; }
`,
    after: `edition = "2023";
message User { string name = 1 [features.utf8_validation = NONE]; }
`,
  },
  knownAs: { tool: 'buf', ids: ['FIELD_SAME_UTF8_VALIDATION'] },
  judge: ({ from, to, ...pair }, _, context) =>
    judgement(['source'], context, {
      description: `UTF-8 validation of ${subjectOf({ ...pair, from, to }).replace(/^./, (letter) => letter.toLowerCase())} changed from ${from.utf8} to ${to.utf8}`,
      path: pathOf({ ...pair, from, to }),
      before: from.utf8,
      after: to.utf8,
      impact: impactOf(['source']),
      instead: 'Keep the option or the feature',
    }),
};
