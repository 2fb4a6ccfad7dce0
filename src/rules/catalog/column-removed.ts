import type { CatalogChange } from '../../model/catalog/change.js';
import { columnRemoved as page } from '../relational/column-removed.js';
import type { Rule } from '../rule.js';
import { createQueries } from './queries.js';
import { renameCandidates, withCandidates } from './renames.js';
import { columnPath, samePage, shown, typeText } from './words.js';

export const columnRemoved: Rule<CatalogChange<'column_removed'>> = {
  ...samePage(page),
  example: {
    before: 'CREATE TABLE users (id bigint, phone text);',
    after: 'CREATE TABLE users (id bigint);',
  },
  judge: ({ table, before: column, candidates }, _, context) => {
    const queries = createQueries(context);
    return {
      severity: 'breaking',
      description: `Column '${column.name}' removed from table '${shown(table)}'`,
      field_path: columnPath(table, column.name),
      old_value: typeText(column.type),
      new_value: null,
      impact: 'Statements that name the column fail, and its values are lost',
      suggested_migration: withCandidates(
        'Stop using it everywhere, rename it away, and drop it in a later release',
        `${shown(table)}.${column.name}`,
        candidates,
        table,
      ),
      affected_operations: ['SELECT', 'INSERT', 'UPDATE'],
      query: queries.rows('rows that have a value in it', table, `${queries.column(table, column.name)} IS NOT NULL`),
      ...renameCandidates(candidates, table),
    };
  },
};
