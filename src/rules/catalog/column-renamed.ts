import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { columnPath, shown } from './words.js';

export const columnRenamed: Rule<CatalogChange<'column_renamed'>> = {
  id: 'column_renamed',
  classic: false,
  summary: 'A column has another name.',
  reason: 'Every statement that names the column by its old name fails; its values are kept.',
  instead:
    'Add the new column beside the old one, keep both alike by a trigger, move the readers and writers, then drop the old one.',
  example: {
    before: 'CREATE TABLE users (id bigint, mail text);',
    after: 'CREATE TABLE users (id bigint, email text);',
    renames: ['users.mail=users.email'],
  },
  judge: ({ table, before, after }) => ({
    severity: 'breaking',
    description: `Column '${before.name}' of table '${shown(table)}' has been renamed to '${after.name}'`,
    field_path: columnPath(table, before.name),
    old_value: before.name,
    new_value: after.name,
    impact: 'Statements that use the old name fail',
    suggested_migration: 'Keep a column of either name, alike by a trigger, until nothing uses the old one',
    affected_operations: ['SELECT', 'INSERT', 'UPDATE'],
  }),
};
