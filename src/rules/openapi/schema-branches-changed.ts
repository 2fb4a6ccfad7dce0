import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { worstOf } from './worst-of.js';

export const schemaBranchesChanged: Rule<OpenApiChange<'schema_branches_changed'>> = {
  id: 'schema_branches_changed',
  classic: false,
  summary: 'A branch of oneOf, anyOf or allOf came or went.',
  reason:
    'One branch less refuses requests (allOf: one more); one more lets new shapes into responses (allOf: one less).',
  instead: 'Keep the branches, and tell clients to expect unknown ones.',
  example: {
    before: {
      openapi: '3.0.3',
      paths: {
        '/users': {
          post: {
            requestBody: {
              content: { 'application/json': { schema: { oneOf: [{ type: 'string' }, { type: 'number' }] } } },
            },
          },
        },
      },
    },
    after: {
      openapi: '3.0.3',
      paths: {
        '/users': {
          post: { requestBody: { content: { 'application/json': { schema: { oneOf: [{ type: 'string' }] } } } } },
        },
      },
    },
  },
  judge: ({ place, keyword, before, after, removed, added }) => {
    // Each branch of allOf is a condition; each of the others a possibility, where none at all is every one.
    const isCondition = keyword === 'allOf' || before === 0 || after === 0;
    const [narrows, widens] = isCondition ? [added > 0, removed > 0] : [removed > 0, added > 0];
    const severity = worstOf(place.usage, {
      ...(narrows ? { request: 'potentially_breaking' } : {}),
      ...(widens ? { response: 'potentially_breaking' } : {}),
    });
    if (severity === undefined) return undefined;
    return {
      severity,
      description: `'${keyword}' of ${place.subject} has ${added} more and ${removed} fewer branches`,
      field_path: `${place.path}.${keyword}`,
      old_value: before,
      new_value: after,
      impact: 'Clients send or receive a shape that the other side does not expect',
      suggested_migration: 'Keep every branch that clients use, and let them tolerate unknown ones',
      affected_operations: [...place.usage.operations],
    };
  },
};
