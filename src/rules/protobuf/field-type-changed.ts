import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { impactOf, judgement } from './levels.js';
import { pathOf, subjectOf, typeText } from './words.js';

export const fieldTypeChanged: Rule<ProtobufChange<'field_type_changed'>> = {
  id: 'field_type_changed',
  classic: false,
  summary: 'A field is of another type.',
  reason:
    'Unless the types share their form on the wire, bytes are read as something else, or refused; the same holds of JSON. Where both are shared, generated code differs, and values that do not fit are cut.',
  instead: 'Add a field of the new type with a number of its own, and write both until nobody reads the old one.',
  example: {
    before: `syntax = "proto3";
message User {
  string name = 1;
}
`,
    after: `syntax = "proto3";
message User {
  int32 name = 1;
}
`,
  },
  knownAs: { tool: 'buf', ids: ['FIELD_SAME_TYPE', 'FIELD_WIRE_COMPATIBLE_TYPE', 'FIELD_WIRE_JSON_COMPATIBLE_TYPE'] },
  judge: ({ fit, from, to, ...pair }, _, context) => {
    const breaks = !fit.wire
      ? (['wire', 'json', 'source'] as const)
      : !fit.json
        ? (['json', 'source'] as const)
        : (['source'] as const);
    const [before, after] = [typeText(from.type), typeText(to.type)];
    return judgement(breaks, context, {
      description: `${subjectOf({ ...pair, from, to })} changed from ${before} to ${after}`,
      path: pathOf({ ...pair, from, to }),
      before,
      after,
      impact: `${impactOf(breaks)}${fit.isNarrower && fit.wire ? ', and values that do not fit are cut' : ''}`,
      instead: 'Add a field of the new type with a number of its own',
    });
  },
};
