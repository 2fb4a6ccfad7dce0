import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const partitioningChanged: Rule<
  CatalogChange<
    | 'table_partitioning_changed'
    | 'table_partition_of_changed'
    | 'table_inherits_changed'
    | 'column_is_inherited_changed'
  >
> = {
  id: 'partitioning_changed',
  classic: false,
  summary: 'A table is partitioned otherwise, or belongs to another parent.',
  reason: 'Rows are found in other tables: queries of the parent see more or fewer, and inserts may find no partition.',
  instead: 'Move the rows to a new table, partition by partition.',
  example: {
    before: 'CREATE TABLE parent (id bigint); CREATE TABLE child (id bigint) INHERITS (parent);',
    after: 'CREATE TABLE parent (id bigint); CREATE TABLE child (id bigint);',
  },
  judge: (change) => ({
    severity: 'potentially_breaking',
    ...told(change, 'is partitioned otherwise, or belongs to another parent'),
    impact: 'Queries of the parent see more or fewer rows, and inserts may find no partition',
    suggested_migration: 'Move the rows to a new table, partition by partition',
    affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
  }),
};
