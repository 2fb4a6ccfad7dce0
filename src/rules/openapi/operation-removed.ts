import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { descriptions } from './examples.js';
import { judgeRemoval } from './removal.js';

export const operationRemoved: Rule<OpenApiChange<'operation_removed'>> = {
  id: 'operation_removed',
  classic: false,
  summary: 'An operation is gone from a path that stays.',
  reason: 'Every request with that method fails.',
  instead: 'Deprecate it with an `x-sunset` date, watch that no client calls it, and remove it after that day.',
  example: descriptions({ paths: { '/users': { get: {}, delete: {} } } }, { paths: { '/users': { get: {} } } }),
  judge: ({ endpoint, before, lifecycle }, _, context) => {
    const { severity, note } = judgeRemoval(lifecycle, 'breaking', context);
    return {
      severity,
      description: `Operation ${endpoint.name} has been removed${note}`,
      field_path: endpoint.at,
      old_value: before,
      new_value: null,
      impact: endpoint.isTurned
        ? 'Clients that wait for the call are no longer called'
        : 'Client requests with this method will fail with 405',
      suggested_migration: 'Keep the operation until no client needs it',
      affected_operations: [endpoint.name],
    };
  },
};
