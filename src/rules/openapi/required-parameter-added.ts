import { isTruthy } from '../../lib/python/equal.js';
import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const requiredParameterAdded: Rule<OpenApiChange<'parameter_added'>> = {
  id: 'required_parameter_added',
  classic: true,
  summary: 'A new parameter is required.',
  reason: 'Clients that do not know it are refused.',
  instead: 'Make it optional, with a default that means what calls mean today.',
  example: operations({ parameters: [] }, { parameters: [{ name: 'page', in: 'query', required: true }] }),
  judge: ({ endpoint, after }) => {
    if (!isTruthy(after.required ?? false)) return undefined;
    return {
      severity: endpoint.isTurned ? 'additive' : 'breaking',
      description: `New required parameter '${after.name}' added to ${endpoint.name}`,
      field_path: `${endpoint.at}.parameters`,
      old_value: null,
      new_value: after,
      impact: endpoint.isTurned ? 'Clients are told more' : 'Client requests without this parameter will fail',
      suggested_migration: 'Provide default value or make parameter optional initially',
      affected_operations: [endpoint.name],
    };
  },
};
