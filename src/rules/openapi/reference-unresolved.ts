import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { responseBodies } from './examples.js';

export const referenceUnresolved: Rule<OpenApiChange<'reference_unresolved'>> = {
  id: 'reference_unresolved',
  classic: false,
  summary: 'A new reference leads nowhere.',
  reason: 'What is sent there is unknown, so that nothing can be said of it.',
  instead: 'Define what is referred to, or bundle the description into one file.',
  example: responseBodies({ type: 'string' }, { $ref: '#/components/schemas/Missing' }),
  judge: ({ place, reference }) => ({
    severity: 'potentially_breaking',
    description: `Reference '${reference}' in ${place.subject} leads nowhere`,
    field_path: place.path,
    old_value: null,
    new_value: reference,
    impact: 'What is sent there is unknown and could not be compared',
    suggested_migration: 'Define what is referred to, or bundle the description into one file',
    affected_operations: [...place.usage.operations],
  }),
};
