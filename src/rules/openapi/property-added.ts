import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { judgeEffect } from './effect.js';
import { responseBodies } from './examples.js';

export const propertyAdded: Rule<OpenApiChange<'property_added'>> = {
  id: 'property_added',
  classic: false,
  summary: 'A property came that nobody has to send.',
  reason: 'It breaks nobody, but for clients whose schema of the response allows no other property.',
  instead: 'Leave objects in responses open, so that properties can be added.',
  example: responseBodies(
    { type: 'object', properties: { id: {} }, additionalProperties: false },
    { type: 'object', properties: { id: {}, name: {} }, additionalProperties: false },
  ),
  judge: (change) => {
    const { place, property, after } = change;
    const judged = judgeEffect(change, {
      description: `Property '${property}' added to ${place.subject}`,
      field_path: `${place.path}.properties.${property}`,
      old_value: null,
      new_value: after,
      impact: 'Clients that refuse unknown properties refuse the response',
      suggested_migration: 'Let clients tolerate unknown properties before the property is sent',
    });
    return judged?.severity === 'non_breaking' ? { ...judged, severity: 'additive' } : judged;
  },
};
