import type { CatalogChange } from '../../model/catalog/change.js';
import { requiredColumnAdded as page } from '../relational/required-column-added.js';
import type { Rule } from '../rule.js';
import { isSupplied } from './optional-column-added.js';
import { createQueries } from './queries.js';
import { columnPath, samePage, shown, typeText } from './words.js';

export const requiredColumnAdded: Rule<CatalogChange<'column_added'>> = {
  ...samePage(page),
  example: {
    before: 'CREATE TABLE users (id bigint);',
    after: 'CREATE TABLE users (id bigint, country text NOT NULL);',
  },
  judge: ({ table, after: column }, _, context) => {
    if (column.nullable || isSupplied(column)) return undefined;
    return {
      severity: 'breaking',
      description: `Required column '${column.name}' added to table '${shown(table)}'`,
      field_path: columnPath(table, column.name),
      old_value: null,
      new_value: `${typeText(column.type)} NOT NULL`,
      impact: 'INSERT statements without this column fail, and so does the change itself where there are rows',
      suggested_migration: 'Give it a default, or let it be NULL until every writer names it and every row has a value',
      affected_operations: ['INSERT'],
      query: createQueries(context).any(table),
    };
  },
};
