import { isTruthy } from '../../lib/python/equal.js';
import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { endpointName } from './endpoint-name.js';

export const optionalParameterRemoved: Rule<OpenApiChange<'parameter_removed'>> = {
  id: 'optional_parameter_removed',
  classic: false,
  summary: 'An optional parameter is gone.',
  reason: 'Clients that send it get another answer than they ask for, or are refused.',
  instead: 'Deprecate it, and remove it when no client sends it.',
  example: {
    before: { openapi: '3.0.3', paths: { '/users': { get: { parameters: [{ name: 'page', in: 'query' }] } } } },
    after: { openapi: '3.0.3', paths: { '/users': { get: { parameters: [] } } } },
  },
  judge: ({ path, method, before }) => {
    if (isTruthy(before.required ?? false)) return undefined;
    return {
      severity: 'potentially_breaking',
      description: `Optional parameter '${before.name}' removed from ${endpointName({ path, method })}`,
      field_path: `paths.${path}.${method}.parameters`,
      old_value: before,
      new_value: null,
      impact: 'Clients that send this parameter are refused, or answered as if they had not',
      suggested_migration: 'Look in the access logs for clients that send it before it goes',
      affected_operations: [endpointName({ path, method })],
    };
  },
};
