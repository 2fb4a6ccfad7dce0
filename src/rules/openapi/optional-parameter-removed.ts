import { isTruthy } from '../../lib/python/equal.js';
import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';
import { judgeRemoval } from './removal.js';

export const optionalParameterRemoved: Rule<OpenApiChange<'parameter_removed'>> = {
  id: 'optional_parameter_removed',
  classic: false,
  summary: 'An optional parameter is gone.',
  reason: 'Clients that send it get another answer than they ask for, or are refused.',
  instead: 'Deprecate it with an `x-sunset` date, and remove it after that day.',
  example: operations({ parameters: [{ name: 'page', in: 'query' }] }, { parameters: [] }),
  judge: ({ endpoint, before, lifecycle }, _, context) => {
    if (isTruthy(before.required ?? false)) return undefined;
    const { severity, note } = judgeRemoval(lifecycle, 'potentially_breaking', context);
    return {
      severity,
      description: `Optional parameter '${before.name}' removed from ${endpoint.name}${note}`,
      field_path: `${endpoint.at}.parameters`,
      old_value: before,
      new_value: null,
      impact: 'Clients that send this parameter are refused, or answered as if they had not',
      suggested_migration: 'Look in the access logs for clients that send it before it goes',
      affected_operations: [endpoint.name],
    };
  },
};
