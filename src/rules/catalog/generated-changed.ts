import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { columnPath, plain, shown } from './words.js';

export const generatedChanged: Rule<CatalogChange<'column_generated_changed'>> = {
  id: 'generated_changed',
  classic: false,
  summary: 'A column is computed from others where it was not, no longer is, or is computed otherwise.',
  reason: 'Nobody can write a generated column; one that is no longer generated holds NULL unless somebody writes it.',
  instead: 'Add another column, and move the readers and writers.',
  example: {
    before: 'CREATE TABLE items (price integer, total integer);',
    after: 'CREATE TABLE items (price integer, total integer GENERATED ALWAYS AS (price * 2) STORED);',
  },
  judge: ({ table, to, before, after }) => ({
    severity: before === undefined ? 'breaking' : 'potentially_breaking',
    description: `Column '${to.name}' of table '${shown(table)}' ${before === undefined ? 'is now generated' : after === undefined ? 'is no longer generated' : 'is generated otherwise'}`,
    field_path: `${columnPath(table, to.name)}.generated`,
    old_value: plain(before),
    new_value: plain(after),
    impact:
      before === undefined
        ? 'INSERT and UPDATE statements that write the column fail'
        : after === undefined
          ? 'New rows hold NULL or the default in this column, unless somebody writes it'
          : 'Its values are other ones than before',
    suggested_migration: 'Add another column, and move the readers and writers',
    affected_operations: ['INSERT', 'UPDATE', 'SELECT'],
  }),
};
