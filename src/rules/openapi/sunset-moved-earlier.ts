import type { OpenApiChange } from '../../model/openapi-change.js';
import { dateOf } from '../../model/sunset.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const sunsetMovedEarlier: Rule<OpenApiChange<'sunset_changed'>> = {
  id: 'sunset_moved_earlier',
  classic: false,
  summary: 'Something deprecated ends earlier than announced.',
  reason:
    'Clients that planned by the first date fail in between, and the removal itself will count as announced: this is where the promise is broken.',
  instead: 'Keep the date that clients were given, or set a later one.',
  example: operations({ deprecated: true, 'x-sunset': '2031-01-01' }, { deprecated: true, 'x-sunset': '2030-01-01' }),
  judge: ({ at, subject, operations, before, after }) => {
    const [from, to] = [dateOf(before), dateOf(after)];
    if (from === undefined || to === undefined || to >= from) return undefined;
    return {
      severity: 'breaking',
      description: `Sunset of ${subject} moved from ${before} to the earlier ${after}`,
      field_path: `${at}.x-sunset`,
      old_value: before,
      new_value: after,
      impact: 'Clients have less time than they were promised',
      suggested_migration: 'Keep the first date',
      affected_operations: operations,
    };
  },
};
