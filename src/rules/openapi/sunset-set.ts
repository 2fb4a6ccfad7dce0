import type { OpenApiChange } from '../../model/openapi-change.js';
import { dateOf } from '../../model/sunset.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const sunsetSet: Rule<OpenApiChange<'sunset_changed'>> = {
  id: 'sunset_set',
  classic: false,
  summary: 'Something deprecated gets a last day, or a later one.',
  reason: 'It breaks nobody; clients can plan.',
  instead: 'Nothing; the change is safe.',
  example: operations({ deprecated: true }, { deprecated: true, 'x-sunset': '2030-01-01' }),
  judge: ({ at, subject, operations, before, after }) => {
    const [from, to] = [dateOf(before), dateOf(after)];
    const isLater = before === undefined || (from !== undefined && to !== undefined && to >= from);
    if (to === undefined || !isLater) return undefined;
    return {
      severity: 'non_breaking',
      description: `Sunset of ${subject} is now ${after}`,
      field_path: `${at}.x-sunset`,
      old_value: before ?? null,
      new_value: after,
      impact: 'Clients know until when they may rely on it',
      suggested_migration: 'None needed',
      affected_operations: operations,
    };
  },
};
