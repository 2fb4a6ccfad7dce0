import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const linkChanged: Rule<OpenApiChange<'link_changed'>> = {
  id: 'link_changed',
  classic: false,
  summary: 'A link of a response leads elsewhere, or with other parameters.',
  reason: 'Clients that follow it call something else.',
  instead: 'Add a link of another name.',
  example: operations(
    { responses: { 200: { links: { orders: { operationId: 'listOrders' } } } } },
    { responses: { 200: { links: { orders: { operationId: 'listBills' } } } } },
  ),
  judge: ({ at, subject, operations, name, before, after }, _, { profile }) => ({
    severity: profile === 'contract' ? 'non_breaking' : 'potentially_breaking',
    description: `Link '${name}' of ${subject} changed`,
    field_path: at,
    old_value: before,
    new_value: after,
    impact: 'Clients that follow the link call something else',
    suggested_migration: 'Add a link of another name for the new target',
    affected_operations: operations,
  }),
};
