import type { OpenApiChange } from '../../model/openapi-change.js';
import { dateOf } from '../../model/sunset.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const deprecated: Rule<OpenApiChange<'deprecation_changed'>> = {
  id: 'deprecated',
  classic: false,
  summary: 'Something is deprecated.',
  reason: 'Nothing fails yet; clients should leave it.',
  instead: 'Name the last day in `x-sunset`, so that clients can plan.',
  example: operations({}, { deprecated: true, 'x-sunset': '2030-01-01' }),
  judge: ({ at, subject, operations, before, after }) => {
    if (!after.isDeprecated) return undefined;
    const until = dateOf(after.sunset) === undefined ? '' : `, until ${after.sunset}`;
    return {
      severity: 'non_breaking',
      description: `Deprecated: ${subject}${until}`,
      field_path: `${at}.deprecated`,
      old_value: before.isDeprecated,
      new_value: after.isDeprecated,
      impact: 'Clients should stop using it',
      suggested_migration: 'Tell the clients what to use instead',
      affected_operations: operations,
    };
  },
};
