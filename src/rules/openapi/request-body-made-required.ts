import type { OpenApiChange } from '../../model/openapi-change.js';
import { CONSTRAINT_IMPLICATIONS } from '../../tables/constraint-implications.js';
import type { Rule } from '../rule.js';
import { endpointName } from './endpoint-name.js';

export const requestBodyMadeRequired: Rule<OpenApiChange<'request_body_required_changed'>> = {
  id: 'request_body_made_required',
  classic: false,
  summary: 'A request body that was optional is required.',
  reason: 'Clients that send none are refused.',
  instead: 'Keep the body optional.',
  example: {
    before: { openapi: '3.0.3', paths: { '/users': { post: { requestBody: { content: {} } } } } },
    after: { openapi: '3.0.3', paths: { '/users': { post: { requestBody: { required: true, content: {} } } } } },
  },
  judge: ({ path, method, before, after }) => {
    if (!after) return undefined;
    return {
      severity: CONSTRAINT_IMPLICATIONS.required.added,
      description: `Request body of ${endpointName({ path, method })} is now required`,
      field_path: `paths.${path}.${method}.requestBody.required`,
      old_value: before,
      new_value: after,
      impact: 'Client requests without a body will fail',
      suggested_migration: 'Keep the body optional and keep the meaning of requests without one',
      affected_operations: [endpointName({ path, method })],
    };
  },
};
