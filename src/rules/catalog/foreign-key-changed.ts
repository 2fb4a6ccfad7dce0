import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { createQueries } from './queries.js';
import { told } from './subject.js';

export const foreignKeyChanged: Rule<
  CatalogChange<
    | 'foreign_key_columns_changed'
    | 'foreign_key_references_changed'
    | 'foreign_key_referenced_columns_changed'
    | 'foreign_key_match_changed'
    | 'foreign_key_is_period_changed'
  >
> = {
  id: 'foreign_key_changed',
  classic: false,
  summary: 'A foreign key refers to something else.',
  reason: 'Rows that refer to nothing stop the change, and writers of such rows fail.',
  instead: 'Look for rows that refer to nothing first.',
  example: {
    before:
      'CREATE TABLE a (id bigint PRIMARY KEY); CREATE TABLE b (id bigint PRIMARY KEY); CREATE TABLE c (x bigint, CONSTRAINT fk FOREIGN KEY (x) REFERENCES a);',
    after:
      'CREATE TABLE a (id bigint PRIMARY KEY); CREATE TABLE b (id bigint PRIMARY KEY); CREATE TABLE c (x bigint, CONSTRAINT fk FOREIGN KEY (x) REFERENCES b);',
  },
  judge: (change, _, context) => ({
    severity: 'potentially_breaking',
    ...told(change, 'refers to something else'),
    impact: 'Rows that refer to nothing stop the change, and writers of such rows fail',
    suggested_migration: 'Look for rows that refer to nothing first',
    affected_operations: ['INSERT', 'UPDATE'],
    query: createQueries(context).orphans(change.table, change.to),
  }),
};
