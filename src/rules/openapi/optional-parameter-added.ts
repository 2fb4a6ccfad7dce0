import { isTruthy } from '../../lib/python/equal.js';
import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const optionalParameterAdded: Rule<OpenApiChange<'parameter_added'>> = {
  id: 'optional_parameter_added',
  classic: false,
  summary: 'There is a new optional parameter.',
  reason: 'It breaks nobody; clients may leave it out.',
  instead: 'Nothing; the change is safe.',
  example: operations({ parameters: [] }, { parameters: [{ name: 'page', in: 'query' }] }),
  judge: ({ endpoint, after }) => {
    if (isTruthy(after.required ?? false)) return undefined;
    return {
      severity: 'additive',
      description: `New optional parameter '${after.name}' added to ${endpoint.name}`,
      field_path: `${endpoint.at}.parameters`,
      old_value: null,
      new_value: after,
      impact: 'Clients may send it',
      suggested_migration: 'None needed',
      affected_operations: [endpoint.name],
    };
  },
};
