import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { judgeEffect, tolerating } from './effect.js';
import { requestBodies } from './examples.js';

export const schemaBranchesChanged: Rule<OpenApiChange<'schema_branches_changed'>> = {
  id: 'schema_branches_changed',
  classic: false,
  summary: 'The alternatives of a value (anyOf, oneOf) are others.',
  reason: 'One alternative less refuses requests; one more lets new shapes into responses.',
  instead: 'Keep the alternatives, and tell clients to expect unknown ones.',
  example: requestBodies({ oneOf: [{ type: 'string' }, { type: 'number' }] }, { oneOf: [{ type: 'string' }] }),
  judge: (change, _, { profile }) => {
    const { place, keyword, before, after } = change;
    return judgeEffect(
      change,
      {
        description: `The alternatives of ${place.subject} changed (${before} before, ${after} after)`,
        field_path: `${place.path}.${keyword}`,
        old_value: before,
        new_value: after,
        impact: 'Clients send or receive a shape that the other side does not expect',
        suggested_migration: 'Keep every alternative that clients use, and let them tolerate unknown ones',
      },
      tolerating(change, profile),
    );
  },
};
