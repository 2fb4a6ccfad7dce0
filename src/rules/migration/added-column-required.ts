import type { MigrationRule } from './migration-rule.js';
import { whereAny } from './queries.js';
import { quote, quoted, shown, sql, toldOf } from './words.js';

export const addedColumnRequired: MigrationRule<'add_column'> = {
  id: 'added_column_required',
  classic: false,
  summary: 'A column is added that must not be NULL and has no default.',
  reason:
    'The statement fails if the table has a row, and so does every insert that leaves the column out. MySQL and MariaDB give the rows that are there 0 or an empty text instead.',
  instead: 'Give it a default, or add it as one that may be NULL, fill it, and set NOT NULL at last.',
  example: { before: 'CREATE TABLE users (id bigint);', migration: 'ALTER TABLE users ADD COLUMN mail text NOT NULL;' },
  judge: (effect) => {
    const { column } = effect.action;
    if (!column.isNotNull || effect.isNew) return undefined;
    const [table, name] = [quoted(effect.subject), quote(column.name)];
    const type = column.text.replace(/^(?:"(?:[^"]|"")*"|\S+)\s+/, '').replace(/(?<!\s)\s*\bnot\s+null\b/i, '');
    return {
      severity: 'breaking',
      description: `Column '${column.name}' of table '${shown(effect.subject)}' is NOT NULL and has no default`,
      ...toldOf(effect, `.columns.${column.name}`),
      affected_operations: ['INSERT'],
      impact: 'The statement fails if there are rows, and inserts that leave the column out fail',
      ...whereAny(effect),
      suggested_migration: sql(
        `ALTER TABLE ${table} ADD COLUMN ${name} ${type}`,
        `ALTER TABLE ${table} ADD CONSTRAINT ${quote(`${column.name}_not_null`)} CHECK (${name} IS NOT NULL) NOT VALID`,
      ),
    };
  },
};
