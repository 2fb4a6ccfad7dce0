import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const requestBodyRemoved: Rule<OpenApiChange<'request_body_removed'>> = {
  id: 'request_body_removed',
  classic: false,
  summary: 'An operation no longer takes a request body.',
  reason: 'What clients send is refused, or ignored: either way the request no longer means what it meant.',
  instead: 'Deprecate the operation, and offer the new one beside it.',
  example: operations({ requestBody: { content: {} } }, {}),
  judge: ({ endpoint, before }) => ({
    severity: 'breaking',
    description: `Request body removed from ${endpoint.name}`,
    field_path: `${endpoint.at}.requestBody`,
    old_value: before,
    new_value: null,
    impact: endpoint.isTurned ? 'Clients that are called get no body' : 'What clients send is ignored or refused',
    suggested_migration: 'Offer the operation without a body beside the old one',
    affected_operations: [endpoint.name],
  }),
};
