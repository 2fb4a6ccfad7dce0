import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { endpointName } from './endpoint-name.js';

export const operationRemoved: Rule<OpenApiChange<'operation_removed'>> = {
  id: 'operation_removed',
  classic: false,
  summary: 'An operation is gone from a path that stays.',
  reason: 'Every request with that method fails.',
  instead: 'Deprecate it, watch that no client calls it, and remove it in a later version.',
  example: {
    before: { openapi: '3.0.3', paths: { '/users': { get: {}, delete: {} } } },
    after: { openapi: '3.0.3', paths: { '/users': { get: {} } } },
  },
  judge: ({ path, method, before }) => ({
    severity: 'breaking',
    description: `Operation ${endpointName({ path, method })} has been removed`,
    field_path: `paths.${path}.${method}`,
    old_value: before,
    new_value: null,
    impact: 'Client requests with this method will fail with 405',
    suggested_migration: 'Keep the operation until no client calls it',
    affected_operations: [endpointName({ path, method })],
  }),
};
