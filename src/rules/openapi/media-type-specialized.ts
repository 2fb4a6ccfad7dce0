import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const mediaTypeSpecialized: Rule<OpenApiChange<'media_type_range_changed'>> = {
  id: 'media_type_specialized',
  classic: false,
  summary: 'A range of media types gave way to one of them, or a format to one that is made of it.',
  reason:
    'Requests of the other types are refused. Responses are what clients accepted anyway, but for those that look at the exact name.',
  instead: 'Keep the range, or keep the format beside the new type.',
  example: operations({ requestBody: { content: { 'text/*': {} } } }, { requestBody: { content: { 'text/csv': {} } } }),
  judge: ({ at, subject, operations, before, after, isWider, flow }) => {
    if (isWider) return undefined;
    // Whoever reads a format reads what is made of it (RFC 6839), unless it looks at the exact name.
    const inResponse = before.includes('*') ? 'non_breaking' : 'potentially_breaking';
    return {
      severity: flow === 'request' ? 'breaking' : inResponse,
      description: `Media type ${before} of ${subject} narrowed to ${after}`,
      field_path: `${at}.content.${before}`,
      old_value: before,
      new_value: after,
      impact: flow === 'request' ? 'Requests of other media types will fail' : 'Clients that look at the name may fail',
      suggested_migration: 'Keep the wider media type beside the new one',
      affected_operations: operations,
    };
  },
};
