import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const coveringColumnsChanged: Rule<
  CatalogChange<'key_include_changed' | 'exclusion_include_changed' | 'index_include_changed'>
> = {
  id: 'covering_columns_changed',
  classic: false,
  summary: 'An index carries other columns along.',
  reason: 'Statements give what they gave; some may have to read the table.',
  instead: 'Nothing; the change is safe.',
  example: {
    before: 'CREATE TABLE users (id bigint, email text); CREATE INDEX a ON users (id);',
    after: 'CREATE TABLE users (id bigint, email text); CREATE INDEX a ON users (id) INCLUDE (email);',
  },
  judge: (change) => ({
    severity: 'non_breaking',
    ...told(change, 'carries other columns along', 'include'),
    impact: 'None for statements; speed may differ',
    suggested_migration: 'None needed',
    affected_operations: [],
  }),
};
