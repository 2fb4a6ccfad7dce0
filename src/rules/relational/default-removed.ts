import { repr } from '../../lib/python/repr.js';
import type { RelationalChange } from '../../model/relational-change.js';
import type { Rule } from '../rule.js';

export const defaultRemoved: Rule<RelationalChange<'column_default_changed'>> = {
  id: 'default_removed',
  classic: false,
  summary: 'A column no longer has a default.',
  reason: 'Inserts that leave the column out fail when it is NOT NULL, and store NULL otherwise.',
  instead: 'Make every writer name the column first.',
  example: {
    before: { tables: { users: { columns: { kind: { type: 'varchar', nullable: false, default: 'web' } } } } },
    after: { tables: { users: { columns: { kind: { type: 'varchar', nullable: false } } } } },
  },
  judge: ({ table, column, before, after, required }) => {
    if (after !== undefined) return undefined;
    return {
      severity: required ? 'breaking' : 'potentially_breaking',
      description: `Default ${repr(before)} removed from ${required ? 'NOT NULL ' : ''}column '${column}' of table '${table}'`,
      field_path: `tables.${table}.columns.${column}.default`,
      old_value: before,
      new_value: null,
      impact: required
        ? 'INSERT statements without this column will fail'
        : 'Rows inserted without this column now hold NULL',
      suggested_migration: 'Keep the default until every writer names the column',
      affected_operations: ['INSERT'],
    };
  },
};
