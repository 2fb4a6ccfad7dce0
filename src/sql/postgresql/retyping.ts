import { same } from '../../diff/catalog/same.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import type { Column, Constraint, Index, KeyConstraint, Table } from '../../model/catalog/table.js';
import type { Operation } from '../operation.js';
import { nameKey, type Unit } from '../unit.js';
import { converted, losesValues } from './alter-tables.js';
import { type Passage, type Passages, shortHash } from './backfill.js';
import type { Tables } from './lineage.js';
import { type MirrorObjects, mirrorObjects, oneWay } from './mirror.js';
import { full, unguarded } from './spelling.js';

/** What is known where a change of type is planned. */
export interface Surroundings {
  readonly before: Catalog;
  readonly after: Catalog;
  readonly were: Tables;
  readonly are: Tables;
  readonly passages: Passages;
  /** Whether the server would write the table anew to convert the column in place. */
  isRewritten(from: Column, to: Column): boolean;
}

/** A column that gets another type by one beside it. */
export interface RetypedColumn {
  readonly was: Column;
  readonly is: Column;
  /** What the new column is called until it has the name, and the old one from then on. */
  readonly aside: string;
  /** What fills the one from the other. */
  readonly objects: MirrorObjects;
  /** The sequences that belong to it, and those of them that do so in the end. */
  readonly sequences: readonly string[];
  readonly kept: readonly string[];
  readonly operation: Operation;
}

/** A table with columns that get another type. */
export interface RetypedTable {
  readonly table: Table;
  readonly now: Table;
  readonly columns: readonly RetypedColumn[];
  readonly passage: Passage;
  /** The indexes, unique constraints and the primary key that such a column is in. */
  readonly indexes: readonly Index[];
  readonly uniques: readonly KeyConstraint[];
  readonly primary?: KeyConstraint;
}

/** Columns that can only change together, and what is taken away and made again around them at that moment. */
export interface Retyping {
  readonly tables: readonly RetypedTable[];
  readonly dropped: readonly Operation[];
  readonly created: readonly Operation[];
}

/**
 * The columns that change their type in one step, where each can do so by one beside it; nothing where one of them
 * must be done in place, or where more depends on them than can be made again in a moment.
 *
 * @param operations those that would be one step
 */
export function findRetyping(operations: readonly Operation[], place: Surroundings): Retyping | undefined {
  const columns = operations.filter(({ unit, action }) => unit.kind === 'column' && action === 'alter');
  const keys = new Set(columns.map(({ unit }) => unit.key));
  const around = operations.filter(
    ({ unit }) => !keys.has(unit.key) && !keys.has(unit.key.replace(/^default/, 'column')),
  );
  if (columns.length === 0 || !around.every((each) => isMadeAgain(each, place))) return undefined;
  const tables: RetypedTable[] = [];
  const ofTable = ({ unit }: Operation) => (unit.relation === undefined ? '' : nameKey(unit.relation));
  for (const name of new Set(columns.map(ofTable))) {
    const own = columns.filter((each) => ofTable(each) === name);
    const table = retypedTable(name, own, place);
    if (table === undefined) return undefined;
    tables.push(table);
  }
  return {
    tables,
    dropped: around.filter(({ action }) => action === 'drop'),
    created: around.filter(({ action }) => action === 'create'),
  };
}

/** Whether something comes again in a moment, whatever rows there are. */
function isMadeAgain({ action, unit, up, down }: Operation, { were, are }: Surroundings): boolean {
  if (action === 'alter') return false;
  // What asks for itself cannot be a part of a statement that asks.
  const isPlain = [...up, ...down].every((statement) => !unguarded(statement).startsWith('DO '));
  return isPlain && (isShort(unit) || isCheckedApart(unit, were) || isCheckedApart(unit, are));
}

function isShort({ kind, owner }: Unit): boolean {
  const isOfView = kind === 'index' && owner?.startsWith('matview ') === true;
  return kind === 'view' || kind === 'trigger' || kind === 'policy' || isOfView;
}

