import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const sequenceOwnerColumnChanged: Rule<CatalogChange<'sequence_owned_by_changed'>> = {
  id: 'sequence_owner_column_changed',
  classic: false,
  summary: 'A sequence belongs to another column, or to none.',
  reason: 'Statements do not see it; it is dropped with the column that it belongs to.',
  instead: 'Nothing; the change is safe.',
  example: {
    before: 'CREATE TABLE users (id bigint); CREATE SEQUENCE s OWNED BY users.id;',
    after: 'CREATE TABLE users (id bigint); CREATE SEQUENCE s;',
  },
  judge: (change) => ({
    severity: 'non_breaking',
    ...told(change, 'belongs to another column', 'owned_by'),
    impact: 'None for statements',
    suggested_migration: 'None needed',
    affected_operations: [],
  }),
};
