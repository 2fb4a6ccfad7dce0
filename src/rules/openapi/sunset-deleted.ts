import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const sunsetDeleted: Rule<OpenApiChange<'sunset_changed'>> = {
  id: 'sunset_deleted',
  classic: false,
  summary: 'The announced end of something deprecated is taken back without another.',
  reason:
    'Clients no longer know until when it stays; and a date that may be deleted and set anew could be moved earlier in two steps.',
  instead: 'Keep the date, or take back the deprecation as well.',
  example: operations({ deprecated: true, 'x-sunset': '2030-01-01' }, { deprecated: true }),
  judge: ({ at, subject, operations, before, after }) => {
    if (after !== undefined) return undefined;
    return {
      severity: 'breaking',
      description: `Sunset of ${subject} has been deleted`,
      field_path: `${at}.x-sunset`,
      old_value: before,
      new_value: null,
      impact: 'Clients cannot tell until when they may rely on it',
      suggested_migration: 'Keep the date, or set a later one',
      affected_operations: operations,
    };
  },
};
