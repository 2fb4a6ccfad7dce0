import { same } from '../../diff/catalog/same.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import type { DataType } from '../../model/catalog/data-type.js';
import type { Enum, Extension, UserType } from '../../model/catalog/objects.js';
import type { Column, Constraint, Index, Table } from '../../model/catalog/table.js';
import type { StepPhase } from '../../model/step.js';
import type { Operation } from '../operation.js';
import { inOrder } from '../order.js';
import { nameKey, type Unit, type UnitKind } from '../unit.js';
import { enumAdditions } from './alter-objects.js';
import { alterColumn, losesValues } from './alter-tables.js';
import { dropColumn, dropTables } from './aside.js';
import { alterUnit } from './compare.js';
import { isCoveredByParent } from './inherited.js';
import { renameAside, replaceTable, replaceType, retiredType } from './replace-relation.js';
import { findReplacements, type Replacements } from './replaced.js';
import { full, id } from './spelling.js';
import { columnDefinition } from './tables.js';
import { unitsOf } from './units.js';

type Pair = readonly [from: Unit, to: Unit];
type Ways = readonly [up: readonly string[], down: readonly string[]];

/** What the makers of operations share. */
interface Planning {
  readonly before: Catalog;
  readonly after: Catalog;
  readonly pairs: ReadonlyMap<string, Pair>;
  readonly altered: ReadonlyMap<string, Ways>;
  readonly replacements: Replacements;
  /** The types and tables that are made anew, by their names. */
  readonly types: ReadonlySet<string>;
  readonly tables: ReadonlySet<string>;
}

/** Every change that turns one database into another, each both ways, in no order yet. */
export function findOperations(before: Catalog, after: Catalog): Operation[] {
  const [were, are] = [unitsOf(before, after), unitsOf(after, before)];
  const now = new Map(are.map((unit) => [unit.key, unit]));
  const pairs = new Map<string, Pair>();
  for (const unit of were) {
    const other = now.get(unit.key);
    if (other !== undefined) pairs.set(unit.key, [unit, other]);
  }
  const planning = compare(before, after, were, pairs);
  const isStaying = (unit: Unit) => pairs.has(unit.key);
  return [
    ...are.filter((unit) => !isStaying(unit)).flatMap((unit) => creation(planning, unit)),
    ...[...pairs.values()].flatMap((pair) => changesOf(planning, pair)),
    ...removals(
      planning,
      were.filter((unit) => !isStaying(unit)),
      are,
    ),
  ].filter(({ up, down, unit }) => up.length + down.length > 0 || unit.kind === 'table');
}

