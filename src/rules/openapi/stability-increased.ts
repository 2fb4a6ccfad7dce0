import type { OpenApiChange } from '../../model/openapi-change.js';
import { rankOf } from '../../model/stability.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const stabilityIncreased: Rule<OpenApiChange<'stability_changed'>> = {
  id: 'stability_increased',
  classic: false,
  summary: 'Something may be relied on more than before.',
  reason: 'It breaks nobody.',
  instead: 'Nothing; the change is safe.',
  example: operations({ 'x-stability-level': 'alpha' }, { 'x-stability-level': 'beta' }),
  judge: ({ at, subject, operations, before, after }) => {
    const [from, to] = [rankOf(before), rankOf(after)];
    // To write the default is no change.
    if (from === undefined || to === undefined || to <= from) return undefined;
    return {
      severity: 'non_breaking',
      description: `Stability of ${subject} increased from ${before} to ${after ?? 'stable'}`,
      field_path: `${at}.x-stability-level`,
      old_value: before ?? null,
      new_value: after ?? null,
      impact: 'Clients may rely on it more',
      suggested_migration: 'None needed',
      affected_operations: operations,
    };
  },
};
