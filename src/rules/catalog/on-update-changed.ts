import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const onUpdateChanged: Rule<CatalogChange<'column_on_update_changed'>> = {
  id: 'on_update_changed',
  classic: false,
  summary: 'A column gets another value, or none, whenever its row changes.',
  reason: 'What the column holds after an update differs from before.',
  instead: 'Write the value explicitly where it matters.',
  example: {
    before: 'CREATE TABLE `users` (`at` timestamp NULL DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP);',
    after: 'CREATE TABLE `users` (`at` timestamp NULL DEFAULT NULL);',
  },
  judge: (change) => ({
    severity: 'potentially_breaking',
    ...told(change, 'gets another value on update', 'on_update'),
    impact: 'Rows hold another value after an UPDATE than they did',
    suggested_migration: 'Write the value explicitly where it matters',
    affected_operations: ['UPDATE'],
  }),
};
