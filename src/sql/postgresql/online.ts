import type { Catalog } from '../../model/catalog/catalog.js';
import type { Column, Constraint, Index, KeyConstraint, Table } from '../../model/catalog/table.js';
import type { Operation } from '../operation.js';
import { nameKey } from '../unit.js';
import { isRetyped, validate } from './alter-tables.js';
import { backfill, hasIdentity, type Passages } from './backfill.js';
import { addConstraint, constraintQuery } from './constraint-units.js';
import { demandOf, demandParts } from './demand.js';
import { filledColumn } from './filled-column.js';
import { indexOf } from './index-of.js';
import type { Tables } from './lineage.js';
import type { Part } from './part.js';
import { partitionedIndex } from './partitioned-index.js';
import { full, id, unless } from './spelling.js';
import { setReplicaIdentity } from './table-units.js';
import { createIndex, deferral, dropInvalid, isBuilt, isCheckedLater } from './tables.js';

/**
 * How an operation is done while others read and write: what would hold them up is split into what holds them up for
 * a moment and what does not hold them up at all. Nothing where the operation is short, or cannot be done otherwise.
 */
export function whileInUse(
  operation: Operation,
  before: Tables,
  after: Tables,
  catalog: Catalog,
  passages: Passages,
): readonly Part[] | undefined {
  const { action, unit } = operation;
  const key = unit.relation && nameKey(unit.relation);
  const table = key === undefined ? undefined : (action === 'drop' ? before : after).get(key);
  // A table that is new is nobody's yet.
  const isOld = key !== undefined && before.has(key);
  if (table === undefined || !isOld || table.foreign !== undefined) return undefined;
  if (unit.kind === 'index' && action !== 'alter' && table.partitioning !== undefined) {
    return ofPartitions(operation, before, after);
  }
  if (unit.kind === 'index' && action !== 'alter') return index(operation, table, unit.object as Index);
  if (unit.kind === 'constraint' && action !== 'alter') return constraint(operation, table, unit.object as Constraint);
  if (unit.kind === 'column' && action === 'create') {
    return filledColumn(operation, before.get(key as string) as Table, table, catalog, passages);
  }
  if (unit.kind === 'column' && action === 'alter' && operation.from !== undefined) {
    return notNull(operation, table, before, passages);
  }
  return undefined;
}

function ofPartitions({ action, unit }: Operation, before: Tables, after: Tables): Part[] | undefined {
  if (action === 'create') return partitionedIndex(unit, before, after);
  const parts = partitionedIndex(unit, after, before);
  const down = parts?.flatMap(({ up }) => up);
  return down && [{ title: `drop ${unit.title}`, up: unit.drop, down, transactional: false }];
}

function index({ action, unit }: Operation, table: Table, made: Index): Part[] | undefined {
  if (table.partitioning !== undefined || made.attachedTo !== undefined) return undefined;
  const create = [
    dropInvalid(table, made.name),
    createIndex(table, made, { isConcurrent: true }),
    ...unit.create.slice(1),
  ];
  const drop = [`DROP INDEX CONCURRENTLY IF EXISTS ${full({ schema: table.schema, name: made.name })}`];
  const [up, down] = action === 'create' ? [create, drop] : [drop, create];
  return [{ title: `${action} ${unit.title}`, up, down, transactional: false }];
}

