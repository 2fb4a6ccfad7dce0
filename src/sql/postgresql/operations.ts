import { same } from '../../diff/catalog/same.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import type { Name, Owned } from '../../model/catalog/common.js';
import type { Enum, UserType } from '../../model/catalog/objects.js';
import type { Column, Table } from '../../model/catalog/table.js';
import type { StepPhase } from '../../model/step.js';
import type { Operation } from '../operation.js';
import { inOrder } from '../order.js';
import { nameKey, type Unit, type UnitKind } from '../unit.js';
import { alterColumn, losesValues } from './alter-tables.js';
import { lossOfComposite } from './alter-types.js';
import { isClustered } from './cluster.js';
import { becomesComputed, computed, loseExpression, whileComputing } from './computed-column.js';
import { isKeyName } from './constraint-units.js';
import { goingOn } from './continue-counting.js';
import { relaxing } from './drop-column.js';
import { besideHeirs, inherited, isOtherHeir } from './heirs.js';
import { tablesByKey } from './lineage.js';
import { loosen } from './loosen-domain.js';
import { besideExtensions } from './moved-extensions.js';
import { besideMoves, moved, withOwnColumns } from './moved-partition.js';
import { isNumberedAlways, numbered } from './numbered-column.js';
import { withCalls } from './overloads.js';
import { besideBounds } from './partition-bounds.js';
import {
  additions,
  compare,
  isForeignKey,
  isInReplacedTable,
  isOfNewTable,
  losesExpression,
  type Pair,
  type Planning,
  type Ways,
} from './planning.js';
import { drop, removals } from './removals.js';
import { renamedKeys } from './renamed-keys.js';
import { replaceTable } from './replace-relation.js';
import { replaceType, whileRetired } from './replace-type.js';
import { refusesOldWrites, requireLater } from './require-column.js';
import { isRetiree, retiredColumn } from './retired.js';
import { isReattached, reattached, renamedShares } from './shares.js';
import { full, id } from './spelling.js';
import { strayValues } from './strays.js';
import { counterName } from './table-units.js';
import { isRefitted, leftTables, refitted } from './typed-tables.js';
import { unitsOf } from './units.js';

/**
 * Every change that turns one database into another, each both ways, in no order yet.
 *
 * @param isArchived whether what is dropped is kept in an archive
 */
export function findOperations(was: Catalog, is: Catalog, isArchived = false): Operation[] {
  const [before, after] = [withOwnColumns(was, tablesByKey(is)), withOwnColumns(is, tablesByKey(was))];
  const [were, are] = withCalls(unitsOf(before, after), unitsOf(after, before));
  const now = new Map(are.map((unit) => [unit.key, unit]));
  const pairs = new Map<string, Pair>();
  for (const unit of were) {
    const other = now.get(unit.key);
    if (other !== undefined) pairs.set(unit.key, [unit, other]);
  }
  const planning = compare(before, after, [were, are], pairs, isArchived);
  const renamed = [...renamedKeys(planning, were, are), ...renamedShares(planning, were, are)];
  const kept = new Set([
    ...[...planning.moves.values()].flatMap((move) => [...move.kept]),
    ...renamed.flatMap(({ unit, from }) => [unit.key, from?.key ?? unit.key]),
  ]);
  const isStaying = ({ key }: Unit) => pairs.has(key) || kept.has(key);
  const operations = [
    ...are.filter((unit) => !isStaying(unit)).flatMap((unit) => creation(planning, unit)),
    ...[...pairs.values()].flatMap((pair) => (kept.has(pair[0].key) ? [] : changesOf(planning, pair))),
    ...renamed,
    ...removals(
      planning,
      were.filter((unit) => !isStaying(unit)),
      are,
    ),
  ].filter(({ up, down, unit }) => up.length + down.length > 0 || unit.kind === 'table');
  const both = operations.map((operation) => relaxing(planning, operation));
  return besideExtensions(besideBounds(besideHeirs(besideMoves(both, planning), planning), planning));
}

const BEHAVIOUR: ReadonlySet<UnitKind> = new Set(['trigger', 'policy', 'rule']);

