import type { RelationalChange } from '../../model/relational-change.js';
import type { Rule } from '../rule.js';

export const requiredColumnAdded: Rule<RelationalChange<'column_added'>> = {
  id: 'required_column_added',
  classic: true,
  summary: 'A new column is NOT NULL and has no default.',
  reason: 'Inserts of applications that do not know the column fail, and so does adding it to a table with rows.',
  instead: 'Add it nullable or with a default, write it from every application, fill it, and make it NOT NULL then.',
  example: {
    before: { tables: { users: { columns: { id: { type: 'bigint' } } } } },
    after: { tables: { users: { columns: { id: { type: 'bigint' }, email: { type: 'varchar', nullable: false } } } } },
  },
  judge: ({ table, column, after }) => {
    if (after.nullable !== false || (after.default ?? null) !== null) return undefined;
    return {
      severity: 'breaking',
      description: `Required column '${column}' added to table '${table}'`,
      field_path: `tables.${table}.columns.${column}`,
      old_value: null,
      new_value: after,
      impact: 'INSERT statements without this column will fail',
      suggested_migration: 'Add default value or make column nullable initially',
      affected_operations: ['INSERT'],
    };
  },
};
