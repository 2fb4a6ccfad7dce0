import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';

export const apiAttributeChanged: Rule<OpenApiChange<'api_attribute_changed'>> = {
  id: 'api_attribute_changed',
  classic: false,
  summary:
    'A header, a server, a webhook, a callback or another part that is compared as it is written is gone or differs.',
  reason: 'Clients read the header, call the address or wait for the call.',
  instead: 'Keep what is there, and add the new one beside it.',
  example: {
    before: { openapi: '3.0.3', servers: [{ url: 'https://api.example.com/v1' }] },
    after: { openapi: '3.0.3', servers: [{ url: 'https://api.example.com/v2' }] },
  },
  judge: ({ path, subject, operations, attribute, before, after }) => ({
    severity: 'potentially_breaking',
    description: `'${attribute}' of ${subject} ${after === undefined ? 'has been removed' : 'differs'}`,
    field_path: `${path}.${attribute}`,
    old_value: before,
    new_value: after ?? null,
    impact: 'Clients that rely on it may fail',
    suggested_migration: 'Keep what clients rely on, and add what is new beside it',
    affected_operations: operations,
  }),
};
