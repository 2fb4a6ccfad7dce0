import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { descriptions } from './examples.js';

export const serverRemoved: Rule<OpenApiChange<'server_removed'>> = {
  id: 'server_removed',
  classic: false,
  summary: 'An address of the API is gone.',
  reason: 'Clients that call it get no answer, unless it still works without being described.',
  instead: 'Keep the address, or redirect from it.',
  example: descriptions(
    { servers: [{ url: 'https://api.example.com/v1' }] },
    { servers: [{ url: 'https://api.example.com/v2' }] },
  ),
  judge: ({ at, subject, operations, url }) => ({
    severity: 'potentially_breaking',
    description: `Server ${url} removed from ${subject}`,
    field_path: at,
    old_value: url,
    new_value: null,
    impact: 'Clients that call this address may get no answer',
    suggested_migration: 'Keep the address until no client calls it',
    affected_operations: operations,
  }),
};