/** What can be altered, and what must be made anew. */
function compare(before: Catalog, after: Catalog, were: readonly Unit[], pairs: ReadonlyMap<string, Pair>): Planning {
  const [relations, earlier] = [relationsOf(after), relationsOf(before)];
  const altered = new Map<string, Ways>();
  const replaced: Unit[] = [];
  for (const [key, [from, to]] of pairs) {
    if (isCoveredByParent(before, after, from, to)) continue;
    const [up, down] = [alterUnit(from, to, relations), alterUnit(to, from, earlier)];
    const isReplacedBack = up !== undefined && (from.kind === 'constraint' || isDowngraded(from, to));
    const back = isReplacedBack && (down === undefined || isDowngraded(from, to)) ? [...to.drop, ...from.create] : down;
    if (up !== undefined && back !== undefined) {
      if (up.length + back.length > 0) altered.set(key, [up, back]);
    } else if (!losesExpression(from, to) && !(from.kind === 'type' && additions(from, to) !== undefined)) {
      replaced.push(from);
    }
  }
  const partitioned = new Set(before.tables.filter((each) => each.partitioning !== undefined).map(nameKey));
  const isAttachedTo = ({ kind, key, owner, object }: Unit) => {
    const isOfParent = owner !== undefined && partitioned.has(owner.slice('table '.length)) && pairs.has(owner);
    return kind === 'index' && !pairs.has(key) && isOfParent && (object as Index).isUnique;
  };
  const replacements = findReplacements(were, [...replaced, ...were.filter(isAttachedTo)], pairs);
  const anew = (kind: UnitKind) => {
    const keys = were.filter(
      (unit) => unit.kind === kind && pairs.has(unit.key) && replacements.groupOf(unit.key) !== undefined,
    );
    return new Set(keys.map(({ object }) => nameKey(object as UserType | Table)));
  };
  const tables = withPartitions(before, anew('table'));
  return { before, after, pairs, altered, replacements, types: anew('type'), tables };
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

/** The statements by which an enum only gets more values. */
function additions(from: Unit, to: Unit): readonly string[] | undefined {
  const [was, is] = [from.object as UserType, to.object as UserType];
  return was.type === 'enum' && is.type === 'enum' ? enumAdditions(was, is) : undefined;
}

/** Whether a column keeps the values that it was computed to have. */
function losesExpression(from: Unit, to: Unit): boolean {
  if (from.kind !== 'column') return false;
  const [was, is] = [from.object as Column, to.object as Column];
  return was.generated?.isStored === true && is.generated === undefined;
}

const BEHAVIOUR: ReadonlySet<UnitKind> = new Set(['trigger', 'policy', 'rule']);

function isForeignKey({ kind, object }: Unit): boolean {
  return kind === 'constraint' && (object as Constraint).type === 'foreign_key';
}

function isOfNewTable({ pairs }: Planning, unit: Unit): boolean {
  return unit.owner?.startsWith('table ') === true && !pairs.has(unit.owner);
}

/** Whether the table that a unit belongs to is made anew, with its columns and their defaults. */
function isInReplacedTable({ tables }: Planning, { kind, owner }: Unit): boolean {
  return (kind === 'column' || kind === 'default') && owner !== undefined && tables.has(owner.slice('table '.length));
}

function creation(planning: Planning, unit: Unit): Operation[] {
  if (isInReplacedTable(planning, unit)) return [];
  const isPart = isOfNewTable(planning, unit) && !isForeignKey(unit);
  const phase = BEHAVIOUR.has(unit.kind) && !isPart ? 'migrate' : 'expand';
  return [create(unit, phase, `create ${unit.key}`)];
}

function create(unit: Unit, phase: StepPhase, group: string): Operation {
  return {
    action: 'create',
    unit,
    up: unit.create,
    down: unit.drop,
    phase,
    provides: unit.provides,
    requires: unit.requires,
    follows: unit.follows,
    removes: [],
    releases: [],
    takes: unit.occupies,
    frees: [],
    group,
  };
}

function removals(planning: Planning, units: readonly Unit[], are: readonly Unit[]): Operation[] {
  const { before, replacements } = planning;
  const leaving = leavingWithParent(planning, units);
  const isOfTable = (unit: Unit) => {
    return (unit.kind === 'table' || isOfNewTable(planning, unit)) && !leaving.has(unit.owner ?? unit.key);
  };
  const taken = new Set(are.filter(({ key }) => !planning.pairs.has(key)).flatMap(({ occupies }) => occupies));
  const tables = new Map(before.tables.map((table) => [`table ${nameKey(table)}`, table]));
  return [
    ...units
      .filter((unit) => !isOfTable(unit))
      .flatMap((unit): Operation[] => {
        if (isInReplacedTable(planning, unit)) return [];
        const group = leaving.get(unit.owner ?? unit.key) ?? replacements.groupOf(unit.key);
        if (unit.kind === 'table') return [renameAside(unit, group as string)];
        const { isInherited } = unit.object as Column;
        if (unit.kind === 'column' && group === undefined && isInherited !== true) {
          return dropColumn(before, unit, tables.get(unit.owner ?? '') as Table);
        }
        return [drop(unit, group === undefined ? droppedIn(unit) : 'migrate', group ?? `drop ${unit.key}`)];
      }),
    ...dropTables(before, units.filter(isOfTable), taken),
  ];
}

/** The groups of the partitions that go with a parent that is made anew, by the keys of their units. */
function leavingWithParent({ before, tables, replacements }: Planning, units: readonly Unit[]): Map<string, string> {
  const byName = new Map(before.tables.map((table) => [nameKey(table), table]));
  const groupOf = (table: Table | undefined): string | undefined => {
    const parent = table?.partitionOf && byName.get(nameKey(table.partitionOf.parent));
    return parent && (replacements.groupOf(`table ${nameKey(parent)}`) ?? groupOf(parent));
  };
  const leaving = new Map<string, string>();
  for (const { kind, key, object } of units) {
    const group = kind === 'table' && tables.has(nameKey(object as Table)) ? groupOf(object as Table) : undefined;
    if (group !== undefined) leaving.set(key, group);
  }
  return leaving;
}

/** What checks rows goes as soon as nobody need be held to it; everything else when nobody uses it any more. */
function droppedIn({ kind, object }: Unit): StepPhase {
  if (kind !== 'constraint') return 'contract';
  const { type } = object as Constraint;
  return type === 'check' || type === 'foreign_key' ? 'expand' : 'contract';
}

function drop(unit: Unit, phase: StepPhase, group: string): Operation {
  const isPrimaryKey = unit.kind === 'constraint' && (unit.object as Constraint).type === 'primary_key';
  const columns = isPrimaryKey ? [...unit.requires].filter((need) => need.startsWith('column ')) : [];
  return {
    action: 'drop',
    unit,
    up: unit.drop,
    down: unit.create,
    phase,
    provides: [],
    requires: [],
    follows: [],
    removes: unit.provides,
    releases: [...unit.requires, ...unit.follows, ...columns.map((column) => `demanded ${column}`)],
    takes: [],
    frees: unit.occupies,
    group,
  };
}

/** What becomes of a unit that stays. */
function changesOf(planning: Planning, [from, to]: Pair): Operation[] {
  if (isInReplacedTable(planning, from)) return [];
  const { replacements, altered, types, tables, before } = planning;
  const group = replacements.groupOf(from.key);
  const ways = altered.get(from.key);
  if (group === undefined) {
    const more = from.kind === 'type' ? addValues(planning, from, to) : [];
    if (ways === undefined) return more;
    return [
      ...more,
      { ...alter(from, to, ways), takes: from.kind === 'table' ? takenByParent(planning, from, to) : [] },
    ];
  }
  if (replacements.retyped.has(from.key)) return [retype(planning, from, to, group)];
  if (from.kind === 'type') return replaceType(types, from, to, group);
  if (from.kind === 'table') return replaceTable(tables, before, from, to, group);
  return [drop(from, 'migrate', group), create(to, 'migrate', group)];
}

/** What a table gets from the one that it becomes a partition of, and so must not have itself. */
function takenByParent({ after }: Planning, from: Unit, to: Unit): string[] {
  const [was, is] = [from.object as Table, to.object as Table];
  if (is.partitionOf === undefined || same(was.partitionOf, is.partitionOf)) return [];
  const key = nameKey(is);
  const parent = after.tables.find((each) => nameKey(each) === nameKey(is.partitionOf?.parent as Table));
  return [
    ...(parent?.triggers ?? []).map(({ name }) => `trigger ${key} ${name}`),
    ...(parent?.indexes ?? []).map(({ keys }) => `index of ${key} ${JSON.stringify(keys.map(({ column }) => column))}`),
    ...(parent?.constraints ?? []).map(
      (each) => `index of ${key} ${JSON.stringify('columns' in each ? each.columns : [])}`,
    ),
  ];
}

const LATER: ReadonlySet<UnitKind> = new Set(['view', 'routine', ...BEHAVIOUR]);
const SILENT: ReadonlySet<UnitKind> = new Set(['table', 'schema']);

function alter(from: Unit, to: Unit, [up, down]: Ways): Operation {
  const isColumn = from.kind === 'column';
  const [was, is] = [from.object as Column, to.object as Column];
  const isLater = LATER.has(from.kind) || (isColumn && losesValues(was, is));
  return {
    action: 'alter',
    unit: to,
    from,
    up,
    down,
    phase: isLater ? 'migrate' : 'expand',
    provides: SILENT.has(from.kind) ? [`attached ${to.key}`] : to.provides,
    requires: to.requires,
    follows: to.follows,
    removes: isColumn && !was.nullable && is.nullable ? [`demanded ${from.key}`] : [],
    releases: [...from.requires, ...from.follows],
    takes: [],
    frees: [],
    group: `alter ${from.key}`,
  };
}

/** A column whose values are converted; on the way back they are what the type was called before it was made anew. */
function retype(planning: Planning, from: Unit, to: Unit, group: string): Operation {
  const table = (planning.after.tables.find((each) => `table ${nameKey(each)}` === to.owner) ?? {}) as Table;
  const [was, is] = [from.object as Column, to.object as Column];
  const isMade = (type: DataType) => planning.types.has(nameKey(type));
  const old: Column = { ...was, type: retiredType(planning.types, was.type) };
  const renewed: Column = isMade(is.type) && isMade(was.type) ? old : was;
  const [up, down] = losesExpression(from, to)
    ? loseExpression(table, was, is)
    : [
        alterColumn(table, isMade(was.type) ? old : was, is) ?? [],
        alterColumn(table, is, isMade(was.type) ? old : renewed) ?? [],
      ];
  return { ...alter(from, to, [up, down]), phase: 'migrate', group, removes: from.provides };
}

function loseExpression(table: Table, from: Column, to: Column): Ways {
  const alter = `ALTER TABLE ${full(table)}`;
  const plain: Column = { ...from };
  delete (plain as { generated?: unknown }).generated;
  return [
    [`${alter} ALTER COLUMN ${id(from.name)} DROP EXPRESSION IF EXISTS`, ...(alterColumn(table, plain, to) ?? [])],
    [`${alter} DROP COLUMN IF EXISTS ${id(from.name)}`, `${alter} ADD COLUMN IF NOT EXISTS ${columnDefinition(from)}`],
  ];
}

/** More values of an enum; the way back makes the type anew in the database as it was. */
function addValues({ before }: Planning, from: Unit, to: Unit): Operation[] {
  const up = additions(from, to);
  if (up === undefined || up.length === 0) return [];
  const is = to.object as Enum;
  const types = before.types.map((type) => (type === from.object ? ({ ...type, values: is.values } as Enum) : type));
  const extended: Catalog = { ...before, types };
  const down = inOrder(findOperations(extended, before)).flatMap(({ operations }) =>
    operations.flatMap((each) => each.up),
  );
  return [{ ...alter(from, to, [up, down]), requires: [], releases: [] }];
}
