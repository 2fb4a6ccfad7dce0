import type { SchemaChange } from '../../model/schema-change.js';
import type { Rule } from '../rule.js';
import { harms, judgeSchema, lowered, schemas } from './judgement.js';

export const schemaOpennessChanged: Rule<SchemaChange<'schema_openness_changed'>> = {
  id: 'schema_openness_changed',
  classic: false,
  summary: 'Properties or items that are not declared are no longer allowed, or are now.',
  reason:
    'To close what was open refuses data with other properties or items; to open it lets old readers meet some (Confluent: ADDITIONAL_PROPERTIES_REMOVED, ADDITIONAL_PROPERTIES_NARROWED, ADDITIONAL_ITEMS_REMOVED and the like).',
  instead: 'Close a schema in its first version, or see to it that no data have more than is declared.',
  example: schemas({ type: 'object' }, { type: 'object', additionalProperties: false }),
  judge(change) {
    const { place, keyword, before, after } = change;
    return judgeSchema(change, {
      description: `'${keyword}' of ${place.subject} says something else of what is not declared`,
      at: keyword,
      before,
      after,
      instead: 'Close a schema in its first version, or see to it that no data have more than is declared',
    });
  },
};

export const schemaBranchesChanged: Rule<SchemaChange<'schema_branches_changed'>> = {
  id: 'schema_branches_changed',
  classic: false,
  summary: 'The alternatives of a value (anyOf, oneOf) are others.',
  reason:
    'Data of an alternative that is gone are refused by new readers, those of one that came by old ones; a value that two alternatives of `oneOf` let pass is refused as well (Confluent: SUM_TYPE_NARROWED, COMBINED_TYPE_CHANGED; SUM_TYPE_EXTENDED is backward compatible).',
  instead: 'Keep the alternatives, and give readers the new schema before anybody writes a new one.',
  example: schemas({ oneOf: [{ type: 'string' }, { type: 'number' }] }, { oneOf: [{ type: 'string' }] }),
  judge(change) {
    const { place, keyword, before, after } = change;
    return judgeSchema(change, {
      description: `The alternatives of ${place.subject} changed (${before} before, ${after} after)`,
      at: keyword,
      before,
      after,
      instead: 'Keep the alternatives, and give readers the new schema before anybody writes a new one',
    });
  },
};

/** Of how a text is made of something else, which validators need not look at (2020-12 Validation, section 8.1). */
const ANNOTATIONS = new Set(['contentEncoding', 'contentMediaType', 'contentSchema']);

export const schemaKeywordChanged: Rule<SchemaChange<'schema_keyword_changed'>> = {
  id: 'schema_keyword_changed',
  classic: false,
  summary: 'A keyword without a rule of its own says something else.',
  reason:
    'What `multipleOf`, `uniqueItems`, `contains`, `propertyNames`, `patternProperties`, a dependency, `not` or `if` refuses now is refused although it was valid. Where that cannot be computed, the finding says why. `contentEncoding` and the like only may break: validators need not look at them. A `default` breaks nobody (Confluent: DEFAULT_CHANGED).',
  instead: 'Keep reading what could be written.',
  example: schemas({ type: 'integer' }, { type: 'integer', multipleOf: 10 }),
  judge(change) {
    const { place, keyword, before, after } = change;
    return judgeSchema(
      change,
      {
        description: `'${keyword}' of ${place.subject} changed`,
        at: keyword,
        before,
        after,
        instead: 'Keep reading what could be written',
      },
      ANNOTATIONS.has(keyword) ? lowered('potentially_breaking', (flow) => harms(change, flow)) : {},
    );
  },
};
