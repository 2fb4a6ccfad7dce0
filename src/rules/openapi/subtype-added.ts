import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { judgeEffect } from './effect.js';
import { hierarchies } from './examples.js';

export const subtypeAdded: Rule<OpenApiChange<'subtype_added'>> = {
  id: 'subtype_added',
  classic: false,
  summary: 'A value of a discriminator stands for a schema that clients do not know.',
  reason:
    'A response may carry the value, and whoever chooses a type by it finds none. As with a value that joins an enumeration, clients may be made for that. A request may carry it and need not.',
  instead: 'Tell the clients to expect unknown subtypes before the first one is sent.',
  example: hierarchies(['Cat'], ['Cat', 'Dog']),
  judge: (change, _, { profile }) => {
    const { place, value, after, effect } = change;
    const judged = judgeEffect(
      change,
      {
        description: `Subtype '${value}' added to ${place.subject}`,
        field_path: `${place.path}.discriminator.mapping.${value}`,
        old_value: null,
        new_value: after,
        impact: 'Clients that know only the old subtypes may fail on a new one',
        suggested_migration: 'Make sure that clients tolerate subtypes they do not know',
      },
      profile === 'client' && effect.response !== undefined ? { response: 'potentially_breaking' } : {},
    );
    return judged?.severity === 'non_breaking' ? { ...judged, severity: 'additive' } : judged;
  },
};
