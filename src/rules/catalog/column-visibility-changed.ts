import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const columnVisibilityChanged: Rule<CatalogChange<'column_is_invisible_changed'>> = {
  id: 'column_visibility_changed',
  classic: false,
  summary: 'A column became invisible, or visible.',
  reason: 'SELECT * and INSERT without a list of columns leave an invisible column out.',
  instead: 'Name the columns in every statement first.',
  example: {
    before: 'CREATE TABLE `users` (`id` int, `note` int);',
    after: 'CREATE TABLE `users` (`id` int, `note` int INVISIBLE);',
  },
  judge: (change) => ({
    severity: 'potentially_breaking',
    ...told(change, change.after ? 'is now invisible' : 'is now visible', 'invisible'),
    impact: 'SELECT * and INSERT without a list of columns have other columns',
    suggested_migration: 'Name the columns in every statement first',
    affected_operations: ['SELECT', 'INSERT'],
  }),
};
