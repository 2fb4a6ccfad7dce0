import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { judgeEffect } from './effect.js';
import { requestBodies } from './examples.js';

export const schemaKeywordChanged: Rule<OpenApiChange<'schema_keyword_changed'>> = {
  id: 'schema_keyword_changed',
  classic: false,
  summary: 'A keyword without a rule of its own says something else.',
  reason:
    'What `multipleOf`, `uniqueItems`, `contains`, `not`, `if` or a discriminator refuses in requests is refused although it was accepted; what it lets through in responses may arrive although it could not. Where that cannot be computed, the finding says why. An `x-sunset` or `x-stability-level` of a property is a promise that is broken by a lower level, an earlier date, or one that nobody can read.',
  instead: 'Keep accepting what was accepted in requests, and send nothing else in responses.',
  example: requestBodies({ type: 'integer' }, { type: 'integer', multipleOf: 10 }),
  judge: (change) => {
    const { place, keyword, before, after } = change;
    const words = PROMISES.has(keyword) ? OF_PROMISES : OF_VALUES;
    return judgeEffect(change, {
      description: `'${keyword}' of ${place.subject} changed`,
      field_path: `${place.path}.${keyword}`,
      old_value: before ?? null,
      new_value: after ?? null,
      ...words,
    });
  },
};

/** What is said of how far and how long clients may rely on something. */
const PROMISES = new Set(['x-sunset', 'x-stability-level']);

const OF_PROMISES = {
  impact: 'Clients cannot tell how far, or until when, they may rely on it',
  suggested_migration: 'Keep what was promised, and write it so that it can be read',
};

const OF_VALUES = {
  impact: 'Clients send or receive a value that the other side does not expect',
  suggested_migration: 'Accept what was accepted in requests, and send what was sent in responses',
};
