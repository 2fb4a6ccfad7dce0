import type { OpenApiChange } from '../../model/openapi-change.js';
import { CONSTRAINT_IMPLICATIONS } from '../../tables/constraint-implications.js';
import type { Rule } from '../rule.js';
import { endpointName } from './endpoint-name.js';

export const parameterMadeRequired: Rule<OpenApiChange<'parameter_required_changed'>> = {
  id: 'parameter_made_required',
  classic: false,
  summary: 'A parameter that was optional is required.',
  reason: 'Clients that leave it out are refused.',
  instead: 'Keep it optional, with a default that means what calls mean today.',
  example: {
    before: { openapi: '3.0.3', paths: { '/users': { get: { parameters: [{ name: 'page', in: 'query' }] } } } },
    after: {
      openapi: '3.0.3',
      paths: { '/users': { get: { parameters: [{ name: 'page', in: 'query', required: true }] } } },
    },
  },
  judge: ({ path, method, name, before, after }) => {
    if (!after) return undefined;
    return {
      severity: CONSTRAINT_IMPLICATIONS.required.added,
      description: `Parameter '${name}' of ${endpointName({ path, method })} is now required`,
      field_path: `paths.${path}.${method}.parameters.${name}.required`,
      old_value: before,
      new_value: after,
      impact: 'Client requests without this parameter will fail',
      suggested_migration: 'Keep the parameter optional and give it a default',
      affected_operations: [endpointName({ path, method })],
    };
  },
};
