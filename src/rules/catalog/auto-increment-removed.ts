import type { CatalogChange } from '../../model/catalog/change.js';
import { autoIncrementRemoved as page } from '../relational/auto-increment-removed.js';
import type { Rule } from '../rule.js';
import { columnPath, samePage, shown } from './words.js';

export const autoIncrementRemoved: Rule<CatalogChange<'column_is_auto_increment_changed'>> = {
  ...samePage(page),
  example: {
    before: 'CREATE TABLE `users` (`id` int NOT NULL AUTO_INCREMENT PRIMARY KEY);',
    after: 'CREATE TABLE `users` (`id` int NOT NULL PRIMARY KEY);',
  },
  judge: ({ table, to, after }) => {
    if (after) return undefined;
    return {
      severity: 'breaking',
      description: `Column '${to.name}' of table '${shown(table)}' is no longer auto_increment`,
      field_path: `${columnPath(table, to.name)}.auto_increment`,
      old_value: true,
      new_value: false,
      impact: 'INSERT statements that leave the number to the database fail',
      suggested_migration: 'Supply the number in every writer before the change',
      affected_operations: ['INSERT'],
    };
  },
};
