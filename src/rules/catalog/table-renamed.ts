import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { shown } from './words.js';

export const tableRenamed: Rule<CatalogChange<'table_renamed'>> = {
  id: 'table_renamed',
  classic: false,
  summary: 'A table has another name.',
  reason: 'Every statement that names the table by its old name fails; its rows are kept.',
  instead: 'Leave a view of the old name that selects everything from the table until no statement uses it.',
  example: {
    before: 'CREATE TABLE users (id bigint);',
    after: 'CREATE TABLE people (id bigint);',
    renames: ['users=people'],
  },
  judge: ({ before, after }) => ({
    severity: 'breaking',
    description: `Table '${shown(before)}' has been renamed to '${shown(after)}'`,
    field_path: `tables.${shown(before)}`,
    old_value: shown(before),
    new_value: shown(after),
    impact: 'Statements that use the old name fail',
    suggested_migration: `Leave a view '${shown(before)}' of the whole table until nothing uses the old name`,
    affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
  }),
};
