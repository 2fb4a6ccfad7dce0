import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const foreignKeyActionChanged: Rule<
  CatalogChange<'foreign_key_on_update_changed' | 'foreign_key_on_delete_changed' | 'foreign_key_set_columns_changed'>
> = {
  id: 'foreign_key_action_changed',
  classic: false,
  summary: 'Something else happens to the rows that refer to one that goes.',
  reason: 'Deletes and updates of the referenced table fail, or change and delete other rows than before.',
  instead: 'Look for everything that deletes from the referenced table.',
  example: {
    before: 'CREATE TABLE a (id bigint PRIMARY KEY); CREATE TABLE b (x bigint REFERENCES a ON DELETE CASCADE);',
    after: 'CREATE TABLE a (id bigint PRIMARY KEY); CREATE TABLE b (x bigint REFERENCES a);',
  },
  judge: (change) => ({
    severity: 'potentially_breaking',
    ...told(change, 'does something else when the referenced row changes'),
    impact: 'DELETE and UPDATE of the referenced table fail, or change other rows than before',
    suggested_migration: 'Look for everything that deletes from the referenced table',
    affected_operations: ['UPDATE', 'DELETE'],
  }),
};
