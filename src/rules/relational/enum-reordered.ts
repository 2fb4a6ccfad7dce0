import type { RelationalChange } from '../../model/relational-change.js';
import type { Rule } from '../rule.js';

export const enumReordered: Rule<RelationalChange<'enum_values_changed'>> = {
  id: 'enum_reordered',
  classic: false,
  summary: 'The values of an enumeration stand in another order.',
  reason: 'Databases sort and compare enumerations by position, and MySQL stores the position.',
  instead: 'Append new values at the end.',
  example: {
    before: { tables: { users: { columns: { size: { type: 'enum', values: ['small', 'large'] } } } } },
    after: { tables: { users: { columns: { size: { type: 'enum', values: ['large', 'small'] } } } } },
  },
  judge: ({ path, owner, before, after }) => {
    if (before === undefined || after === undefined) return undefined;
    const [old, now] = [new Set(before), new Set(after)];
    const kept = before.filter((value) => now.has(value));
    const order = after.filter((value) => old.has(value));
    if (kept.every((value, index) => value === order[index])) return undefined;
    return {
      severity: 'potentially_breaking',
      description: `Values of enumeration ${owner} stand in another order`,
      field_path: path,
      old_value: before,
      new_value: after,
      impact: 'ORDER BY and comparisons of this enumeration give another result',
      suggested_migration: 'Keep the order and append new values at the end',
      affected_operations: ['SELECT'],
    };
  },
};