function creation(planning: Planning, unit: Unit): Operation[] {
  if (isInReplacedTable(planning, unit)) return [];
  const isPart = isOfNewTable(planning, unit) && !isForeignKey(unit);
  const phase = refusesOldWrites(planning, unit)
    ? 'contract'
    : BEHAVIOUR.has(unit.kind) && !isPart
      ? 'migrate'
      : 'expand';
  const made = create(goingOn(planning, unit), phase, `create ${unit.key}`);
  return requireLater(planning, unit, made) ?? [made];
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
    takes: [
      ...unit.occupies,
      ...[...unit.requires].filter(isKeyName).map((need) => `use of ${need}`),
      ...unit.provides.filter(isKeyName).map((name) => `reference to ${name}`),
    ],
    frees: [],
    group,
  };
}

/** What becomes of a unit that stays. */
function changesOf(planning: Planning, [from, to]: Pair): Operation[] {
  if (isInReplacedTable(planning, from)) return [];
  if (isReattached(from, to)) return reattached(planning, [from, to], (ways) => alter(from, to, ways));
  const { replacements, altered } = planning;
  const group = replacements.groupOf(from.key);
  const ways = altered.get(from.key);
  if (group === undefined) {
    const more = from.kind === 'type' ? addValues(planning, from, to) : [];
    const move = planning.moves.get(from.key);
    if (move !== undefined) return moved(planning, [from, to], move, (both) => alter(from, to, both), ways);
    if (from.kind === 'table' && isOtherHeir(from.object as Table, to.object as Table)) {
      return inherited(planning, [from, to], (both) => alter(from, to, both), ways);
    }
    if (from.kind === 'table' && isRefitted(planning, from.object as Table, to.object as Table)) {
      return refitted([from, to], (both) => alter(from, to, both), ways);
    }
    if (ways === undefined) return more;
    if (isNumberedAlways(from, to)) return numbered(planning, [from, to], (units, both) => alter(...units, both));
    const altered = from.kind === 'type' ? alterOfType(from, to, ways) : alter(from, to, ways);
    const left = from.kind === 'type' ? leftTables(planning, from.object as UserType) : [];
    return [...more, { ...altered, requires: [...altered.requires, ...left] }];
  }
  if (replacements.retyped.has(from.key)) return [retype(planning, from, to, group)];
  if (replacements.loosened.has(from.key)) return loosen([from, to], group);
  if (isRetiree(from)) {
    const left = from.kind === 'type' ? leftTables(planning, from.object as UserType) : [];
    return replaceType(planning, from, to, group, left);
  }
  if (from.kind === 'table' && !isForeign(from, to)) return replaceTable(planning, from, to, group);
  if (becomesComputed(from, to)) return computed(planning, [from, to], group, (units, ways) => alter(...units, ways));
  return [drop(from, 'migrate', group), create(to, 'migrate', group)];
}

/** Whether a table has its rows elsewhere, before and after: there are none to bring along. */
function isForeign(...units: readonly Unit[]): boolean {
  return units.every(({ object }) => (object as Table).foreign !== undefined);
}

const LATER: ReadonlySet<UnitKind> = new Set(['view', 'routine', ...BEHAVIOUR]);
const SILENT: ReadonlySet<UnitKind> = new Set(['table', 'schema']);

