import { isTruthy } from '../../lib/python/equal.js';
import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { endpointName } from './endpoint-name.js';

export const requiredParameterRemoved: Rule<OpenApiChange<'parameter_removed'>> = {
  id: 'required_parameter_removed',
  classic: true,
  summary: 'A required parameter is gone.',
  reason: 'Clients send it, and a server that validates refuses what it does not know.',
  instead: 'Ignore the parameter for a while before it is removed from the description.',
  example: {
    before: {
      openapi: '3.0.3',
      paths: { '/users': { get: { parameters: [{ name: 'id', in: 'query', required: true }] } } },
    },
    after: { openapi: '3.0.3', paths: { '/users': { get: { parameters: [] } } } },
  },
  judge: ({ path, method, before, sameName }, ruleSet) => {
    // The original knows parameters by their names alone.
    if (!isTruthy(before.required ?? false) || (sameName && ruleSet === 'classic')) return undefined;
    return {
      severity: 'breaking',
      description: `Required parameter '${before.name}' removed from ${endpointName({ path, method })}`,
      field_path: `paths.${path}.${method}.parameters`,
      old_value: before,
      new_value: null,
      impact: 'Client requests with this parameter will fail',
      suggested_migration: 'Implement parameter validation with backward compatibility',
      affected_operations: [endpointName({ path, method })],
    };
  },
};
