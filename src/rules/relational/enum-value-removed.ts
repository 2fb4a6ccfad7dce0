import type { RelationalChange } from '../../model/relational-change.js';
import type { Rule } from '../rule.js';

export const enumValueRemoved: Rule<RelationalChange<'enum_values_changed'>> = {
  id: 'enum_value_removed',
  classic: false,
  summary: 'An enumeration loses a value, or a column takes only listed values from now on.',
  reason: 'Rows that hold the value stop the change or lose it, and writers of the value fail.',
  instead: 'Stop writing the value, move the rows to another one, and remove it then.',
  example: {
    before: { tables: { users: { columns: { status: { type: 'enum', values: ['new', 'paid', 'void'] } } } } },
    after: { tables: { users: { columns: { status: { type: 'enum', values: ['new', 'paid'] } } } } },
  },
  judge: ({ path, owner, before, after }) => {
    if (after === undefined) return undefined;
    const kept = new Set(after);
    const removed = before?.filter((value) => !kept.has(value));
    if (removed?.length === 0) return undefined;
    return {
      severity: 'breaking',
      description:
        removed === undefined
          ? `Values of ${owner} are limited to: ${after.join(', ')}`
          : `Values removed from enumeration ${owner}: ${removed.join(', ')}`,
      field_path: path,
      old_value: before ?? null,
      new_value: after,
      impact: 'Rows that hold a removed value, and writers of it, fail',
      suggested_migration: 'Stop writing the values and move the rows that hold them before they are removed',
      affected_operations: ['INSERT', 'UPDATE'],
    };
  },
};
