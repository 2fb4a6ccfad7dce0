import type { CatalogChange } from '../../model/catalog/change.js';
import { CONSTRAINT_IMPLICATIONS } from '../../tables/constraint-implications.js';
import { nullabilityRestriction as page } from '../relational/nullability-restriction.js';
import type { Rule } from '../rule.js';
import { createQueries } from './queries.js';
import { advice, columnPath, samePage, shown } from './words.js';

export const nullabilityRestriction: Rule<CatalogChange<'column_nullable_changed'>> = {
  ...samePage(page),
  example: {
    before: 'CREATE TABLE users (email text);',
    after: 'CREATE TABLE users (email text NOT NULL);',
  },
  judge: ({ table, to, before, after }, _, context) => {
    if (after) return undefined;
    return {
      severity: CONSTRAINT_IMPLICATIONS.not_null.added,
      description: `Column '${to.name}' of table '${shown(table)}' can no longer be NULL`,
      field_path: `${columnPath(table, to.name)}.nullable`,
      old_value: before,
      new_value: after,
      impact: 'Writers that leave it NULL fail, and rows in which it is NULL stop the change',
      suggested_migration: advice(
        context,
        'Fill in the rows, let every writer supply a value, validate a check constraint, then set NOT NULL',
        'Fill in the rows, let every writer supply a value, then set NOT NULL',
      ),
      affected_operations: ['INSERT', 'UPDATE'],
      query: createQueries(context).nulls(table, to.name),
    };
  },
};
