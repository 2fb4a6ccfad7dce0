import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

const VERBS: Readonly<Record<string, string>> = { event_added: 'has been added', event_removed: 'has been removed' };

export const eventChanged: Rule<
  CatalogChange<
    | 'event_added'
    | 'event_removed'
    | 'event_schedule_changed'
    | 'event_is_enabled_changed'
    | 'event_is_preserved_changed'
    | 'event_body_changed'
    | 'event_definer_changed'
    | 'event_sql_mode_changed'
  >
> = {
  id: 'event_changed',
  classic: false,
  summary: 'A scheduled event came, went or changed.',
  reason: 'What it does from time to time is done otherwise, or no longer.',
  instead: 'Read what it does.',
  example: {
    before: 'CREATE TABLE `users` (`id` int);',
    after: 'CREATE TABLE `users` (`id` int); CREATE EVENT `purge` ON SCHEDULE EVERY 1 DAY DO DELETE FROM `users`;',
  },
  judge: (change) => ({
    severity: 'potentially_breaking',
    ...told(change, VERBS[change.kind] ?? 'is another one than before'),
    impact: 'What it does from time to time is done otherwise',
    suggested_migration: 'Read what it does',
    affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
  }),
};
