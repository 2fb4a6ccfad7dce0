import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { judgeEffect } from './effect.js';
import { requestBodies } from './examples.js';

export const propertyAccessChanged: Rule<OpenApiChange<'property_access_changed'>> = {
  id: 'property_access_changed',
  classic: false,
  summary: 'A property became read-only or write-only, or no longer is.',
  reason:
    'Requests no longer carry what is read-only, responses not what is write-only. What that breaks, a property that must be there or no longer is, is found by itself.',
  instead: 'Say so in the release notes: clients that wrote the property are no longer heard.',
  example: requestBodies({ properties: { id: {} } }, { properties: { id: { readOnly: true } } }),
  judge: (change) => {
    const { place, property, before, after } = change;
    return judgeEffect(change, {
      description: `Property '${property}' of ${place.subject} is now ${after} (${before} before)`,
      field_path: `${place.path}.properties.${property}`,
      old_value: before,
      new_value: after,
      impact: 'What clients write to the property, or read from it, may have no meaning any more',
      suggested_migration: 'Keep accepting the property, and ignore it where it has no meaning',
    });
  },
};
