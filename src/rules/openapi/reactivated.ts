import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const reactivated: Rule<OpenApiChange<'deprecation_changed'>> = {
  id: 'reactivated',
  classic: false,
  summary: 'Something is no longer deprecated.',
  reason: 'It breaks nobody.',
  instead: 'Nothing; the change is safe.',
  example: operations({ deprecated: true }, {}),
  judge: ({ at, subject, operations, before, after }) => {
    if (after.isDeprecated) return undefined;
    return {
      severity: 'non_breaking',
      description: `No longer deprecated: ${subject}`,
      field_path: `${at}.deprecated`,
      old_value: before.isDeprecated,
      new_value: after.isDeprecated,
      impact: 'Clients may go on using it',
      suggested_migration: 'None needed',
      affected_operations: operations,
    };
  },
};
