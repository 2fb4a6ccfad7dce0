import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { judgeEffect } from './effect.js';
import { requestBodies } from './examples.js';

export const schemaOpennessChanged: Rule<OpenApiChange<'schema_openness_changed'>> = {
  id: 'schema_openness_changed',
  classic: false,
  summary: 'Properties that are not named are no longer allowed, or are now.',
  reason: 'A closed request refuses what clients may send; an open response may carry what clients refuse.',
  instead: 'Ignore what is not known instead of refusing it.',
  example: requestBodies({ type: 'object' }, { type: 'object', additionalProperties: false }),
  judge: (change) => {
    const { place, keyword, before, after } = change;
    return judgeEffect(change, {
      description: `'${keyword}' of ${place.subject} says something else of what is not named`,
      field_path: `${place.path}.${keyword}`,
      old_value: before ?? null,
      new_value: after ?? null,
      impact: change.effect.request
        ? 'Requests with properties or items that were tolerated will fail'
        : 'Responses may carry what clients do not expect',
      suggested_migration: 'Tolerate in requests what was tolerated, and send nothing new to strict clients',
    });
  },
};
