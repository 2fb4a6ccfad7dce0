import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const mediaTypeAdded: Rule<OpenApiChange<'media_type_added'>> = {
  id: 'media_type_added',
  classic: false,
  summary: 'There is a new media type.',
  reason: 'It breaks nobody who chooses the media type. A client that the API calls has no choice.',
  instead: 'Nothing, unless the API is the one that calls: then let each client choose.',
  example: operations(
    { responses: { 200: { content: { 'application/json': {} } } } },
    { responses: { 200: { content: { 'application/json': {}, 'text/csv': {} } } } },
  ),
  judge: ({ at, subject, operations, mediaType, chosenBy }) => ({
    severity: chosenBy === 'client' ? 'additive' : 'breaking',
    description: `Media type ${mediaType} added to ${subject}`,
    field_path: `${at}.content.${mediaType}`,
    old_value: null,
    new_value: mediaType,
    impact: chosenBy === 'client' ? 'Clients may use it' : 'Clients may get a body that they cannot read',
    suggested_migration: 'Let clients say that they want it',
    affected_operations: operations,
  }),
};
