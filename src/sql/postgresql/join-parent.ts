import type { Name } from '../../model/catalog/common.js';
import type { Table } from '../../model/catalog/table.js';
import { nameKey, type Unit } from '../unit.js';
import { addConstraint, constraintQuery } from './constraint-units.js';
import { checksAbove } from './heirs.js';
import { parentsOf, type Tables } from './lineage.js';
import { settleNotNullsAlone } from './not-null-names.js';
import { inheritedKeys } from './partition-keys.js';
import { attachedQuery } from './relation-parts.js';
import { keysOverIndexes } from './share-units.js';
import { full, reg, unless, when } from './spelling.js';
import { createIndex, createTable } from './tables.js';
import type { Database } from './units.js';

/**
 * A new table. One with a key that its parent has a plain index for has the key before it comes to the parent, which
 * would bring an index of its own otherwise.
 */
export function createPart(database: Database, table: Table): string[] {
  const parent = table.partitionOf && database.otherTables.get(nameKey(table.partitionOf.parent));
  const keys = keysOverIndexes(database, table).filter(({ attachedTo }) =>
    parent?.indexes.some(({ name }) => name === attachedTo?.name),
  );
  if (keys.length === 0) return [createTable(table, database.tables)];
  return [
    createTable(withoutParent(table)),
    ...settleAlone(table, database.tables),
    ...keys.map((key) => unless(constraintQuery(table, key.name), addConstraint(table, key))),
    ...attach(table),
  ];
}

/** A partition as a table with all its columns. */
export function withoutParent(table: Table): Table {
  const { partitionOf: _, ...rest } = table;
  return { ...rest, columns: table.columns.map((column) => ({ ...column, isInherited: false })) };
}

/** What must be of a table before it comes to the one that it is a partition of. */
export function settleAlone(table: Table, tables: Tables): string[] {
  const checks = checksAbove(tables, parentsOf(table));
  return [
    ...settleNotNullsAlone(table, tables),
    ...checks.map((check) => unless(constraintQuery(table, check.name), addConstraint(table, check))),
  ];
}

/** What is left of a partition when it has left its parent: a table with all its columns. */
export function createAlone(table: Table, unit: Unit, tables: Tables): string[] {
  // The oldest that fits is what its parent takes.
  const indexes = inheritedKeys(tables, table).flatMap(({ object, name }) =>
    'type' in object ? [] : [createIndex(table, { ...object, name })],
  );
  return [createTable(withoutParent(table)), ...settleAlone(table, tables), ...unit.create.slice(1), ...indexes];
}

/** A foreign key that refers to the parent keeps a partition from being dropped, not from leaving. */
export function detach(table: Table, parent: Name): string {
  const query = `${attachedQuery(full(table))} AND inhparent = ${reg('regclass', full(parent))}`;
  return when(query, `ALTER TABLE ${full(parent)} DETACH PARTITION ${full(table)}`);
}

/** Makes a table the partition that it is to be; nothing where it is to be none. */
export function attach(table: Table): string[] {
  if (table.partitionOf === undefined) return [];
  const { parent, bound } = table.partitionOf;
  const join = `ALTER TABLE ${full(parent)} ATTACH PARTITION ${full(table)} ${bound.text}`;
  return [unless(attachedQuery(full(table)), join)];
}
