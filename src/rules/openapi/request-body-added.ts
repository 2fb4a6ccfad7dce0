import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { endpointName } from './endpoint-name.js';

export const requestBodyAdded: Rule<OpenApiChange<'request_body_added'>> = {
  id: 'request_body_added',
  classic: false,
  summary: 'An operation now needs a request body.',
  reason: 'Clients that send none are refused.',
  instead: 'Make the body optional.',
  example: {
    before: { openapi: '3.0.3', paths: { '/users': { post: {} } } },
    after: { openapi: '3.0.3', paths: { '/users': { post: { requestBody: { required: true, content: {} } } } } },
  },
  judge: ({ path, method, required }) => {
    if (!required) return undefined;
    return {
      severity: 'breaking',
      description: `New required request body added to ${endpointName({ path, method })}`,
      field_path: `paths.${path}.${method}.requestBody`,
      old_value: null,
      new_value: { required },
      impact: 'Client requests without a body will fail',
      suggested_migration: 'Make the body optional and keep the meaning of requests without one',
      affected_operations: [endpointName({ path, method })],
    };
  },
};
