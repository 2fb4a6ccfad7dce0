import { isTruthy } from '../../lib/python/equal.js';
import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { endpointName } from './endpoint-name.js';

export const requiredParameterAdded: Rule<OpenApiChange<'parameter_added'>> = {
  id: 'required_parameter_added',
  classic: true,
  summary: 'A new parameter is required.',
  reason: 'Clients that do not know it are refused.',
  instead: 'Make it optional, with a default that means what calls mean today.',
  example: {
    before: { openapi: '3.0.3', paths: { '/users': { get: { parameters: [] } } } },
    after: {
      openapi: '3.0.3',
      paths: { '/users': { get: { parameters: [{ name: 'tenant', in: 'query', required: true }] } } },
    },
  },
  judge: ({ path, method, after, sameName }, ruleSet) => {
    // The original knows parameters by their names alone.
    if (!isTruthy(after.required ?? false) || (sameName && ruleSet === 'classic')) return undefined;
    return {
      severity: 'breaking',
      description: `New required parameter '${after.name}' added to ${endpointName({ path, method })}`,
      field_path: `paths.${path}.${method}.parameters`,
      old_value: null,
      new_value: after,
      impact: 'Client requests without this parameter will fail',
      suggested_migration: 'Provide default value or make parameter optional initially',
      affected_operations: [endpointName({ path, method })],
    };
  },
};
