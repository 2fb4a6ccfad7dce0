import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { endpointName } from './endpoint-name.js';

export const mediaTypeRemoved: Rule<OpenApiChange<'media_type_removed'>> = {
  id: 'media_type_removed',
  classic: false,
  summary: 'A media type is gone from a request body or a response.',
  reason: 'Clients that send or ask for it are refused.',
  instead: 'Keep serving it until no client uses it.',
  example: {
    before: {
      openapi: '3.0.3',
      paths: { '/users': { get: { responses: { 200: { content: { 'application/json': {}, 'text/csv': {} } } } } } },
    },
    after: {
      openapi: '3.0.3',
      paths: { '/users': { get: { responses: { 200: { content: { 'application/json': {} } } } } } },
    },
  },
  judge: ({ path, method, mediaType, where, fieldPath }) => ({
    severity: 'breaking',
    description: `Media type ${mediaType} removed from ${where} of ${endpointName({ path, method })}`,
    field_path: fieldPath,
    old_value: mediaType,
    new_value: null,
    impact: 'Clients that use this media type will fail',
    suggested_migration: 'Keep the media type until no client uses it',
    affected_operations: [endpointName({ path, method })],
  }),
};
