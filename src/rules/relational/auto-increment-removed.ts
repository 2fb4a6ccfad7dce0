import type { RelationalChange } from '../../model/relational-change.js';
import type { Rule } from '../rule.js';

export const autoIncrementRemoved: Rule<RelationalChange<'column_auto_increment_changed'>> = {
  id: 'auto_increment_removed',
  classic: false,
  summary: 'The database no longer numbers the rows.',
  reason: 'Inserts leave the number to the database, and now fail.',
  instead: 'Let every writer supply the number first, or put a sequence or an identity in its place.',
  example: {
    before: { tables: { users: { columns: { id: { type: 'bigint', nullable: false, auto_increment: true } } } } },
    after: { tables: { users: { columns: { id: { type: 'bigint', nullable: false } } } } },
  },
  judge: ({ table, column, before, after }) => {
    if (after) return undefined;
    return {
      severity: 'breaking',
      description: `Column '${column}' of table '${table}' is no longer auto_increment`,
      field_path: `tables.${table}.columns.${column}.auto_increment`,
      old_value: before,
      new_value: after,
      impact: 'INSERT statements that leave the number to the database will fail',
      suggested_migration: 'Supply the number in every writer, or generate it by a sequence, before the change',
      affected_operations: ['INSERT'],
    };
  },
};
