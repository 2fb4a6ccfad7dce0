import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const mediaTypeRemoved: Rule<OpenApiChange<'media_type_removed'>> = {
  id: 'media_type_removed',
  classic: false,
  summary: 'A media type is gone from a request body or a response.',
  reason: 'Clients that send it or ask for it are refused.',
  instead: 'Keep serving it until no client uses it.',
  example: operations(
    { responses: { 200: { content: { 'application/json': {}, 'text/csv': {} } } } },
    { responses: { 200: { content: { 'application/json': {} } } } },
  ),
  judge: ({ at, subject, operations, mediaType, chosenBy }) => ({
    severity: chosenBy === 'client' ? 'breaking' : 'non_breaking',
    description: `Media type ${mediaType} removed from ${subject}`,
    field_path: `${at}.content.${mediaType}`,
    old_value: mediaType,
    new_value: null,
    impact: chosenBy === 'client' ? 'Clients that use this media type will fail' : 'Clients get one media type less',
    suggested_migration: 'Keep the media type until no client uses it',
    affected_operations: operations,
  }),
};