function alter(from: Unit, to: Unit, [up, down]: Ways): Operation {
  const isColumn = from.kind === 'column';
  const [was, is] = [from.object as Column, to.object as Column];
  const isLater = LATER.has(from.kind) || (isColumn && losesValues(was, is));
  const isFreed = isColumn && !was.nullable && is.nullable;
  // Whoever leaves the column out needs it until then.
  const isLast = isColumn && was.identity !== undefined && is.identity === undefined;
  // A column has a default or an identity, not both.
  const isCounted = isColumn && (was.identity === undefined) !== (is.identity === undefined);
  const counted = isCounted ? [from.key.replace('column', 'default')] : [];
  const named = (unit: Unit) => (isColumn ? counterName(unit.relation as Name, unit.object as Column) : []);
  const isRenamed = was.identity !== undefined && is.identity !== undefined && !same(named(from), named(to));
  const isGiven =
    (from.object as Partial<Owned> | undefined)?.owner !== (to.object as Partial<Owned> | undefined)?.owner;
  const given = isGiven ? [`role of ${to.key}`] : [];
  // By which index rows are ordered matters to nobody until the one goes that ordered them, which comes back with that.
  const orders = isClustered(to) && !isClustered(from);
  return {
    action: 'alter',
    unit: to,
    from,
    up,
    down,
    phase: isLast || orders || (isRenamed && !isLater) ? 'contract' : isLater ? 'migrate' : 'expand',
    // Nobody waits for a column to be demanded no more, but for a key of an heir that keeps it demanded.
    provides: [
      ...(SILENT.has(from.kind) ? [`attached ${to.key}`] : isFreed ? to.provides.slice(1) : to.provides),
      ...given,
    ],
    requires: to.requires,
    follows: to.follows,
    removes: isFreed ? [`demanded ${from.key}`] : given,
    releases: [...from.requires, ...from.follows],
    takes: [
      ...(isLast ? [] : counted),
      ...(isRenamed || !isLast ? named(to) : []),
      ...(orders ? [`order of ${to.owner}`] : []),
      ...(from.kind === 'routine' ? to.provides.map((name) => `values of ${name}`) : []),
      ...((from.object as UserType | undefined)?.type === 'composite'
        ? to.provides.map((name) => `rows of ${name}`)
        : []),
    ],
    frees: [...(isLast ? counted : []), ...(isRenamed || isLast ? named(from) : [])],
    group: `alter ${from.key}`,
  };
}

/** A composite type that loses something does so when nobody needs that any more, or with what else changes of it. */
function alterOfType(from: Unit, to: Unit, ways: Ways): Operation {
  const made = alter(from, to, ways);
  const text = lossOfComposite(from.object as UserType, to.object as UserType);
  if (text === undefined) return made;
  const isAlone = ways[0].every((each) => / (?:DROP ATTRIBUTE|IS) /.test(each));
  return { ...made, phase: isAlone ? 'contract' : 'migrate', loss: { extent: 'lossy', text } };
}

/** A column whose values are converted; on the way back they are what the type was called before it was made anew. */
function retype(planning: Planning, from: Unit, to: Unit, group: string): Operation {
  const table = planning.are.get(nameKey(to.relation as Name)) as Table;
  const [was, is] = [from.object as Column, to.object as Column];
  const old = retiredColumn(planning.retired, was);
  const before = planning.were.get(nameKey(table)) as Table;
  const back = () => whileComputing([table, before], is, alterColumn(table, is, old) ?? []);
  const [up, down] = losesExpression(from, to)
    ? loseExpression(planning.after, table, before, was, is)
    : [alterColumn(table, old, is) ?? [], whileRetired(planning, was, back())];
  const loss = losesValues(was, is)
    ? {
        loss: {
          extent: 'lossy' as const,
          text: `values of ${id(is.name)} in ${full(table)} may not come back as they were`,
        },
      }
    : {};
  return {
    ...alter(from, to, [up, down]),
    ...{ phase: 'migrate', group, provides: to.provides, removes: from.provides },
    ...strayValues([planning.before, planning.after], table, [was, is]),
    ...loss,
  };
}

/** More values of an enum; the way back makes the type anew in the database as it was. */
function addValues({ before }: Planning, from: Unit, to: Unit): Operation[] {
  const up = additions(from, to);
  if (up === undefined || up.length === 0) return [];
  const types = before.types.map((type) => (type === from.object ? (to.object as Enum) : type));
  const extended: Catalog = { ...before, types };
  const back = inOrder(findOperations(extended, before)).flatMap(({ operations }) => operations);
  const down = back.flatMap((each) => each.up);
  // No row may have a value that the type loses then: a cast of it fails.
  const undoPreflight = back.flatMap((each) => each.preflight ?? []);
  return [{ ...alter(from, to, [up, down]), requires: [], releases: [], undoPreflight }];
}
