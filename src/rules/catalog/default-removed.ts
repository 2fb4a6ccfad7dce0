import type { CatalogChange } from '../../model/catalog/change.js';
import { defaultValue } from '../../model/catalog/default-value.js';
import { defaultRemoved as page } from '../relational/default-removed.js';
import type { Rule } from '../rule.js';
import { isSupplied } from './optional-column-added.js';
import { columnPath, samePage, shown } from './words.js';

export const defaultRemoved: Rule<CatalogChange<'column_default_changed'>> = {
  ...samePage(page),
  example: {
    before: "CREATE TABLE users (kind text NOT NULL DEFAULT 'web');",
    after: 'CREATE TABLE users (kind text NOT NULL);',
  },
  judge: ({ table, to, ...change }) => {
    const [before, after] = [defaultValue(change.before), defaultValue(change.after)];
    if (before === undefined || after !== undefined || isSupplied(to)) return undefined;
    return {
      severity: to.nullable ? 'potentially_breaking' : 'breaking',
      description: `Default ${before.text} removed from ${to.nullable ? '' : 'NOT NULL '}column '${to.name}' of table '${shown(table)}'`,
      field_path: `${columnPath(table, to.name)}.default`,
      old_value: before.text,
      new_value: null,
      impact: to.nullable
        ? 'Rows inserted without this column now hold NULL'
        : 'INSERT statements without this column fail',
      suggested_migration: 'Keep the default until every writer names the column',
      affected_operations: ['INSERT'],
    };
  },
};
