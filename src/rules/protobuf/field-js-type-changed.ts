import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { impactOf, judgement } from './levels.js';
import { pathOf, subjectOf } from './words.js';

export const fieldJsTypeChanged: Rule<ProtobufChange<'field_js_type_changed'>> = {
  id: 'field_js_type_changed',
  classic: false,
  summary: 'The type in JavaScript of a field is another.',
  reason: 'JavaScript that is generated has numbers where there were texts, or the other way round.',
  instead: 'Keep the option or the feature.',
  example: {
    before: `edition = "2023";
message User { int64 name = 1; }
`,
    after: `edition = "2023";
message User { int64 name = 1 [jstype = JS_STRING]; }
`,
  },
  knownAs: { tool: 'buf', ids: ['FIELD_SAME_JSTYPE'] },
  judge: ({ from, to, ...pair }, _, context) =>
    judgement(['source'], context, {
      description: `Type in JavaScript of ${subjectOf({ ...pair, from, to }).replace(/^./, (letter) => letter.toLowerCase())} changed from ${from.jsType} to ${to.jsType}`,
      path: pathOf({ ...pair, from, to }),
      before: from.jsType,
      after: to.jsType,
      impact: impactOf(['source']),
      instead: 'Keep the option or the feature',
    }),
};
