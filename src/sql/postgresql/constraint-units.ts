import { same } from '../../diff/catalog/same.js';
import type { Name } from '../../model/catalog/common.js';
import type { Constraint, Table } from '../../model/catalog/table.js';
import { nameKey, type Unit } from '../unit.js';
import { clusterChanges } from './cluster.js';
import { setComment } from './ownership.js';
import { attachedQuery, attachments, columnsOf, indexesOfParents, partOf, placesOf } from './relation-parts.js';
import { isOverIndex, makeShare, needsOfShare, takeShare } from './share-units.js';
import { full, id, literal, reg, unless, when } from './spelling.js';
import { constraintDefinition, isCheckedLater } from './tables.js';
import { type Database, needsOf } from './units.js';

/** Finds a constraint of a table. */
export function constraintQuery(table: Name, name: string): string {
  return `SELECT FROM pg_catalog.pg_constraint WHERE conrelid = ${reg('regclass', full(table))} AND conname = ${literal(name)}`;
}

/**
 * A statement about a foreign key that a table has of its own: what has its name may have come from a parent, with which
 * it goes, or stand for a partition of the table that it refers to.
 */
export function ifOwn(table: Name, name: string, statement: string): string {
  return when(`${constraintQuery(table, name)} AND conparentid = 0`, statement);
}

export function addConstraint(table: Table, constraint: Constraint, isLate = !constraint.isValidated): string {
  const only = 'options' in constraint && constraint.isUnbuilt && table.partitioning !== undefined ? 'ONLY ' : '';
  const late = isLate && isCheckedLater(constraint) && constraint.isEnforced ? ' NOT VALID' : '';
  return `ALTER TABLE ${only}${full(table)} ADD CONSTRAINT ${id(constraint.name)} ${constraintDefinition(constraint)}${late}`;
}

/** A key by its columns, as a foreign key asks for it. */
export function keyName(table: Name, columns: readonly string[]): string {
  return `key ${nameKey(table)} ${JSON.stringify([...columns].sort())}`;
}

/** Whether a name is that of a key, as foreign keys ask for it. */
export function isKeyName(name: string): boolean {
  return name.startsWith('key ');
}

type Commented = { readonly comment?: string; readonly indexComment?: string };

/** What is said of a constraint and of the index behind it, where it was not said before. */
export function constraintComments(table: Table, from: Commented, to: Constraint): string[] {
  const { name, comment } = to;
  const { indexComment }: Commented = to;
  const constraint = { word: 'CONSTRAINT', name: `${id(name)} ON ${full(table)}` };
  const index = { word: 'INDEX', name: full({ schema: table.schema, name }) };
  return [
    ...(from.comment === comment ? [] : [setComment(constraint, comment)]),
    ...(from.indexComment === indexComment ? [] : [setComment(index, indexComment)]),
  ];
}

export function constraintUnit(database: Database, table: Table, constraint: Constraint, owner: string): Unit {
  const key = nameKey(table);
  const isKey = constraint.type === 'primary_key' || constraint.type === 'unique';
  const hasIndex = 'options' in constraint;
  const part = partOf(table, 'constraint', constraint.name, 'constraint', owner);
  const needs = [
    `relation ${key}`,
    ...needsOfConstraint(database, table, constraint),
    ...('options' in constraint ? needsOfShare(database, table, constraint) : []),
  ];
  const create = [
    unless(constraintQuery(table, constraint.name), addConstraint(table, constraint)),
    ...clusterChanges(table, {}, constraint),
    ...constraintComments(table, {}, constraint),
  ];
  return {
    ...part,
    object: constraint,
    provides: [
      `constraint ${key} ${constraint.name}`,
      ...(isKey ? [keyName(table, constraint.columns)] : []),
      ...(constraint.type === 'primary_key' ? [`primary key ${key}`] : []),
    ],
    occupies: [
      ...part.occupies,
      ...(hasIndex ? [`class ${nameKey({ schema: table.schema, name: constraint.name })}`] : []),
      ...(constraint.type === 'primary_key' ? [`primary key ${key}`] : []),
      ...(isKey ? placesOf(database, table, constraint.columns) : []),
    ],
    requires: new Set(needs),
    follows: new Set(
      isKey && !isOverIndex(database, table, constraint)
        ? [...indexesOfParents(database, table), ...attachments(database, table)]
        : [],
    ),
    create: hasIndex ? makeShare(database, table, constraint, create) : create,
    drop: hasIndex
      ? takeShare(database, table, constraint, dropConstraint(database, table, constraint))
      : [dropConstraint(database, table, constraint)],
  };
}

function dropConstraint({ otherTables }: Database, table: Table, constraint: Constraint): string {
  const { type, name } = constraint;
  const drop = `ALTER TABLE IF EXISTS ${full(table)} DROP CONSTRAINT IF EXISTS ${id(name)}`;
  if (type === 'foreign_key' && table.partitionOf !== undefined) return ifOwn(table, name, drop);
  if (type !== 'primary_key' && type !== 'unique') return drop;
  // What has its name and other columns is another key, which foreign keys may ask for.
  const other = otherTables.get(nameKey(table))?.constraints.find((each) => each.name === name);
  if (other !== undefined && 'columns' in other && !same(other.columns, constraint.columns)) {
    const columns = `(SELECT array_agg(attname::text ORDER BY place) FROM unnest(conkey) WITH ORDINALITY AS k (number, place) JOIN pg_catalog.pg_attribute ON attrelid = conrelid AND attnum = number)`;
    return when(
      `${constraintQuery(table, name)} AND ${columns} = ARRAY[${constraint.columns.map(literal).join(', ')}]`,
      drop,
    );
  }
  if (table.partitionOf === undefined) return drop;
  return when(`SELECT WHERE NOT EXISTS (${attachedQuery(full({ schema: table.schema, name }))})`, drop);
}

function needsOfConstraint(database: Database, table: Table, constraint: Constraint): string[] {
  switch (constraint.type) {
    case 'primary_key':
    case 'unique':
      return [
        ...columnsOf(table, [...constraint.columns, ...constraint.include]),
        ...(isOverIndex(database, table, constraint) ? [] : attachable(database, table, constraint.columns)),
      ];
    case 'foreign_key':
      return [
        ...columnsOf(table, constraint.columns),
        ...columnsOf(constraint.references, constraint.referencedColumns),
        `relation ${nameKey(constraint.references)}`,
        ...(database.partitions.get(nameKey(constraint.references)) ?? []).map((each) => `relation ${each}`),
        keyName(constraint.references, constraint.referencedColumns),
      ];
    case 'check':
      return [...needsOf(database, [constraint.expression], table)];
    case 'exclusion': {
      const keys = constraint.elements.map(({ key }) => key);
      return [
        ...columnsOf(table, [...keys.map((key) => key.column), ...constraint.include]),
        ...needsOf(database, [...keys.map((key) => key.expression), constraint.predicate], table),
      ];
    }
  }
}

/** The unique indexes of parents over the same columns: what a partition has is attached to them, and falls with them. */
function attachable(database: Pick<Database, 'tables'>, table: Table, columns: readonly string[]): string[] {
  const parent = table.partitionOf?.parent;
  const found = parent && database.tables.get(nameKey(parent));
  if (found === undefined) return [];
  const own = found.indexes.filter(
    ({ isUnique, keys }) => isUnique && keys.map(({ column }) => column).join() === columns.join(),
  );
  return [
    ...own.map(({ name }) => `index ${nameKey({ schema: found.schema, name })}`),
    ...attachable(database, found, columns),
  ];
}
