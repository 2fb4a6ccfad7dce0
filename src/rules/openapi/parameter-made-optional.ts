import { capitalized } from '../../lib/capitalized.js';
import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const parameterMadeOptional: Rule<OpenApiChange<'parameter_required_changed'>> = {
  id: 'parameter_made_optional',
  classic: false,
  summary: 'A parameter that was required is optional.',
  reason:
    'Clients that send it are understood as before. In a call that the API makes, clients that wait for it may not get it.',
  instead: 'Nothing, unless the API is the one that calls: then keep sending it.',
  example: operations(
    { parameters: [{ name: 'page', in: 'query', required: true }] },
    { parameters: [{ name: 'page', in: 'query' }] },
  ),
  judge: ({ at, subject, operations, before, after, flow }) => {
    if (after) return undefined;
    return {
      severity: flow === 'response' ? 'breaking' : 'non_breaking',
      description: `${capitalized(subject)} is now optional`,
      field_path: `${at}.required`,
      old_value: before,
      new_value: after,
      impact: flow === 'response' ? 'Clients that are called may not get it' : 'None',
      suggested_migration: 'Keep sending it until no client needs it',
      affected_operations: operations,
    };
  },
};
