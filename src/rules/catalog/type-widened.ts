import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { columnPath, shown, typeText } from './words.js';

export const typeWidened: Rule<CatalogChange<'column_type_changed'>> = {
  id: 'type_widened',
  classic: false,
  summary: 'A column changes to a type that keeps every value.',
  reason:
    'Every value that was there or is written still fits; readers may get larger ones, once somebody writes them.',
  instead: 'Nothing, once readers can hold the larger values.',
  example: {
    before: 'CREATE TABLE users (name varchar(50));',
    after: 'CREATE TABLE users (name varchar(100));',
  },
  judge: ({ table, from, to, fit }) => {
    if (fit.relation !== 'widens' && fit.relation !== 'same') return undefined;
    const [before, after] = [typeText(from.type), typeText(to.type)];
    return {
      severity: 'non_breaking',
      description: `Column '${to.name}' of table '${shown(table)}' changed from ${before} to ${after}, which keeps every value`,
      field_path: `${columnPath(table, to.name)}.type`,
      old_value: before,
      new_value: after,
      impact: fit.relation === 'same' ? 'None' : 'None until larger values are written',
      suggested_migration: 'None needed',
      affected_operations: [],
    };
  },
};
