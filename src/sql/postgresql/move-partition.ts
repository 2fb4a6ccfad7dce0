import { same } from '../../diff/catalog/same.js';
import type { Index, Table } from '../../model/catalog/table.js';
import { NO_TIES, type Operation } from '../operation.js';
import { nameKey, type Unit } from '../unit.js';
import { shortHash } from './backfill.js';
import { addConstraint, constraintQuery, ifOwn } from './constraint-units.js';
import { indexOf } from './index-of.js';
import { attach, detach } from './join-parent.js';
import type { Tables } from './lineage.js';
import { settleNotNullsAlone } from './not-null-names.js';
import { fits, type Held, hasIndex, inheritedKeys, ownKeys } from './partition-keys.js';
import type { Planning, Ways } from './planning.js';
import { columnsOf, partOf } from './relation-parts.js';
import type { Replacements } from './replaced.js';
import { settleName } from './share-units.js';
import { full, id, reg, relationQuery, unless, when } from './spelling.js';

import { createIndex, deferral } from './tables.js';

/** How a table becomes a partition, is one no more, or one of another table or of other rows. */
export interface Move {
  /** How it leaves its table, and comes back. */
  readonly leave: Ways;
  /** How it joins the next, and leaves again. */
  readonly join: Ways;
  /** The indexes that are built before and dropped behind it, while others read and write. */
  readonly around: readonly Operation[];
  /** The units of its own that are not made or dropped, by key: they become what a parent brings, or have been that. */
  readonly kept: ReadonlySet<string>;
}

/** What becomes of the indexes and keys of a table on one of the ways. */
interface Fate {
  /** What the parent has brought, and nobody wants. */
  readonly left: readonly Held[];
  /** What the next parent brings, and is not there yet. */
  readonly built: readonly Held[];
  /** What the parent has brought becomes the table's own. */
  readonly released: readonly Crossing[];
  /** What is the table's own becomes what the next parent brings. */
  readonly given: readonly Crossing[];
  /** What is the table's own before and after. */
  readonly staying: readonly Held[];
}

interface Crossing {
  readonly own: Held;
  readonly brought: Held;
}

/**
 * A partition brings an index for each that its parent has, and the server takes the oldest that fits. What is there
 * and fits gets the name that the server would give; what is not is built before, so that nobody waits for it, and
 * where one fits that stays the table's own, the two change their names.
 *
 * @param groupOf tells what is made anew, by the key of its unit: a table then has its partitions in place
 */
export function movePartition(
  from: Table,
  to: Table,
  { were, are }: Pick<Planning, 'were' | 'are'>,
  groupOf: Replacements['groupOf'],
): Move | undefined {
  if (same(from.partitionOf, to.partitionOf)) return undefined;
  const isPlain = from.partitioning === undefined && from.foreign === undefined;
  const isAtOnce = from.partitionOf !== undefined && to.partitionOf !== undefined && !same(from.columns, to.columns);
  // What its columns become between two tables, no index can be built of before.
  const isOnline = isPlain && !isAtOnce;
  const staying = (tables: Tables) => new Map([...tables].filter(([key]) => groupOf(`table ${key}`) === undefined));
  const isFree = (held: Held) => groupOf(keyOf(from, held)) === undefined;
  const fate = fateOf(from, to, [staying(were), staying(are)], isFree);
  const back: Fate = { ...fate, left: fate.built, built: fate.left, released: fate.given, given: fate.released };
  const [up, down] = [walk(from, to, fate, isOnline, are), walk(to, from, back, isOnline, were)];
  return {
    leave: [up.leave, down.join],
    join: [up.join, down.leave],
    around: [
      ...fate.built.filter((held) => isOnline || !hasIndex(held)).map((held) => aroundOf(to, held, 'create')),
      ...fate.left.filter((held) => isOnline || !hasIndex(held)).map((held) => aroundOf(from, held, 'drop')),
    ],
    kept: new Set([...fate.given, ...fate.released].map(({ own }) => keyOf(from, own))),
  };
}

