import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { descriptions } from './examples.js';

export const operationAdded: Rule<OpenApiChange<'operation_added'>> = {
  id: 'operation_added',
  classic: false,
  summary: 'There is a new operation.',
  reason: 'It breaks nobody; clients may call it.',
  instead: 'Nothing; the change is safe.',
  example: descriptions({ paths: { '/users': { get: {} } } }, { paths: { '/users': { get: {}, post: {} } } }),
  judge: ({ endpoint, after }) => ({
    severity: 'additive',
    description: `Operation ${endpoint.name} has been added`,
    field_path: endpoint.at,
    old_value: null,
    new_value: after,
    impact: endpoint.isTurned ? 'Clients that subscribe get one more call' : 'Clients may call it',
    suggested_migration: 'None needed',
    affected_operations: [endpoint.name],
  }),
};
