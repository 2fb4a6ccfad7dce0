import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { endpointName } from './endpoint-name.js';

export const parameterMoved: Rule<OpenApiChange<'parameter_moved'>> = {
  id: 'parameter_moved',
  classic: false,
  summary: 'A parameter is sent in another place.',
  reason: 'Clients send it where it is no longer looked for.',
  instead: 'Accept it in both places until every client has moved.',
  example: {
    before: { openapi: '3.0.3', paths: { '/users': { get: { parameters: [{ name: 'token', in: 'query' }] } } } },
    after: { openapi: '3.0.3', paths: { '/users': { get: { parameters: [{ name: 'token', in: 'header' }] } } } },
  },
  judge: ({ path, method, name, before, after }) => ({
    severity: 'breaking',
    description: `Parameter '${name}' of ${endpointName({ path, method })} moved from ${before} to ${after}`,
    field_path: `paths.${path}.${method}.parameters.${name}.in`,
    old_value: before,
    new_value: after,
    impact: 'Clients send the parameter where it is no longer read',
    suggested_migration: 'Accept the parameter in both places until every client has moved',
    affected_operations: [endpointName({ path, method })],
  }),
};
