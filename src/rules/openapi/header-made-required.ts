import { capitalized } from '../../lib/capitalized.js';
import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const headerMadeRequired: Rule<OpenApiChange<'header_required_changed'>> = {
  id: 'header_made_required',
  classic: false,
  summary: 'A header that was optional is always there.',
  reason: 'Clients of a response only gain. Clients that answer a call of the API must send it.',
  instead: 'Nothing, unless the API is the one that calls: then keep it optional.',
  example: operations(
    { responses: { 200: { headers: { 'X-Rate-Limit': { schema: { type: 'integer' } } } } } },
    { responses: { 200: { headers: { 'X-Rate-Limit': { required: true, schema: { type: 'integer' } } } } } },
  ),
  judge: ({ at, subject, operations, before, after, flow }) => {
    if (!after) return undefined;
    return {
      severity: flow === 'request' ? 'breaking' : 'non_breaking',
      description: `${capitalized(subject)} is now required`,
      field_path: `${at}.required`,
      old_value: before,
      new_value: after,
      impact: flow === 'request' ? 'Answers without this header are refused' : 'None',
      suggested_migration: 'Keep the header optional',
      affected_operations: operations,
    };
  },
};
