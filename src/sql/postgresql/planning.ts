import { same } from '../../diff/catalog/same.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import type { Name, Owned } from '../../model/catalog/common.js';
import type { Extension, UserType } from '../../model/catalog/objects.js';
import type { Column, Constraint, Index, Table } from '../../model/catalog/table.js';
import { nameKey, type Unit } from '../unit.js';
import { enumAdditions } from './alter-types.js';
import { alterUnit } from './compare.js';
import { isKeyName } from './constraint-units.js';
import { heldTypes } from './held-types.js';
import { demandedBelow, isCoveredByParent } from './inherited.js';
import { type Tables, tablesByKey } from './lineage.js';
import { type Move, movePartition } from './move-partition.js';
import { leavesOwnersOpen } from './owners.js';
import { describeChanged, WHOEVER_RUNS_IT } from './ownership.js';
import { isRenamedKey } from './renamed-key.js';
import { findReplacements, type Replacements } from './replaced.js';
import { isRetiree, type Retired, type Retiree, retiredNames } from './retired.js';
import { isReattached, parentsOfShare, unbuiltParents } from './shares.js';
import { typeTarget } from './type-units.js';

export type Pair = readonly [from: Unit, to: Unit];
export type Ways = readonly [up: readonly string[], down: readonly string[]];

/** What the makers of operations share. */
export interface Planning {
  readonly before: Catalog;
  readonly after: Catalog;
  /** The tables of both, by their names. */
  readonly were: Tables;
  readonly are: Tables;
  /** What after has. */
  readonly units: readonly Unit[];
  readonly pairs: ReadonlyMap<string, Pair>;
  readonly altered: ReadonlyMap<string, Ways>;
  readonly replacements: Replacements;
  /** The tables that are partitions otherwise than they were, by the keys of their units. */
  readonly moves: ReadonlyMap<string, Move>;
  /** The types and collations that are made anew, and what the old ones are called meanwhile. */
  readonly retired: Retired;
  /** The tables that are made anew, by their names. */
  readonly tables: ReadonlySet<string>;
  /** Whether what goes is kept in an archive. */
  readonly isArchived: boolean;
}

/** What can be altered, and what must be made anew. */
export function compare(
  before: Catalog,
  after: Catalog,
  [were, units]: readonly [were: readonly Unit[], are: readonly Unit[]],
  pairs: ReadonlyMap<string, Pair>,
  isArchived: boolean,
): Planning {
  const [relations, earlier] = [relationsOf(after), relationsOf(before)];
  const [oldTables, newTables] = [tablesByKey(before), tablesByKey(after)];
  const altered = new Map<string, Ways>();
  const isHeld = heldTypes(before);
  const isGivenInPart = leavesOwnersOpen(before);
  const replaced: Unit[] = [];
  for (const [key, [from, to]] of pairs) {
    if (isCoveredByParent(oldTables, newTables, from, to)) continue;
    if (isReattached(from, to)) {
      const table = newTables.get(nameKey(from.relation as Name)) as Table;
      const was = oldTables.get(nameKey(table)) as Table;
      // A table that comes to its parent, or leaves, settles that by itself.
      if (same(was.partitionOf?.parent, table.partitionOf?.parent)) {
        replaced.push(...parentsOfShare(from, to, pairs, table));
      }
      continue;
    }
    const isStuck = from.kind === 'type' && isHeld(from.object as UserType, to.object as UserType);
    const given = isGivenInPart ? ownedAgain(to, from) : to;
    const [up, down] = isStuck ? [] : [alterUnit(from, given, relations), alterUnit(to, ownedAgain(from, to), earlier)];
    const isReplacedBack = up !== undefined && (from.kind === 'constraint' || isDowngraded(from, to));
    const back = isReplacedBack && (down === undefined || isDowngraded(from, to)) ? [...to.drop, ...from.create] : down;
    if (up !== undefined && back !== undefined) {
      if (up.length + back.length > 0) {
        const [gone, come] = [
          demandedBelow(from, to, oldTables, newTables),
          demandedBelow(to, from, newTables, oldTables),
        ];
        altered.set(key, [
          [...come.drop, ...up, ...gone.set],
          [...gone.drop, ...back, ...come.set],
        ]);
      }
    } else if (!losesExpression(from, to) && !(from.kind === 'type' && additions(from, to) !== undefined)) {
      replaced.push(from);
    }
  }
  replaced.push(...unbuiltParents(were, pairs, oldTables), ...unbuiltParents(units, pairs, newTables));
  const partitioned = new Set(before.tables.filter((each) => each.partitioning !== undefined).map(nameKey));
  const isAttachedTo = ({ kind, key, owner, object }: Unit) => {
    const isOfParent = owner !== undefined && partitioned.has(owner.slice('table '.length)) && pairs.has(owner);
    return kind === 'index' && !pairs.has(key) && isOfParent && (object as Index).isUnique;
  };
  // What is another kind of thing now, or another routine, has its name from one that goes, and others use it all the same.
  // So does a foreign key that stays with a key that another one takes the place of.
  const asked = new Set(were.filter((unit) => isForeignKey(unit) && pairs.has(unit.key)).flatMap(keysAsked));
  const nameOf = ({ provides, occupies }: Unit) => [
    ...provides.filter((name) => isRelation(name) || asked.has(name)),
    ...occupies.filter(isCall),
  ];
  const coming = units.filter(({ key }) => !pairs.has(key));
  const come = new Set(coming.flatMap(nameOf));
  const isAnother = (unit: Unit) =>
    !pairs.has(unit.key) &&
    nameOf(unit).some((name) => come.has(name)) &&
    !coming.some((other) => isRenamedKey(unit, other));
  const anew = were.filter((unit) => isAttachedTo(unit) || isAnother(unit));
  const replacements = findReplacements(were, [...replaced, ...anew], pairs);
  const madeAnew = were.filter(({ key }) => pairs.has(key) && replacements.groupOf(key) !== undefined);
  const isTable = ({ kind }: Unit) => kind === 'table';
  const anewTables = new Set(madeAnew.filter(isTable).map(({ object }) => nameKey(object as Table)));
  const tables = withPartitions(before, anewTables);
  return {
    ...{ before, after, were: oldTables, are: newTables, units, pairs, altered, replacements },
    moves: movesIn(pairs, oldTables, newTables, replacements),
    retired: retiredNames(madeAnew.filter(isRetiree).map(({ object }) => object as Retiree)),
    ...{ tables, isArchived },
  };
}