function keyOf(table: Table, { kind, name }: Held): string {
  return `${kind} ${nameKey(table)} ${name}`;
}

function fateOf(from: Table, to: Table, [were, are]: readonly [Tables, Tables], isFree: (held: Held) => boolean): Fate {
  // A foreign table has checks, and nothing else of these.
  const isOf = ({ object }: Held) => from.foreign === undefined || ('type' in object && object.type === 'check');
  const [old, own] = [ownKeys(from), ownKeys(to)];
  const isIn = (list: readonly Held[]) => (held: Held) =>
    list.some((each) => each.name === held.name && fits(each, held));
  const staying = old.filter(isIn(own));
  const going = old.filter((each) => !isIn(own)(each) && isFree(each));
  const coming = own.filter((each) => !isIn(old)(each) && isFree(each));
  const left = inheritedKeys(were, from).filter(isOf);
  // What a parent gets later is made for its partitions as well.
  const built = inheritedKeys(are, to).filter((held) => isOf(held) && isIn(inheritedKeys(were, to))(held));
  const take = (list: Held[], wanted: Held) => {
    const at = list.findIndex((each) => fits(each, wanted));
    return at < 0 ? undefined : list.splice(at, 1)[0];
  };
  // What both parents bring is there, and stays.
  const more = built.filter((each) => take(left, each) === undefined);
  const given: Crossing[] = [];
  const missing = more.filter((brought) => {
    const found = take(going, brought);
    if (found !== undefined) given.push({ own: found, brought });
    return found === undefined;
  });
  const released: Crossing[] = [];
  const unwanted = left.filter((brought) => {
    const found = take(coming, brought);
    if (found !== undefined) released.push({ own: found, brought });
    return found === undefined;
  });
  return { left: unwanted, built: missing, released, given, staying };
}

/** One of the ways, in a transaction. */
function walk(
  from: Table,
  to: Table,
  { left, built, released, given, staying }: Fate,
  isOnline: boolean,
  tables: Tables,
): { readonly leave: string[]; readonly join: string[] } {
  const place = (name: string) => full({ schema: from.schema, name });
  const rename = (was: string, is: string) =>
    when(
      `${relationQuery({ schema: from.schema, name: was })} AND ${reg('regclass', place(is))} IS NULL`,
      `ALTER INDEX ${place(was)} RENAME TO ${id(is)}`,
    );
  const oid = (name: string) => `${reg('regclass', place(name))}::oid`;
  const settle = (held: Held, name: string) =>
    held.above === undefined || !hasIndex(held) ? [] : [settleName(from, held.above, name)];
  // What has no index is called as it is in the parent, and cannot be renamed before it leaves.
  const renameAlone = (was: string, is: string) =>
    was === is
      ? []
      : [when(constraintQuery(from, was), `ALTER TABLE ${full(from)} RENAME CONSTRAINT ${id(was)} TO ${id(is)}`)];
  const leave = [
    ...left.flatMap((held) => settle(held, besideName(from, held))),
    ...released.flatMap(({ own, brought }) => settle(brought, own.name)),
    ...(from.partitionOf === undefined ? [] : [detach(from, from.partitionOf.parent)]),
    ...left.flatMap((held) => dropLeft(from, held, isOnline)),
    ...released.filter(({ own }) => !hasIndex(own)).flatMap(({ own, brought }) => renameAlone(brought.name, own.name)),
  ];
  const join = [
    ...settleNotNullsAlone(to, tables),
    ...given.flatMap(({ own, brought }) =>
      hasIndex(own) ? [rename(own.name, brought.name)] : renameAlone(own.name, brought.name),
    ),
    ...(isOnline ? built.filter(hasIndex) : []).flatMap((held) => {
      const beside = besideName(from, held);
      const twin = staying.find((each) => fits(each, held));
      if (held.kind === 'constraint') return [adopt(from, held, beside)];
      if (twin === undefined) return [rename(beside, held.name)];
      const isOlder = `SELECT WHERE ${oid(twin.name)} < ${oid(beside)}`;
      const isRenamed = `SELECT WHERE ${oid(beside)} IS NOT NULL AND ${oid(twin.name)} IS NULL`;
      return [
        when(isOlder, `ALTER INDEX ${place(twin.name)} RENAME TO ${id(held.name)}`),
        when(isRenamed, `ALTER INDEX ${place(beside)} RENAME TO ${id(twin.name)}`),
        rename(beside, held.name),
      ];
    }),
    ...attach(to),
  ];
  return { leave, join };
}

