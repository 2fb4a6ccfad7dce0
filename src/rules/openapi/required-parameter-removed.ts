import { isTruthy } from '../../lib/python/equal.js';
import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';
import { judgeRemoval } from './removal.js';

export const requiredParameterRemoved: Rule<OpenApiChange<'parameter_removed'>> = {
  id: 'required_parameter_removed',
  classic: true,
  summary: 'A required parameter is gone.',
  reason: 'Clients that send it may be refused.',
  instead: 'Ignore the parameter when it is sent, deprecate it with an `x-sunset` date, and remove it after that day.',
  example: operations({ parameters: [{ name: 'page', in: 'query', required: true }] }, { parameters: [] }),
  judge: ({ endpoint, before, lifecycle }, ruleSet, context) => {
    if (!isTruthy(before.required ?? false)) return undefined;
    const { severity, note } = judgeRemoval(lifecycle, 'breaking', context);
    const isClassic = ruleSet === 'classic';
    return {
      severity: isClassic ? 'breaking' : severity,
      description: `Required parameter '${before.name}' removed from ${endpoint.name}${isClassic ? '' : note}`,
      field_path: `${endpoint.at}.parameters`,
      old_value: before,
      new_value: null,
      impact: 'Client requests with this parameter will fail',
      suggested_migration: 'Implement parameter validation with backward compatibility',
      affected_operations: [endpoint.name],
    };
  },
};
