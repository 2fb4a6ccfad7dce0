import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { impactOf, judgement } from './levels.js';
import { pathOf, subjectOf } from './words.js';

export const fieldCppStringChanged: Rule<ProtobufChange<'field_cpp_string_changed'>> = {
  id: 'field_cpp_string_changed',
  classic: false,
  summary: 'The type in C++ of a field is another.',
  reason: 'Accessors in C++ have another type.',
  instead: 'Keep the option or the feature.',
  example: {
    before: `edition = "2023";
message User { string name = 1; }
`,
    after: `edition = "2023";
message User { string name = 1 [ctype = CORD]; }
`,
  },
  knownAs: { tool: 'buf', ids: ['FIELD_SAME_CPP_STRING_TYPE', 'FIELD_SAME_CTYPE'] },
  judge: ({ from, to, ...pair }, _, context) =>
    judgement(['source'], context, {
      description: `Type in C++ of ${subjectOf({ ...pair, from, to }).replace(/^./, (letter) => letter.toLowerCase())} changed from ${from.cppString} to ${to.cppString}`,
      path: pathOf({ ...pair, from, to }),
      before: from.cppString,
      after: to.cppString,
      impact: impactOf(['source']),
      instead: 'Keep the option or the feature',
    }),
};
