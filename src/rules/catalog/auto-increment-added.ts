import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { columnPath, shown } from './words.js';

export const autoIncrementAdded: Rule<CatalogChange<'column_is_auto_increment_changed'>> = {
  id: 'auto_increment_added',
  classic: false,
  summary: 'The database numbers the rows that come without a number.',
  reason: 'Inserts that supply the number still do.',
  instead: 'Nothing; the change is safe.',
  example: {
    before: 'CREATE TABLE `users` (`id` int NOT NULL PRIMARY KEY);',
    after: 'CREATE TABLE `users` (`id` int NOT NULL AUTO_INCREMENT PRIMARY KEY);',
  },
  judge: ({ table, to, after }) => {
    if (!after) return undefined;
    return {
      severity: 'non_breaking',
      description: `Column '${to.name}' of table '${shown(table)}' is now auto_increment`,
      field_path: `${columnPath(table, to.name)}.auto_increment`,
      old_value: false,
      new_value: true,
      impact: 'None for statements that supply the number',
      suggested_migration: 'None needed',
      affected_operations: [],
    };
  },
};
