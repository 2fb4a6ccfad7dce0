import { capitalized } from '../../lib/capitalized.js';
import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const headerMadeOptional: Rule<OpenApiChange<'header_required_changed'>> = {
  id: 'header_made_optional',
  classic: false,
  summary: 'A header that was always there may be missing.',
  reason: 'Clients that read it without asking whether it is there fail.',
  instead: 'Keep sending it.',
  example: operations(
    { responses: { 200: { headers: { 'X-Rate-Limit': { required: true, schema: { type: 'integer' } } } } } },
    { responses: { 200: { headers: { 'X-Rate-Limit': { schema: { type: 'integer' } } } } } },
  ),
  judge: ({ at, subject, operations, before, after, flow }) => {
    if (after) return undefined;
    return {
      severity: flow === 'response' ? 'breaking' : 'non_breaking',
      description: `${capitalized(subject)} is now optional`,
      field_path: `${at}.required`,
      old_value: before,
      new_value: after,
      impact: flow === 'response' ? 'Clients that count on the header may not get it' : 'None',
      suggested_migration: 'Keep sending the header',
      affected_operations: operations,
    };
  },
};
