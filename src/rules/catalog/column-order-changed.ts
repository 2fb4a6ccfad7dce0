import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { shown } from './words.js';

export const columnOrderChanged: Rule<CatalogChange<'column_order_changed'>> = {
  id: 'column_order_changed',
  classic: false,
  summary: 'The columns of a table stand in another order.',
  reason: 'SELECT * into fixed places, INSERT without a list of columns and COPY read and write other columns.',
  instead:
    'Leave the order; it has no meaning of its own. Name the columns in every statement first if it must change.',
  example: {
    before: 'CREATE TABLE users (id bigint, name text);',
    after: 'CREATE TABLE users (name text, id bigint);',
  },
  judge: ({ table, before, after }) => ({
    severity: 'potentially_breaking',
    description: `The columns of table '${shown(table)}' stand in another order`,
    field_path: `tables.${shown(table)}.columns`,
    old_value: before,
    new_value: after,
    impact: 'Statements that go by the places of columns read and write other ones',
    suggested_migration: 'Name the columns in every statement first',
    affected_operations: ['SELECT', 'INSERT', 'COPY'],
  }),
};
