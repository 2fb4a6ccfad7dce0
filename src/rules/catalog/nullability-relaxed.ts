import type { CatalogChange } from '../../model/catalog/change.js';
import { nullabilityRelaxed as page } from '../relational/nullability-relaxed.js';
import type { Rule } from '../rule.js';
import { columnPath, samePage, shown } from './words.js';

export const nullabilityRelaxed: Rule<CatalogChange<'column_nullable_changed'>> = {
  ...samePage(page),
  example: {
    before: 'CREATE TABLE users (email text NOT NULL);',
    after: 'CREATE TABLE users (email text);',
  },
  judge: ({ table, to, before, after }) => {
    if (!after) return undefined;
    return {
      severity: 'non_breaking',
      description: `Column '${to.name}' of table '${shown(table)}' may now be NULL`,
      field_path: `${columnPath(table, to.name)}.nullable`,
      old_value: before,
      new_value: after,
      impact: 'None until somebody writes NULL; readers must bear it then',
      suggested_migration: 'Teach the readers first',
      affected_operations: [],
    };
  },
};
