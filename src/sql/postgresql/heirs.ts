import { same } from '../../diff/catalog/same.js';
import type { Name } from '../../model/catalog/common.js';
import type { CheckConstraint, Table } from '../../model/catalog/table.js';
import type { Question } from '../../model/step.js';
import type { Operation } from '../operation.js';
import { nameKey } from '../unit.js';
import { addConstraint, constraintQuery } from './constraint-units.js';
import { type Heir, parentsOf, type Tables } from './lineage.js';
import { settleNotNullsAlone } from './not-null-names.js';
import type { Pair, Planning, Ways } from './planning.js';
import { attachedQuery } from './relation-parts.js';
import { full, id, reg, unless, when } from './spelling.js';
import { tableWord } from './tables.js';

/** Whether a table has its columns from others than it had, or has others of its own. */
export function isOtherHeir(from: Heir, to: Heir): boolean {
  if ((from.partitionOf ?? to.partitionOf) !== undefined) return false;
  const brought = (table: Heir, other: Heir) =>
    (table.brought ?? []).filter((name) => other.columns.some((each) => each.name === name));
  return !same([from.inherits, brought(from, to)], [to.inherits, brought(to, from)]);
}

/**
 * A table that leaves those that it inherits from, or comes to others, with what else changes of it: its columns are
 * its own between the two, and remain so beside being the parents', which no statement takes from it. That makes a
 * difference only once a parent loses them.
 */
export function inherited(
  { were, are }: Planning,
  [from, to]: Pair,
  alter: (ways: Ways) => Operation,
  others: Ways = [[], []],
): Operation[] {
  const [was, is] = [from.object as Heir, to.object as Heir];
  const leave = alter([depart(was, is, were), arrive(is, was, were)]);
  const join = alter([
    [...arrive(was, is, are), ...others[0]],
    [...others[1], ...depart(is, was, are)],
  ]);
  const parents = [...is.inherits.flatMap((each) => are.get(nameKey(each)) ?? []), is];
  // What it keeps of a parent that loses it is its own by then.
  const own = was.inherits.flatMap((parent) => is.columns.map(({ name }) => `column ${nameKey(parent)}.${name}`));
  // What a parent loses goes no sooner since somebody comes to it.
  const isLate = newParents(was, is, are).some((key) => losesColumns(were.get(key), are.get(key)));
  return [
    {
      ...leave,
      provides: [`left ${from.key}`],
      requires: [],
      ...(isLate && { group: `leave ${from.key}`, verify: departed(was, is) }),
    },
    {
      ...join,
      // It comes back to what it was an heir of by another step.
      ...(isLate && { phase: 'contract' as const, undoVerify: [] }),
      requires: [
        ...join.requires,
        `left ${from.key}`,
        ...parents.flatMap((table) => table.columns.map(({ name }) => `column ${nameKey(table)}.${name}`)),
        ...newParents(was, is, are).map(goneFrom),
      ],
      releases: [...join.releases, ...own],
    },
  ].filter(({ up, down }) => up.length + down.length > 0);
}

/**
 * The operations, of which those on what a table hands down come when those that no longer have it from there have left;
 * and a table comes to a parent when that has nothing any more that it is not to have.
 */
export function besideHeirs(operations: readonly Operation[], { pairs, were, are }: Planning): Operation[] {
  const [left, joined] = [new Map<string, string[]>(), new Set<string>()];
  for (const [key, [from, to]] of pairs) {
    if (from.kind !== 'table') continue;
    const [was, is] = [from.object as Heir, to.object as Heir];
    if (!isOtherHeir(was, is)) continue;
    for (const parent of newParents(is, was, were)) {
      const list = left.get(parent);
      if (list === undefined) left.set(parent, [`left ${key}`]);
      else list.push(`left ${key}`);
    }
    for (const parent of newParents(was, is, are)) joined.add(parent);
  }
  return operations.map((operation) => {
    const { action, unit } = operation;
    const isHandedDown = unit.kind === 'column' || unit.kind === 'constraint';
    if (!isHandedDown || left.size + joined.size === 0) return operation;
    const owner = unit.owner?.slice('table '.length) ?? '';
    const provides = [...operation.provides, ...(action === 'drop' && joined.has(owner) ? [goneFrom(owner)] : [])];
    return { ...operation, provides, requires: [...operation.requires, ...(left.get(owner) ?? [])] };
  });
}

