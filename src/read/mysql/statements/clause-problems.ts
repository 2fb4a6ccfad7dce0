import type { TableClause } from '../../../model/migration/table-step.js';
import type { DraftTable } from '../draft/draft.js';
import { columnOf, keyNamed, sameName } from '../draft/find.js';

/** Why a server refuses a clause of ALTER TABLE, given the table as it is; undefined where nothing is in its way. */
export function clauseProblem(table: DraftTable, clause: TableClause): string | undefined {
  if (table.isUnknown) return undefined;
  const absent = (what: string, name: string, isThere: boolean) =>
    isThere ? undefined : `table '${table.name.name}' has no ${what} '${name}'`;
  switch (clause.kind) {
    case 'drop_column':
    case 'modify_column':
    case 'rename_column':
    case 'set_default':
    case 'set_column_visibility':
      return absent('column', clause.column, columnOf(table, clause.column) !== undefined);
    case 'drop_key':
    case 'rename_index':
    case 'set_index_visibility':
      return absent('key', clause.name, keyNamed(table, clause.name) !== undefined);
    case 'drop_foreign_key':
      return absent('foreign key', clause.name, hasForeignKey(table, clause.name));
    case 'drop_check':
      return absent('check', clause.name, hasCheck(table, clause.name));
    case 'drop_constraint': {
      const { name } = clause;
      const isThere = hasForeignKey(table, name) || hasCheck(table, name) || keyNamed(table, name) !== undefined;
      return absent('constraint', name, isThere);
    }
    case 'drop_partition': {
      const name = clause.names.find((one) => !hasPartition(table, one));
      if (name !== undefined) return absent('partition', name, false);
      const isAll = table.partitioning?.partitions.every((one) =>
        clause.names.some((each) => sameName(each, one.name)),
      );
      return isAll ? `table '${table.name.name}' would have no partition` : undefined;
    }
    case 'partition_table': {
      const [key] = table.foreignKeys;
      return key && `foreign key '${key.name}' of table '${table.name.name}' keeps it from having partitions`;
    }
    case 'add_partition':
      return addedPartition(table);
    case 'maintain_partition':
      return clause.verb === 'coalesce' && /^(?:range|list)/.test(table.partitioning?.strategy ?? '')
        ? `table '${table.name.name}' is not partitioned by HASH or KEY`
        : undefined;
    default:
      return undefined;
  }
}

function hasForeignKey({ foreignKeys }: DraftTable, name: string): boolean {
  return foreignKeys.some((key) => sameName(key.name, name));
}

function hasCheck({ checks, columns }: DraftTable, name: string): boolean {
  return [...checks, ...columns.flatMap((column) => column.checks)].some((check) => sameName(check.name, name));
}

function hasPartition({ partitioning }: DraftTable, name: string): boolean {
  return partitioning?.partitions.some((one) => sameName(one.name, name)) ?? false;
}

function addedPartition({ name, partitioning }: DraftTable): string | undefined {
  if (partitioning === undefined) return `table '${name.name}' is not partitioned`;
  const last = partitioning.strategy === 'range' ? partitioning.partitions.at(-1) : undefined;
  return last !== undefined && /\bmaxvalue\b/i.test(last.form)
    ? `partition '${last.name}' of table '${name.name}' holds everything up to MAXVALUE already: reorganize it`
    : undefined;
}
