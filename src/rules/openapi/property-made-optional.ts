import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { judgeEffect } from './effect.js';
import { responseBodies } from './examples.js';

export const propertyMadeOptional: Rule<OpenApiChange<'property_made_optional'>> = {
  id: 'property_made_optional',
  classic: false,
  summary: 'A property of a response may now be missing.',
  reason: 'Clients that rely on it find nothing.',
  instead: 'Keep sending it.',
  example: responseBodies({ properties: { id: {} }, required: ['id'] }, { properties: { id: {} } }),
  judge: (change) => {
    const { place, property } = change;
    return judgeEffect(change, {
      description: `Property '${property}' may now be missing from ${place.subject}`,
      field_path: `${place.path}.required`,
      old_value: property,
      new_value: null,
      impact: 'Client code expecting this property will fail',
      suggested_migration: 'Keep sending the property, with a value that means none if need be',
    });
  },
};
