import { capitalized } from '../../lib/capitalized.js';
import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const parameterMadeRequired: Rule<OpenApiChange<'parameter_required_changed'>> = {
  id: 'parameter_made_required',
  classic: false,
  summary: 'A parameter that was optional is required.',
  reason: 'Clients that leave it out are refused.',
  instead: 'Keep it optional, with a default that means what calls mean today.',
  example: operations(
    { parameters: [{ name: 'page', in: 'query' }] },
    { parameters: [{ name: 'page', in: 'query', required: true }] },
  ),
  judge: ({ at, subject, operations, before, after, flow }) => {
    if (!after) return undefined;
    return {
      severity: flow === 'request' ? 'breaking' : 'non_breaking',
      description: `${capitalized(subject)} is now required`,
      field_path: `${at}.required`,
      old_value: before,
      new_value: after,
      impact: flow === 'request' ? 'Client requests without this parameter will fail' : 'None',
      suggested_migration: 'Keep the parameter optional and give it a default',
      affected_operations: operations,
    };
  },
};
