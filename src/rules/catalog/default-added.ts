import type { CatalogChange } from '../../model/catalog/change.js';
import { defaultValue } from '../../model/catalog/default-value.js';
import type { Rule } from '../rule.js';
import { columnPath, shown } from './words.js';

export const defaultAdded: Rule<CatalogChange<'column_default_changed'>> = {
  id: 'default_added',
  classic: false,
  summary: 'A column gets a default.',
  reason: 'Inserts that leave the column out store the default where they stored NULL, or failed.',
  instead: 'Nothing, unless a reader takes NULL for something of its own.',
  example: {
    before: 'CREATE TABLE users (locale text);',
    after: "CREATE TABLE users (locale text DEFAULT 'en');",
  },
  judge: ({ table, to, ...change }) => {
    const [before, after] = [defaultValue(change.before), defaultValue(change.after)];
    if (before !== undefined || after === undefined) return undefined;
    return {
      severity: 'non_breaking',
      description: `Column '${to.name}' of table '${shown(table)}' now has the default ${after.text}`,
      field_path: `${columnPath(table, to.name)}.default`,
      old_value: null,
      new_value: after.text,
      impact: 'Rows inserted without this column hold the default where they held NULL',
      suggested_migration: 'None needed',
      affected_operations: [],
    };
  },
};
