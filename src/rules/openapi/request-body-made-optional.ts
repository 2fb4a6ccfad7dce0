import { capitalized } from '../../lib/capitalized.js';
import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const requestBodyMadeOptional: Rule<OpenApiChange<'request_body_required_changed'>> = {
  id: 'request_body_made_optional',
  classic: false,
  summary: 'A request body that was required is optional.',
  reason:
    'Clients that send one are understood as before. In a call that the API makes, clients that wait for it may not get it.',
  instead: 'Nothing, unless the API is the one that calls: then keep sending it.',
  example: operations({ requestBody: { content: {}, required: true } }, { requestBody: { content: {} } }),
  judge: ({ at, subject, operations, before, after, flow }) => {
    if (after) return undefined;
    return {
      severity: flow === 'response' ? 'breaking' : 'non_breaking',
      description: `${capitalized(subject)} is now optional`,
      field_path: `${at}.required`,
      old_value: before,
      new_value: after,
      impact: flow === 'response' ? 'Clients that are called may get no body' : 'None',
      suggested_migration: 'Keep sending it until no client needs it',
      affected_operations: operations,
    };
  },
};
