import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { impactOf, judgement } from './levels.js';
import { pathOf, subjectOf } from './words.js';

export const fieldJavaUtf8Changed: Rule<ProtobufChange<'field_java_utf8_changed'>> = {
  id: 'field_java_utf8_changed',
  classic: false,
  summary: 'The UTF-8 validation in Java of a field is another.',
  reason: 'Java that validates refuses texts that were accepted.',
  instead: 'Keep the option or the feature.',
  example: {
    before: `edition = "2023";
message User { string name = 1; }
`,
    after: `edition = "2023";
message User { string name = 1 [features.utf8_validation = NONE]; }
`,
  },
  knownAs: { tool: 'buf', ids: ['FIELD_SAME_JAVA_UTF8_VALIDATION', 'FILE_SAME_JAVA_STRING_CHECK_UTF8'] },
  judge: ({ from, to, ...pair }, _, context) =>
    judgement(['source'], context, {
      description: `UTF-8 validation in Java of ${subjectOf({ ...pair, from, to }).replace(/^./, (letter) => letter.toLowerCase())} changed from ${from.javaUtf8} to ${to.javaUtf8}`,
      path: pathOf({ ...pair, from, to }),
      before: from.javaUtf8,
      after: to.javaUtf8,
      impact: impactOf(['source']),
      instead: 'Keep the option or the feature',
    }),
};
