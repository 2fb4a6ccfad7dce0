import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { judgeEffect } from './effect.js';
import { hierarchies } from './examples.js';

export const subtypeRemoved: Rule<OpenApiChange<'subtype_removed'>> = {
  id: 'subtype_removed',
  classic: false,
  summary: 'A value of a discriminator no longer stands for a schema.',
  reason:
    'A request with this value is refused, since nothing says what it is (OpenAPI 3.2, "Discriminator Object"). A response that no longer has it breaks nobody.',
  instead: 'Go on accepting the value, and deprecate the schema that it stands for.',
  example: hierarchies(['Cat', 'Dog'], ['Cat']),
  judge: (change) => {
    const { place, value, before } = change;
    return judgeEffect(change, {
      description: `Subtype '${value}' of ${place.subject} removed`,
      field_path: `${place.path}.discriminator.mapping.${value}`,
      old_value: before,
      new_value: null,
      impact: 'Clients that send this subtype are refused',
      suggested_migration: 'Accept the subtype until no client sends it',
    });
  },
};
