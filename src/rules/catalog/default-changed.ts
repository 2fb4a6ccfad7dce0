import type { CatalogChange } from '../../model/catalog/change.js';
import { defaultValue } from '../../model/catalog/default-value.js';
import { defaultChanged as page } from '../relational/default-changed.js';
import type { Rule } from '../rule.js';
import { columnPath, samePage, shown } from './words.js';

/** Words for one value (PostgreSQL 15, "Current Date/Time"). */
const BEGINNING: ReadonlySet<string> = new Set(['now()', 'current_timestamp', 'transaction_timestamp()']);

export const defaultChanged: Rule<CatalogChange<'column_default_changed'>> = {
  ...samePage(page),
  example: {
    before: "CREATE TABLE users (locale text DEFAULT 'en');",
    after: "CREATE TABLE users (locale text DEFAULT 'de');",
  },
  judge: ({ table, to, ...change }) => {
    const [before, after] = [defaultValue(change.before), defaultValue(change.after)];
    if (before === undefined || after === undefined) return undefined;
    const isAlike = [before, after].every(({ text }) => BEGINNING.has(text.toLowerCase()));
    return {
      severity: isAlike ? 'non_breaking' : 'potentially_breaking',
      description: `Default of column '${to.name}' of table '${shown(table)}' changed from ${before.text} to ${after.text}`,
      field_path: `${columnPath(table, to.name)}.default`,
      old_value: before.text,
      new_value: after.text,
      impact: isAlike
        ? 'None: both are the time at which the transaction began'
        : 'Rows inserted without this column hold another value than before',
      suggested_migration: 'Write the value explicitly where it matters before the default changes',
      affected_operations: ['INSERT'],
    };
  },
};
