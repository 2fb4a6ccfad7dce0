import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const publicationChanged: Rule<
  CatalogChange<
    | 'publication_removed'
    | 'publication_all_tables_changed'
    | 'publication_tables_changed'
    | 'publication_schemas_changed'
    | 'publication_options_changed'
  >
> = {
  id: 'publication_changed',
  classic: false,
  summary: 'A publication is gone or sends other rows.',
  reason: 'Subscribers get no more, fewer or other rows.',
  instead: 'Tell the subscribers first.',
  example: {
    before: 'CREATE TABLE users (id bigint, email text); CREATE PUBLICATION feed FOR TABLE users;',
    after: 'CREATE TABLE users (id bigint, email text);',
  },
  judge: (change) => ({
    severity: change.kind === 'publication_removed' ? 'breaking' : 'potentially_breaking',
    ...told(change, change.kind === 'publication_removed' ? 'has been removed' : 'sends other rows'),
    impact: 'Subscribers get no more, fewer or other rows',
    suggested_migration: 'Move the subscribers first',
    affected_operations: ['REPLICATION'],
  }),
};
