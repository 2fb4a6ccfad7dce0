import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const mediaTypeGeneralized: Rule<OpenApiChange<'media_type_range_changed'>> = {
  id: 'media_type_generalized',
  classic: false,
  summary: 'A media type gave way to a range that holds it, or to the format it is made of.',
  reason:
    'What arrives in a response may be of a type that clients cannot read. A request may be of more types than before.',
  instead: 'Name the media types that are sent.',
  example: operations(
    { responses: { 200: { content: { 'application/json': {} } } } },
    { responses: { 200: { content: { 'application/*': {} } } } },
  ),
  judge: ({ at, subject, operations, before, after, isWider, flow }) => {
    if (!isWider) return undefined;
    const isSafe = flow === 'request' && after.includes('*');
    return {
      severity: isSafe ? 'additive' : 'breaking',
      description: `Media type ${before} of ${subject} widened to ${after}`,
      field_path: `${at}.content.${before}`,
      old_value: before,
      new_value: after,
      impact: isSafe ? 'Clients may send more media types' : 'Clients that use this media type may fail',
      suggested_migration: 'Name the media type beside the wider one',
      affected_operations: operations,
    };
  },
};
