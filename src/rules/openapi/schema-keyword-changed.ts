import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { worstOf } from './worst-of.js';

export const schemaKeywordChanged: Rule<OpenApiChange<'schema_keyword_changed'>> = {
  id: 'schema_keyword_changed',
  classic: false,
  summary: 'A keyword changed whose effect on the values is not computed.',
  reason: 'A format, a pattern or a discriminator can refuse what was accepted or send what was not.',
  instead: 'Look at the change and test it with real values.',
  example: {
    before: {
      openapi: '3.0.3',
      paths: {
        '/users': {
          post: {
            requestBody: { content: { 'application/json': { schema: { type: 'string', pattern: '^[a-z]+$' } } } },
          },
        },
      },
    },
    after: {
      openapi: '3.0.3',
      paths: {
        '/users': {
          post: {
            requestBody: { content: { 'application/json': { schema: { type: 'string', pattern: '^[a-z]{3}$' } } } },
          },
        },
      },
    },
  },
  judge: ({ place, keyword, before, after }) => {
    // A keyword that comes refuses values; one that goes lets them through.
    const severity = worstOf(place.usage, {
      ...(after === undefined ? {} : { request: 'potentially_breaking' }),
      ...(before === undefined ? {} : { response: 'potentially_breaking' }),
    });
    if (severity === undefined) return undefined;
    return {
      severity,
      description: `'${keyword}' of ${place.subject} changed`,
      field_path: `${place.path}.${keyword}`,
      old_value: before ?? null,
      new_value: after ?? null,
      impact: 'Values may be refused, or arrive, that were not before',
      suggested_migration: 'Test the change with values from production',
      affected_operations: [...place.usage.operations],
    };
  },
};
