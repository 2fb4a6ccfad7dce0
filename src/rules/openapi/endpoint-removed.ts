import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { endpointName } from './endpoint-name.js';

export const endpointRemoved: Rule<OpenApiChange<'endpoint_removed'>> = {
  id: 'endpoint_removed',
  classic: true,
  summary: 'A path is gone, with all its operations.',
  reason: 'Every request to it fails.',
  instead: 'Deprecate it, watch that no client calls it, and remove it in a later version.',
  example: {
    before: { openapi: '3.0.3', paths: { '/users': { get: { responses: { 200: { description: 'ok' } } } } } },
    after: { openapi: '3.0.3', paths: {} },
  },
  judge: ({ path, method, before, isOperation }, ruleSet) => {
    // The original takes `parameters` and `summary` of a path for operations.
    if (!isOperation && ruleSet !== 'classic') return undefined;
    const endpoint = endpointName({ path, method });
    return {
      severity: 'breaking',
      description: `Endpoint ${endpoint} has been removed`,
      field_path: `paths.${path}.${method}`,
      old_value: before,
      new_value: null,
      impact: 'Client requests to this endpoint will fail with 404',
      suggested_migration: 'Implement redirect to replacement endpoint or maintain backward compatibility stub',
      affected_operations: [endpoint],
    };
  },
};