/** What no text gave to anybody goes back to whoever runs the statements. */
function ownedAgain(from: Unit, to: Unit): Unit {
  const [was, is] = [from.object as Partial<Owned>, to.object as Partial<Owned>];
  const isGivenAway = from.object !== undefined && was.owner === undefined && is.owner !== undefined;
  return isGivenAway ? { ...from, object: { ...was, owner: WHOEVER_RUNS_IT } } : from;
}

function keysAsked({ requires }: Unit): string[] {
  return [...requires].filter(isKeyName);
}

function isRelation(name: string): boolean {
  return name.startsWith('relation ');
}

function isCall(name: string): boolean {
  return name.startsWith('calls of ');
}

function movesIn(
  pairs: ReadonlyMap<string, Pair>,
  were: Tables,
  are: Tables,
  { groupOf }: Replacements,
): Map<string, Move> {
  const moves = new Map<string, Move>();
  for (const [key, [from, to]] of pairs) {
    if (from.kind !== 'table' || groupOf(key) !== undefined) continue;
    const [was, is] = [from.object as Table, to.object as Table];
    const move = movePartition(was, is, { were, are }, groupOf);
    if (move !== undefined) moves.set(key, move);
  }
  return moves;
}

/** The partitions that go with tables that are made anew: their rows are among those that are copied. */
function withPartitions({ tables }: Catalog, anew: ReadonlySet<string>): Set<string> {
  const all = new Set(anew);
  for (let size = 0; size < all.size; ) {
    size = all.size;
    for (const table of tables) {
      if (table.partitionOf !== undefined && all.has(nameKey(table.partitionOf.parent))) all.add(nameKey(table));
    }
  }
  return all;
}

function relationsOf({ tables, views }: Catalog): Map<string, never> {
  return new Map([
    ...tables.map((table) => [`table ${nameKey(table)}`, table as never] as const),
    ...views.map((view) => [`${view.isMaterialized ? 'matview' : 'view'} ${nameKey(view)}`, view as never] as const),
  ]);
}

/** Extensions bring no scripts that lead back to an earlier version. */
function isDowngraded(from: Unit, to: Unit): boolean {
  if (from.kind !== 'extension') return false;
  const [was, is] = [from.object as Extension, to.object as Extension];
  return is.version !== undefined && was.version !== is.version;
}

/** The statements by which an enum only gets more values, and whatever describes it. */
export function additions(from: Unit, to: Unit): readonly string[] | undefined {
  const [was, is] = [from.object as UserType, to.object as UserType];
  if (was.type !== 'enum' || is.type !== 'enum') return undefined;
  const added = enumAdditions(was, is);
  return added && (added.length === 0 ? added : [...added, ...describeChanged(typeTarget(is), was, is)]);
}

/** Whether a column keeps the values that it was computed to have. */
export function losesExpression(from: Unit, to: Unit): boolean {
  if (from.kind !== 'column') return false;
  const [was, is] = [from.object as Column, to.object as Column];
  return was.generated !== undefined && is.generated === undefined;
}

export function isForeignKey({ kind, object }: Unit): boolean {
  return kind === 'constraint' && (object as Constraint).type === 'foreign_key';
}

export function isOfNewTable({ pairs }: Planning, unit: Unit): boolean {
  return unit.owner?.startsWith('table ') === true && !pairs.has(unit.owner);
}

/** Whether the table that a unit belongs to is made anew, with its columns and their defaults. */
export function isInReplacedTable({ tables }: Planning, { kind, owner }: Unit): boolean {
  return (kind === 'column' || kind === 'default') && owner !== undefined && tables.has(owner.slice('table '.length));
}
