import type { CatalogChange } from '../../model/catalog/change.js';
import type { Table } from '../../model/catalog/table.js';
import type { Rule } from '../rule.js';
import { compareNamed } from './named-partitions.js';
import { createQueries } from './queries.js';
import { told } from './subject.js';

function hasOtherParent({ table, now }: CatalogChange<'column_is_inherited_changed'>): boolean {
  const parents = ({ partitionOf, inherits }: Table) => {
    return JSON.stringify([partitionOf?.parent, inherits].flat().map((name) => name && [name.schema, name.name]));
  };
  return parents(table) !== parents(now);
}

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
  judge: (change, _, context) => {
    // A column that comes with its parent, or no longer, is told of its table.
    if (change.kind === 'column_is_inherited_changed' && hasOtherParent(change)) return undefined;
    const named = change.kind === 'table_partitioning_changed' ? compareNamed(change.before, change.after) : undefined;
    if (named !== undefined && named.lost.length === 0) {
      return {
        severity: 'additive',
        ...told(change, 'has more partitions'),
        impact: 'None: rows that no partition took find one',
        suggested_migration: 'None needed',
        affected_operations: [],
      };
    }
    if (named !== undefined) {
      return {
        severity: 'breaking',
        ...told(
          change,
          `no longer has partition ${named.lost.map((name) => `'${name}'`).join(', ')}, and no other takes its rows`,
        ),
        impact: 'The rows of the partition are lost, and such rows are refused from then on',
        suggested_migration:
          'Copy its rows away first (EXCHANGE PARTITION), or merge it into another one (REORGANIZE PARTITION)',
        affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
        query: createQueries(context).partitions(change.from as Table, named.lost),
      };
    }
    return {
      severity: 'potentially_breaking',
      ...told(change, 'is partitioned otherwise, or belongs to another parent'),
      impact: 'Queries of the parent see more or fewer rows, and inserts may find no partition',
      suggested_migration: 'Move the rows to a new table, partition by partition',
      affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
    };
  },
};
