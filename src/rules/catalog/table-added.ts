import type { CatalogChange } from '../../model/catalog/change.js';
import { tableAdded as page } from '../relational/table-added.js';
import type { Rule } from '../rule.js';
import { samePage, shown } from './words.js';

export const tableAdded: Rule<CatalogChange<'table_added'>> = {
  ...samePage(page),
  example: { before: '', after: 'CREATE TABLE users (id bigint);' },
  judge: ({ after: table }) => ({
    severity: 'additive',
    description: `Table '${shown(table)}' has been added`,
    field_path: `tables.${shown(table)}`,
    old_value: null,
    new_value: table.columns.map(({ name }) => name),
    impact: 'None for what exists',
    suggested_migration: 'None needed',
    affected_operations: [],
  }),
};
