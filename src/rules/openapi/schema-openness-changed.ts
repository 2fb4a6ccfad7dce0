import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { worstOf } from './worst-of.js';

export const schemaOpennessChanged: Rule<OpenApiChange<'schema_openness_changed'>> = {
  id: 'schema_openness_changed',
  classic: false,
  summary: 'Properties that are not named are no longer allowed, or are now.',
  reason: 'A closed request refuses what clients may send; an open response may carry what clients refuse.',
  instead: 'Ignore what is not known instead of refusing it.',
  example: {
    before: {
      openapi: '3.0.3',
      paths: {
        '/users': { post: { requestBody: { content: { 'application/json': { schema: { type: 'object' } } } } } },
      },
    },
    after: {
      openapi: '3.0.3',
      paths: {
        '/users': {
          post: {
            requestBody: {
              content: { 'application/json': { schema: { type: 'object', additionalProperties: false } } },
            },
          },
        },
      },
    },
  },
  judge: ({ place, before, after }) => {
    const severity = worstOf(place.usage, after ? { response: 'potentially_breaking' } : { request: 'breaking' });
    if (severity === undefined) return undefined;
    return {
      severity,
      description: `Properties that are not named are ${after ? 'now allowed' : 'no longer allowed'} in ${place.subject}`,
      field_path: `${place.path}.additionalProperties`,
      old_value: before,
      new_value: after,
      impact: after
        ? 'Responses may carry properties clients do not know'
        : 'Client requests with other properties will fail',
      suggested_migration: 'Ignore properties that are not known instead of refusing them',
      affected_operations: [...place.usage.operations],
    };
  },
};
