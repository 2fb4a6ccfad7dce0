import type { CatalogChange } from '../../model/catalog/change.js';
import { tableRemoved as page } from '../relational/table-removed.js';
import type { Rule } from '../rule.js';
import { createQueries } from './queries.js';
import { renameCandidates, withCandidates } from './renames.js';
import { samePage, shown } from './words.js';

export const tableRemoved: Rule<CatalogChange<'table_removed'>> = {
  ...samePage(page),
  example: { before: 'CREATE TABLE users (id bigint);', after: '' },
  judge: ({ before: table, candidates }, _, context) => ({
    severity: 'breaking',
    description: `Table '${shown(table)}' has been removed`,
    field_path: `tables.${shown(table)}`,
    old_value: table.columns.map(({ name }) => name),
    new_value: null,
    impact: 'All statements on this table fail, and its rows are lost',
    suggested_migration: withCandidates(
      'Rename it away first, and drop it once nobody has missed it',
      shown(table),
      candidates,
    ),
    affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
    query: createQueries(context).any(table),
    ...renameCandidates(candidates),
  }),
};