/** Whether a constraint can hold for rows to come before it is held against those that are there. */
function isCheckedApart({ kind, object, relation }: Unit, tables: Tables): boolean {
  const table = relation && tables.get(nameKey(relation));
  if (kind !== 'constraint' || table === undefined) return false;
  const { type } = object as Constraint;
  const isAlone = (table.partitioning ?? table.partitionOf ?? table.foreign) === undefined;
  return isAlone && (type === 'foreign_key' || type === 'check');
}

function retypedTable(name: string, operations: readonly Operation[], place: Surroundings): RetypedTable | undefined {
  const [table, now] = [place.were.get(name), place.are.get(name)];
  const changed = operations.map(({ unit }) => (unit.object as Column).name);
  const passage = table && now && place.passages([table, now], changed);
  if (table === undefined || now === undefined || passage === undefined || passage.parts) return undefined;
  const columns = operations.flatMap((operation) => retypedColumn(table, operation, place) ?? []);
  if (columns.length < operations.length) return undefined;
  const names = new Set(columns.map(({ was }) => was.name));
  const has = (list: readonly (string | undefined)[]) => list.some((each) => each !== undefined && names.has(each));
  const constraints = table.constraints.filter((each) => 'columns' in each && has(each.columns));
  const own = table.constraints.filter(
    (each): each is KeyConstraint =>
      (each.type === 'primary_key' || each.type === 'unique') && has([...each.columns, ...each.include]),
  );
  const indexes = table.indexes.filter(({ keys, include }) => has([...keys.map(({ column }) => column), ...include]));
  // What also changes otherwise has steps of its own, with the names that they know.
  const isKept = [...own, ...indexes].every((each) => {
    const others: readonly { readonly name: string }[] = [...now.constraints, ...now.indexes];
    return others.some((other) => other.name === each.name && same(each, other));
  });
  const isExcluded = table.constraints.some(({ type }) => type === 'exclusion');
  const isLate = [...constraints, ...own].some((each) => each.type === 'unique' && each.isDeferrable);
  const identity = table.replicaIdentity ?? 'default';
  const isNamed = [...own, ...indexes].some((each) => each.name === identity);
  if (!isKept || isExcluded || isLate || isNamed || identity === 'full') return undefined;
  const primary = own.find(({ type }) => type === 'primary_key');
  return {
    ...{ table, now, columns, passage, indexes },
    uniques: own.filter((each) => each !== primary),
    ...(primary !== undefined && { primary }),
  };
}

function retypedColumn(table: Table, operation: Operation, place: Surroundings): RetypedColumn | undefined {
  const { unit, from } = operation;
  if (from === undefined) return undefined;
  const [was, is] = [from.object as Column, unit.object as Column];
  const isComputed = [was, is].some(({ generated }) => generated !== undefined);
  const isNumberedOtherwise = was.identity?.mode !== is.identity?.mode;
  const isWeaker = !was.nullable && is.nullable;
  if (isComputed || isNumberedOtherwise || isWeaker || !place.isRewritten(was, is)) return undefined;
  const aside = `migrate_arch_${shortHash(table, was.name)}`;
  const ownedIn = ({ sequences }: Catalog) =>
    sequences
      .filter(({ ownedBy }) => ownedBy?.column === was.name && nameKey(ownedBy.table) === nameKey(table))
      .map(full);
  const [sequences, later] = [ownedIn(place.before), ownedIn(place.after)];
  const way = (one: Column, other: Column) =>
    oneWay(was.name, aside, (value) => converted(value, one.type, other.type), losesValues(one, other), one.type);
  return {
    ...{ was, is, aside, operation },
    objects: mirrorObjects(table, was.name, way(was, is), way(is, was)),
    sequences,
    kept: sequences.filter((each) => later.includes(each)),
  };
}
