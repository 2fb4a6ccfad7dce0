import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { endpointName } from './endpoint-name.js';

export const parameterEncodingChanged: Rule<OpenApiChange<'parameter_encoding_changed'>> = {
  id: 'parameter_encoding_changed',
  classic: false,
  summary: 'A parameter is written in another way.',
  reason: 'Clients write it as before, and the server reads something else.',
  instead: 'Add a parameter of another name for the new way.',
  example: {
    before: {
      openapi: '3.0.3',
      paths: { '/users': { get: { parameters: [{ name: 'ids', in: 'query', explode: true }] } } },
    },
    after: {
      openapi: '3.0.3',
      paths: { '/users': { get: { parameters: [{ name: 'ids', in: 'query', explode: false }] } } },
    },
  },
  judge: ({ path, method, name, keyword, before, after }) => ({
    severity: 'potentially_breaking',
    description: `'${keyword}' of parameter '${name}' of ${endpointName({ path, method })} changed`,
    field_path: `paths.${path}.${method}.parameters.${name}.${keyword}`,
    old_value: before ?? null,
    new_value: after ?? null,
    impact: 'Values may be read otherwise than clients write them',
    suggested_migration: 'Compare what both ways make of a value; add a parameter of another name if they differ',
    affected_operations: [endpointName({ path, method })],
  }),
};
