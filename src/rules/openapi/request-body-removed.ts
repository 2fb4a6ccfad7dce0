import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { endpointName } from './endpoint-name.js';

export const requestBodyRemoved: Rule<OpenApiChange<'request_body_removed'>> = {
  id: 'request_body_removed',
  classic: false,
  summary: 'An operation no longer takes a request body.',
  reason: 'What clients send is ignored or refused.',
  instead: 'Deprecate the operation, and offer the new one beside it.',
  example: {
    before: { openapi: '3.0.3', paths: { '/users': { post: { requestBody: { content: {} } } } } },
    after: { openapi: '3.0.3', paths: { '/users': { post: {} } } },
  },
  judge: ({ path, method, before }) => ({
    severity: 'potentially_breaking',
    description: `Request body removed from ${endpointName({ path, method })}`,
    field_path: `paths.${path}.${method}.requestBody`,
    old_value: before,
    new_value: null,
    impact: 'What clients send is ignored or refused',
    suggested_migration: 'Offer the operation without a body beside the old one',
    affected_operations: [endpointName({ path, method })],
  }),
};
