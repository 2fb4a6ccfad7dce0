import type { ContractLevel } from '../../model/finding.js';
import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Cardinality } from '../../model/protobuf/schema.js';
import type { Rule } from '../rule.js';
import { impactOf, judgement } from './levels.js';
import { pathOf, subjectOf } from './words.js';

export const fieldCardinalityChanged: Rule<ProtobufChange<'field_cardinality_changed'>> = {
  id: 'field_cardinality_changed',
  classic: false,
  summary:
    'A field occurs another number of times, is required or no longer is, or tells unset from zero or no longer does.',
  reason:
    'Of a list, those who read one value see the last; JSON has a list in one version and not in the other. Whoever requires a field refuses messages without it. Presence changes generated code only.',
  instead: 'Add a field with a number of its own.',
  example: {
    before: `syntax = "proto3";
message User {
  string name = 1;
}
`,
    after: `syntax = "proto3";
message User {
  repeated string name = 1;
}
`,
  },
  knownAs: {
    tool: 'buf',
    ids: [
      'FIELD_SAME_CARDINALITY',
      'FIELD_WIRE_COMPATIBLE_CARDINALITY',
      'FIELD_WIRE_JSON_COMPATIBLE_CARDINALITY',
      'FIELD_SAME_LABEL',
      'MESSAGE_SAME_REQUIRED_FIELDS',
      'FIELD_SAME_TYPE',
      'FIELD_WIRE_COMPATIBLE_TYPE',
      'FIELD_WIRE_JSON_COMPATIBLE_TYPE',
    ],
  },
  judge: ({ from, to, ...pair }, _, context) => {
    const breaks = cardinalityBreaks(from.cardinality, to.cardinality);
    return judgement(breaks, context, {
      description: `${subjectOf({ ...pair, from, to })} changed from ${CARDINALITIES[from.cardinality]} to ${CARDINALITIES[to.cardinality]}`,
      path: pathOf({ ...pair, from, to }),
      before: from.cardinality,
      after: to.cardinality,
      impact: impactOf(breaks),
      instead: 'Add a field with a number of its own',
    });
  },
};

const CARDINALITIES: Readonly<Record<Cardinality, string>> = {
  required: 'required',
  optional: 'optional with presence',
  implicit: 'optional without presence',
  repeated: 'repeated',
  map: 'a map',
};

/** What has the same form: one value, a list, and a map, which is a list on the wire and an object in JSON. */
function cardinalityBreaks(before: Cardinality, after: Cardinality): readonly ContractLevel[] {
  if (before === 'required' || after === 'required') return ['wire', 'json', 'source'];
  const isMany = (one: Cardinality) => one === 'repeated' || one === 'map';
  if (isMany(before) !== isMany(after)) return ['wire', 'json', 'source'];
  return isMany(before) ? ['json', 'source'] : ['source'];
}
