import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const requestBodyAdded: Rule<OpenApiChange<'request_body_added'>> = {
  id: 'request_body_added',
  classic: false,
  summary: 'An operation takes a request body.',
  reason: 'When the body is required, clients that send none are refused.',
  instead: 'Make the body optional.',
  example: operations({}, { requestBody: { required: true, content: {} } }),
  judge: ({ endpoint, required, after }) => {
    const isBreaking = required && !endpoint.isTurned;
    return {
      severity: isBreaking ? 'breaking' : 'additive',
      description: `New ${required ? 'required' : 'optional'} request body added to ${endpoint.name}`,
      field_path: `${endpoint.at}.requestBody`,
      old_value: null,
      new_value: isBreaking ? { required } : after,
      impact: isBreaking ? 'Client requests without a body will fail' : 'None for clients that do not know it',
      suggested_migration: 'Make the body optional and keep the meaning of requests without one',
      affected_operations: [endpoint.name],
    };
  },
};