/** What an index is called before a parent takes it, or once it has let it go. */
function besideName(table: Table, { name, above }: Held): string {
  return `migrate_arch_${shortHash(table, above === undefined ? name : nameKey(above))}`;
}

/** A key goes with its index; an index by itself while others read and write, but that of a table of partitions. */
function dropLeft(table: Table, held: Held, isOnline: boolean): string[] {
  const name = besideName(table, held);
  if (!hasIndex(held)) return [];
  if (held.kind === 'constraint') return [`ALTER TABLE ${full(table)} DROP CONSTRAINT IF EXISTS ${id(name)}`];
  return isOnline ? [] : [`DROP INDEX IF EXISTS ${full({ schema: table.schema, name })} CASCADE`];
}

function adopt(table: Table, { object, name }: Held, beside: string): string {
  const word = 'type' in object && object.type === 'primary_key' ? 'PRIMARY KEY' : 'UNIQUE';
  const later = 'type' in object ? deferral(object) : '';
  return when(
    relationQuery({ schema: table.schema, name: beside }),
    `ALTER TABLE ${full(table)} ADD CONSTRAINT ${id(name)} ${word} USING INDEX ${id(beside)}${later}`,
  );
}

function aroundOf(table: Table, held: Held, action: 'create' | 'drop'): Operation {
  const key = nameKey(table);
  const unit = unitOf(table, held);
  const { create, drop } = unit;
  const [up, down] = action === 'create' ? [create, drop] : [drop, create];
  return {
    ...NO_TIES,
    ...{ action, unit, up, down, group: `${action} ${unit.key}` },
    phase: action === 'create' ? 'expand' : 'migrate',
    provides: action === 'create' ? [`built beside ${key}`] : [],
    requires: [...unit.requires, ...(action === 'drop' ? [`attached table ${key}`] : [])],
  };
}

/** What is made before the table has it from its parent, or is left of that, as a part of the table. */
function unitOf(table: Table, held: Held): Unit {
  const owner = `table ${nameKey(table)}`;
  const { object } = held;
  if ('type' in object && object.type !== 'primary_key' && object.type !== 'unique') {
    const columns = object.type === 'foreign_key' ? object.columns : [];
    const drop = `ALTER TABLE IF EXISTS ${full(table)} DROP CONSTRAINT IF EXISTS ${id(object.name)}`;
    return {
      ...partOf(table, 'constraint', object.name, 'constraint', owner),
      object,
      requires: new Set([`relation ${nameKey(table)}`, ...columnsOf(table, columns)]),
      create: [unless(constraintQuery(table, object.name), addConstraint(table, object))],
      drop: [object.type === 'foreign_key' ? ifOwn(table, object.name, drop) : drop],
    };
  }
  const name = besideName(table, held);
  const index: Index = { ...('type' in object ? indexOf(object) : object), name };
  const columns = [...index.keys.map(({ column }) => column), ...index.include];
  return {
    ...partOf(table, 'index', name, `index ${id(held.name)} as`, owner),
    object: index,
    requires: new Set([`relation ${nameKey(table)}`, ...columnsOf(table, columns)]),
    create: [createIndex(table, index)],
    drop: [`DROP INDEX IF EXISTS ${full({ schema: table.schema, name })}`],
  };
}
