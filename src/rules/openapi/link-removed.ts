import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const linkRemoved: Rule<OpenApiChange<'link_removed'>> = {
  id: 'link_removed',
  classic: false,
  summary: 'A link of a response is gone.',
  reason: 'Clients that follow it find nothing to follow. Nothing on the wire changes by it.',
  instead: 'Keep the link as long as the operation is there.',
  example: operations(
    { responses: { 200: { links: { orders: { operationId: 'listOrders' } } } } },
    { responses: { 200: { links: {} } } },
  ),
  judge: ({ at, subject, operations, name, before }, _, { profile }) => ({
    severity: profile === 'contract' ? 'non_breaking' : 'potentially_breaking',
    description: `Link '${name}' removed from ${subject}`,
    field_path: at,
    old_value: before,
    new_value: null,
    impact: 'Clients that follow the link no longer find it',
    suggested_migration: 'Keep the link as long as what it leads to is there',
    affected_operations: operations,
  }),
};