/** What shows that a table has left the parents that it does not keep. */
function departed(from: Heir, to: Heir): Question[] {
  return without(from, kept(from, to)).map((parent) => {
    return { run: `SELECT EXISTS (${inheritsQuery(to, parent)})`, expect: 'f' };
  });
}

function losesColumns(from: Table | undefined, to: Table | undefined): boolean {
  return from?.columns.some((each) => !to?.columns.some(({ name }) => name === each.name)) === true;
}

function goneFrom(parent: string): string {
  return `columns gone of table ${parent}`;
}

/** What a table comes to, with what is above that. */
function newParents(from: Heir, to: Heir, tables: Tables): string[] {
  const above = ({ inherits }: Table): string[] =>
    inherits.flatMap((each) => {
      const parent = tables.get(nameKey(each));
      return [nameKey(each), ...(parent === undefined ? [] : above(parent))];
    });
  const before = new Set(above(from));
  return [...new Set(above(to))].filter((each) => !before.has(each));
}

/**
 * The parents that a table keeps when it gets others. Those that come are its last, so that none may be behind them;
 * and only what leaves has columns of its own that its parents have brought.
 */
function kept(from: Heir, to: Heir): ReadonlySet<string> {
  const isBrought = ({ brought = [] }: Heir, name: string) => brought.includes(name);
  if (to.columns.some(({ name }) => isBrought(from, name) && !isBrought(to, name))) return new Set();
  const [were, are] = [from, to].map(({ inherits }) => inherits.map(nameKey)) as [string[], string[]];
  const common = were.filter((key) => are.includes(key));
  return new Set(same(common, are.slice(0, common.length)) ? common : []);
}

function without({ inherits }: Table, names: ReadonlySet<string>): readonly Name[] {
  return inherits.filter((each) => !names.has(nameKey(each)));
}

function depart(from: Heir, to: Heir, tables: Tables): string[] {
  const stay = kept(from, to);
  const leaving = without(from, stay);
  const isBack = leaving.some((each) => to.inherits.map(nameKey).includes(nameKey(each)));
  // What comes behind a parent that is leaving for a moment has come by a second run.
  const gone = isBack ? [...leaving, ...without(to, new Set([...stay, ...leaving.map(nameKey)]))] : leaving;
  const alter = `ALTER ${tableWord(to)} ${full(to)}`;
  const own = new Set(to.constraints.map(({ name }) => name));
  const left = checksAbove(tables, gone).filter(({ name }) => !own.has(name));
  const stillBrought = new Set(
    checksAbove(
      tables,
      from.inherits.filter((each) => !gone.includes(each)),
    ).map(({ name }) => name),
  );
  return [
    ...gone.map((parent) => when(inheritsQuery(to, parent), `${alter} NO INHERIT ${full(parent)}`)),
    ...left
      .filter(({ name }) => !stillBrought.has(name))
      .map(({ name }) => `${alter} DROP CONSTRAINT IF EXISTS ${id(name)}`),
    ...(gone.length === 0 ? [] : settleNotNullsAlone(to, tables)),
  ];
}

function arrive(from: Heir, to: Heir, tables: Tables): string[] {
  const come = without(to, kept(from, to));
  const alter = `ALTER ${tableWord(to)} ${full(to)}`;
  return [
    ...checksAbove(tables, come).map((check) => unless(constraintQuery(to, check.name), addConstraint(to, check))),
    ...(come.length === 0 ? [] : settleNotNullsAlone(to, tables)),
    ...come.map((parent) => unless(inheritsQuery(to, parent), `${alter} INHERIT ${full(parent)}`)),
  ];
}

/** The checks that tables hand down, with those that they have from others. */
export function checksAbove(tables: Tables, parents: readonly Name[]): CheckConstraint[] {
  return parents.flatMap((parent) => {
    const table = tables.get(nameKey(parent));
    if (table === undefined) return [];
    const own = table.constraints.filter((each): each is CheckConstraint => each.type === 'check' && !each.noInherit);
    return [...own, ...checksAbove(tables, parentsOf(table))];
  });
}

function inheritsQuery(table: Table, parent: Name): string {
  return `${attachedQuery(full(table))} AND inhparent = ${reg('regclass', full(parent))}`;
}