function constraint(operation: Operation, table: Table, made: Constraint): Part[] | undefined {
  const { action, unit } = operation;
  const title = `${action} ${unit.title}`;
  if (made.type === 'primary_key' || made.type === 'unique') return key(operation, table, made);
  const isSlow = made.type === 'foreign_key' && table.partitioning !== undefined;
  if (!isCheckedLater(made) || !made.isValidated || !made.isEnforced || isSlow) return undefined;
  const add = [unless(constraintQuery(table, made.name), addConstraint(table, made, true)), ...unit.create.slice(1)];
  if (action === 'drop') {
    const down = [...(operation.refills?.statements ?? []), ...add, validate(table, made)];
    return [{ title, up: unit.drop, down, transactional: false }];
  }
  return [
    {
      title: `${title} for rows to come`,
      up: add,
      down: unit.drop,
      transactional: true,
      verify: [{ run: `SELECT EXISTS (${constraintQuery(table, made.name)})`, expect: 't' }],
    },
    {
      title: `hold the rows that are there against ${unit.title}`,
      up: [validate(table, made)],
      down: [],
      transactional: true,
      verify: [{ run: `SELECT EXISTS (${constraintQuery(table, made.name)} AND convalidated)`, expect: 't' }],
    },
  ];
}

function key({ action, unit }: Operation, table: Table, made: KeyConstraint): Part[] | undefined {
  if (table.partitioning !== undefined || table.partitionOf !== undefined || made.withoutOverlaps) return undefined;
  const { name } = made;
  const word = made.type === 'unique' ? 'UNIQUE' : 'PRIMARY KEY';
  const [exists, using] = [constraintQuery(table, name), `ADD CONSTRAINT ${id(name)} ${word} USING INDEX ${id(name)}`];
  const build = [dropInvalid(table, name), createIndex(table, indexOf(made), { isConcurrent: true })];
  const adopt = [unless(exists, `ALTER TABLE ${full(table)} ${using}${deferral(made)}`), ...unit.create.slice(1)];
  if (action === 'drop') {
    return [{ title: `drop ${unit.title}`, up: unit.drop, down: [...build, ...adopt], transactional: false }];
  }
  const drop = [`DROP INDEX CONCURRENTLY IF EXISTS ${full({ schema: table.schema, name })}`];
  return [
    {
      title: `build the index of ${unit.title}`,
      up: build,
      down: drop,
      transactional: false,
      verify: [isBuilt(table, name)],
    },
    { title: `create ${unit.title}`, up: adopt, down: unit.drop, transactional: true },
  ];
}

function notNull(operation: Operation, table: Table, before: Tables, passages: Passages): Part[] | undefined {
  const { unit, from, up, down } = operation;
  const [was, is] = [from?.object as Column, unit.object as Column];
  if (was.nullable === is.nullable || isRetyped(was, is) || is.isInherited || up.length !== 1) return undefined;
  const { add, check, set, release } = demandOf(table, is.name);
  if (is.nullable)
    return [{ title: `alter ${unit.title}`, up, down: [add, check, set, release], transactional: false }];
  return [
    ...filling(operation, table, before, passages),
    ...demandParts(table, is.name, `alter ${unit.title}`, unit.title, down),
  ];
}

/** Rows in which nobody has written a column get a value: in batches where they can be gone through. */
function filling({ unit, filler }: Operation, table: Table, before: Tables, passages: Passages): Part[] {
  if (filler === undefined) return [];
  const { name: column } = unit.object as Column;
  const was = before.get(nameKey(table)) as Table;
  const passage = passages([was, table], [column]);
  const lacks = `old.${id(column)} IS NULL`;
  const title = `fill ${unit.title} in rows in which nobody has written it`;
  const verify = [{ run: `SELECT EXISTS (SELECT FROM ${full(table)} AS old WHERE ${lacks})`, expect: 'f' }];
  if (passage !== undefined) {
    return [{ title, ...backfill({ ...passage, table, column, value: filler, lacks }), transactional: false, verify }];
  }
  const all = `UPDATE ${full(table)} AS old SET ${id(column)} = ${filler} WHERE ${lacks}`;
  return [{ title, up: identified(table, all), down: [], transactional: true, verify }];
}

/** A change of rows that publications must be told of, whose table has an identity for its time where it has none. */
function identified(table: Table, statement: string): string[] {
  if (hasIdentity(table)) return [statement];
  return [setReplicaIdentity(table, 'full'), statement, setReplicaIdentity(table, table.replicaIdentity)];
}
