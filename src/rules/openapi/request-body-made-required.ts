import { capitalized } from '../../lib/capitalized.js';
import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const requestBodyMadeRequired: Rule<OpenApiChange<'request_body_required_changed'>> = {
  id: 'request_body_made_required',
  classic: false,
  summary: 'A request body that was optional is required.',
  reason: 'Clients that send none are refused.',
  instead: 'Keep it optional, and keep the meaning of requests without one.',
  example: operations({ requestBody: { content: {} } }, { requestBody: { content: {}, required: true } }),
  judge: ({ at, subject, operations, before, after, flow }) => {
    if (!after) return undefined;
    return {
      severity: flow === 'request' ? 'breaking' : 'non_breaking',
      description: `${capitalized(subject)} is now required`,
      field_path: `${at}.required`,
      old_value: before,
      new_value: after,
      impact: flow === 'request' ? 'Client requests without a body will fail' : 'None',
      suggested_migration: 'Keep the body optional and keep the meaning of requests without one',
      affected_operations: operations,
    };
  },
};
