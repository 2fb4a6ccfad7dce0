import { isObject } from '../../lib/json-value.js';
import type { OpenApiChange } from '../../model/openapi-change.js';
import { dateOf } from '../../model/sunset.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const sunsetInvalid: Rule<OpenApiChange<'deprecation_changed' | 'sunset_changed'>> = {
  id: 'sunset_invalid',
  classic: false,
  summary: 'The sunset of something deprecated is no date.',
  reason:
    'An end is announced that may be any day: clients cannot plan by it, and a removal will never count as announced.',
  instead: 'Write a date (2030-01-01) or a date and time with an offset (RFC 3339).',
  example: operations({ deprecated: true, 'x-sunset': '2030-01-01' }, { deprecated: true, 'x-sunset': 'next year' }),
  judge: ({ at, subject, operations, before, after }) => {
    const [from, to] = [sunsetOf(before), sunsetOf(after)];
    const isInvalid = (sunset: unknown) => sunset !== undefined && dateOf(sunset) === undefined;
    if (to === undefined || !(isInvalid(from) || isInvalid(to))) return undefined;
    // An end that nobody can read may be any day. Where it was no better before, nobody knows what has changed.
    return {
      severity: isInvalid(from) ? 'potentially_breaking' : 'breaking',
      description: isInvalid(to) ? `Sunset of ${subject} is no date` : `Sunset of ${subject} was no date`,
      field_path: `${at}.x-sunset`,
      old_value: from ?? null,
      new_value: to,
      impact: 'Clients cannot tell until when they may rely on it',
      suggested_migration: 'Write the day as in 2030-01-01',
      affected_operations: operations,
    };
  },
};

/** The sunset of something that is deprecated; a lifecycle says whether it is. */
function sunsetOf(side: unknown): unknown {
  if (!isObject(side) || !Object.hasOwn(side, 'isDeprecated')) return side;
  return side.isDeprecated === true ? side.sunset : undefined;
}
