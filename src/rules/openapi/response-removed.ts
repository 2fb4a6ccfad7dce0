import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { endpointName } from './endpoint-name.js';

export const responseRemoved: Rule<OpenApiChange<'response_removed'>> = {
  id: 'response_removed',
  classic: false,
  summary: 'A response status is gone.',
  reason: 'Clients that wait for it get something else.',
  instead: 'Keep answering with it; what replaces it belongs in a new operation or version.',
  example: {
    before: { openapi: '3.0.3', paths: { '/users': { get: { responses: { 200: {}, 404: {} } } } } },
    after: { openapi: '3.0.3', paths: { '/users': { get: { responses: { 404: {} } } } } },
  },
  judge: ({ path, method, status, before }) => ({
    // Clients are built on success; that an error no longer occurs breaks only those that wait for it.
    severity: /^[45]/.test(status) ? 'potentially_breaking' : 'breaking',
    description: `Response status ${status} removed from ${endpointName({ path, method })}`,
    field_path: `paths.${path}.${method}.responses.${status}`,
    old_value: before,
    new_value: null,
    impact: 'Clients that handle this status get another one',
    suggested_migration: 'Keep the status, or offer what replaces it as a new version',
    affected_operations: [endpointName({ path, method })],
  }),
};
