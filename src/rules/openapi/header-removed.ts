import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const headerRemoved: Rule<OpenApiChange<'header_removed'>> = {
  id: 'header_removed',
  classic: false,
  summary: 'A header of a response is gone.',
  reason: 'Clients that read it fail when it was always there, and may when it was optional.',
  instead: 'Keep sending it.',
  example: operations(
    { responses: { 200: { headers: { 'X-Rate-Limit': { required: true } } } } },
    { responses: { 200: {} } },
  ),
  judge: ({ at, subject, operations, name, required, before, flow }, _, { profile }) => {
    const ofOptional = profile === 'contract' ? 'non_breaking' : 'potentially_breaking';
    return {
      severity: flow === 'response' && required ? 'breaking' : ofOptional,
      description: `${required ? 'Required' : 'Optional'} header '${name}' removed from ${subject}`,
      field_path: at,
      old_value: before,
      new_value: null,
      impact: flow === 'response' ? 'Clients that read the header do not get it' : 'The header is no longer looked at',
      suggested_migration: 'Keep sending the header',
      affected_operations: operations,
    };
  },
};
