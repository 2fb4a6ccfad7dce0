import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { descriptions } from './examples.js';

export const serverAdded: Rule<OpenApiChange<'server_added'>> = {
  id: 'server_added',
  classic: false,
  summary: 'The API has another address.',
  reason: 'It breaks nobody.',
  instead: 'Nothing; the change is safe.',
  example: descriptions({ servers: [] }, { servers: [{ url: 'https://api.example.com/v1' }] }),
  judge: ({ at, subject, operations, url }) => ({
    severity: 'additive',
    description: `Server ${url} added to ${subject}`,
    field_path: at,
    old_value: null,
    new_value: url,
    impact: 'Clients may call it',
    suggested_migration: 'None needed',
    affected_operations: operations,
  }),
};
