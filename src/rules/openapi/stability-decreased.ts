import type { OpenApiChange } from '../../model/openapi-change.js';
import { rankOf } from '../../model/stability.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const stabilityDecreased: Rule<OpenApiChange<'stability_changed'>> = {
  id: 'stability_decreased',
  classic: false,
  summary: 'Something may be relied on less than before.',
  reason: 'What was promised to stay may now change at any time, and such changes will not be reported as breaking.',
  instead: 'Keep the level; offer the experiment as an operation of its own.',
  example: operations({ 'x-stability-level': 'stable' }, { 'x-stability-level': 'alpha' }),
  judge: ({ at, subject, operations, before, after }) => {
    const [from, to] = [rankOf(before), rankOf(after)];
    if (from === undefined || to === undefined || to >= from) return undefined;
    return {
      severity: 'breaking',
      description: `Stability of ${subject} decreased from ${before ?? 'stable'} to ${after}`,
      field_path: `${at}.x-stability-level`,
      old_value: before ?? null,
      new_value: after,
      impact: 'Clients that rely on it have no promise any more',
      suggested_migration: 'Keep the level',
      affected_operations: operations,
    };
  },
};
