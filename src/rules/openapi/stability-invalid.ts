import type { OpenApiChange } from '../../model/openapi-change.js';
import { rankOf } from '../../model/stability.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const stabilityInvalid: Rule<OpenApiChange<'stability_changed'>> = {
  id: 'stability_invalid',
  classic: false,
  summary: 'A stability level is none of draft, alpha, beta and stable.',
  reason: 'A level that nobody knows promises nothing, so that clients lose what they were promised before.',
  instead: 'Write one of the four levels, or none for stable.',
  example: operations({ 'x-stability-level': 'beta' }, { 'x-stability-level': 'ga' }),
  judge: ({ at, subject, operations, before, after }) => {
    const [from, to] = [rankOf(before), rankOf(after)];
    if (from !== undefined && to !== undefined) return undefined;
    return {
      severity: from === undefined ? 'potentially_breaking' : 'breaking',
      description: `Stability of ${subject} ${to === undefined ? 'is' : 'was'} no known level`,
      field_path: `${at}.x-stability-level`,
      old_value: before ?? null,
      new_value: after ?? null,
      impact: 'Clients cannot tell how far they may rely on it',
      suggested_migration: 'Write draft, alpha, beta or stable',
      affected_operations: operations,
    };
  },
};
