import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const parameterMoved: Rule<OpenApiChange<'parameter_moved'>> = {
  id: 'parameter_moved',
  classic: false,
  summary: 'A parameter is sent in another place.',
  reason: 'Clients send it where it is no longer looked for.',
  instead: 'Accept it in both places until every client has moved.',
  example: operations(
    { parameters: [{ name: 'token', in: 'query' }] },
    { parameters: [{ name: 'token', in: 'header' }] },
  ),
  judge: ({ endpoint, name, before, after }) => ({
    severity: 'breaking',
    description: `Parameter '${name}' of ${endpoint.name} moved from ${before} to ${after}`,
    field_path: `${endpoint.at}.parameters.${name}.in`,
    old_value: before,
    new_value: after,
    impact: 'The parameter is sent where it is not looked for',
    suggested_migration: 'Accept the parameter in both places until every client has moved',
    affected_operations: [endpoint.name],
  }),
};
