import type { CatalogChange } from '../../model/catalog/change.js';
import { incompatibleTypeChange as page } from '../relational/incompatible-type-change.js';
import type { Rule } from '../rule.js';
import { createQueries } from './queries.js';
import { unconvertible } from './unconvertible.js';
import { columnPath, samePage, shown, typeText } from './words.js';

export const incompatibleTypeChange: Rule<CatalogChange<'column_type_changed'>> = {
  ...samePage(page),
  example: {
    before: 'CREATE TABLE users (age integer);',
    after: 'CREATE TABLE users (age boolean);',
  },
  judge: ({ table, from, to, fit }, _, context) => {
    if (fit.relation !== 'converts' && fit.relation !== 'unrelated') return undefined;
    const [before, after] = [typeText(from.type), typeText(to.type)];
    const queries = createQueries(context);
    const condition = unconvertible(queries.column(table, from.name), from.type, to.type, context.dialect);
    return {
      severity: 'breaking',
      description: `Column '${to.name}' of table '${shown(table)}' changed from ${before} to ${after}, a type of another kind`,
      field_path: `${columnPath(table, to.name)}.type`,
      old_value: before,
      new_value: after,
      impact: 'Applications read and write values of the old type; rows must be converted, and some may not be',
      suggested_migration:
        'Add a column of the new type, keep both alike by a trigger, move readers and writers, then drop the old one',
      affected_operations: ['SELECT', 'INSERT', 'UPDATE'],
      query: queries.rows('rows whose value must be converted', table, condition),
    };
  },
};
