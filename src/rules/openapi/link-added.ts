import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const linkAdded: Rule<OpenApiChange<'link_added'>> = {
  id: 'link_added',
  classic: false,
  summary: 'A response has a new link.',
  reason: 'It breaks nobody.',
  instead: 'Nothing; the change is safe.',
  example: operations(
    { responses: { 200: { links: {} } } },
    { responses: { 200: { links: { orders: { operationId: 'listOrders' } } } } },
  ),
  judge: ({ at, subject, operations, name, after }) => ({
    severity: 'additive',
    description: `Link '${name}' added to ${subject}`,
    field_path: at,
    old_value: null,
    new_value: after,
    impact: 'Clients may follow it',
    suggested_migration: 'None needed',
    affected_operations: operations,
  }),
};
