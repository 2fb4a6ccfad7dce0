import { same } from '../../diff/catalog/same.js';
import type { Name } from '../../model/catalog/common.js';
import type { Index, Table } from '../../model/catalog/table.js';
import { NO_TIES, type Operation } from '../operation.js';
import { nameKey, type Unit } from '../unit.js';
import type { Tables } from './lineage.js';
import type { Pair, Planning } from './planning.js';
import { renameShare } from './share-units.js';

/** An index or a key, with what it is attached to. */
type Share = Pick<Index, 'name' | 'attachedTo' | 'options' | 'comment'>;

/** Whether a table keeps an index or a key, which is the share of one of its parent now, or is that no more. */
export function isReattached(from: Unit, to: Unit): boolean {
  if (from.kind !== 'index' && from.kind !== 'constraint') return false;
  const [was, is] = [from.object as Share, to.object as Share];
  return !same(was.attachedTo, is.attachedTo) && same(content(was), content(is));
}

/** The units of what such an index is, or was, attached to: those that stay can only be made anew. */
export function parentsOfShare(from: Unit, to: Unit, pairs: ReadonlyMap<string, Pair>, table: Table): Unit[] {
  const names = [from, to].flatMap(({ object }) => (object as Share).attachedTo ?? []);
  const parent = table.partitionOf === undefined ? '' : nameKey(table.partitionOf.parent);
  const keys = names.flatMap(({ name }) => [`index ${parent} ${name}`, `constraint ${parent} ${name}`]);
  return keys.flatMap((key) => pairs.get(key)?.[0] ?? []);
}

/**
 * What becomes of it: what comes to a parent is there before the parent's, and is taken over; what the parent's takes
 * along when it goes, comes again behind it.
 */
export function reattached(
  { pairs, are, replacements }: Planning,
  [from, to]: Pair,
  alter: (ways: readonly [string[], string[]]) => Operation,
): Operation[] {
  const table = are.get(nameKey(from.relation as Name)) as Table;
  // What is made anew takes along what it takes over, each time that it is.
  const [group] = parentsOfShare(from, to, pairs, table).flatMap(({ key }) => replacements.groupOf(key) ?? []);
  const [was, is] = [from.object as Share, to.object as Share];
  const places = (unit: Unit) => unit.occupies;
  const [own, share] = is.attachedTo === undefined ? [to, from] : [from, to];
  const make = [...own.create];
  const attach = [...share.create];
  const verify = [] as const;
  // Beside what makes the parent's, or takes it away, so that each phase has both or neither.
  const common = { ...NO_TIES, action: 'alter', unit: to, from, verify } as const;
  if (was.attachedTo === undefined) {
    return [
      {
        ...common,
        ...{ up: [], down: make, phase: 'migrate', frees: places(from) },
        ...{ provides: [`own ${from.key}`], group: `keep ${from.key}` },
      },
      {
        ...alter([attach, []]),
        provides: to.provides,
        releases: [],
        requires: [...to.requires, `own ${from.key}`],
        takes: places(to),
        group: group ?? `attach ${from.key}`,
      },
    ];
  }
  return [
    {
      ...common,
      ...{ up: [], down: attach, phase: 'contract', releases: from.requires },
      ...{ provides: [`loose ${from.key}`], group: `detach ${from.key}` },
    },
    {
      ...alter([make, []]),
      provides: to.provides,
      releases: [],
      requires: [...to.requires, `loose ${from.key}`],
      takes: places(to),
      group: group ?? `again ${from.key}`,
    },
  ];
}

/** What has shares in one of two databases only, while not every partition has one: nothing takes these from it. */
export function unbuiltParents(units: readonly Unit[], pairs: ReadonlyMap<string, Pair>, tables: Tables): Unit[] {
  return units.flatMap((unit) => {
    const table = unit.relation && tables.get(nameKey(unit.relation));
    if (attachmentOf(unit) === undefined || pairs.has(unit.key) || table === undefined) return [];
    return parentsOfShare(unit, unit, pairs, table).filter(({ key }) =>
      (pairs.get(key) ?? []).some(({ object }) => {
        const { isValid, isUnbuilt } = object as { readonly isValid?: boolean; readonly isUnbuilt?: boolean };
        return isValid === false || isUnbuilt === true;
      }),
    );
  });
}

function content(share: Share): unknown {
  return { ...share, attachedTo: undefined, place: undefined };
}

/** Shares of one index that only have another name, and come and go with nothing else. */
export function renamedShares(planning: Planning, were: readonly Unit[], are: readonly Unit[]): Operation[] {
  const { pairs, replacements, tables } = planning;
  const isLone = (unit: Unit) => attachmentOf(unit) !== undefined && !pairs.has(unit.key);
  const come = are.filter(isLone);
  return were.filter(isLone).flatMap((from): Operation[] => {
    if (replacements.groupOf(from.key) !== undefined || tables.has(nameKey(from.relation as Name))) return [];
    const to = come.find((unit) => {
      return unit.owner === from.owner && same(attachmentOf(unit), attachmentOf(from)) && isAlike(from, unit);
    });
    return to === undefined ? [] : [rename(planning.are.get(nameKey(to.relation as Name)) as Table, from, to)];
  });
}

function attachmentOf({ kind, object }: Unit): Name | undefined {
  return kind === 'index' || kind === 'constraint' ? (object as Share).attachedTo : undefined;
}

function isAlike(one: Unit, other: Unit): boolean {
  const rest = ({ object }: Unit) => ({ ...(content(object as Share) as object), name: '' });
  return one.kind === other.kind && same(rest(one), rest(other));
}

function rename(table: Table, from: Unit, to: Unit): Operation {
  const above = attachmentOf(to) as Name;
  const [was, is] = [from.object as Share, to.object as Share];
  return {
    ...NO_TIES,
    ...{ action: 'alter', unit: to, from, phase: 'migrate', group: `rename ${from.key}` },
    up: [renameShare(table, above, was.name, is.name)],
    down: [renameShare(table, above, is.name, was.name)],
    provides: to.provides,
    takes: to.occupies.filter((name) => !from.occupies.includes(name)),
    frees: from.occupies.filter((name) => !to.occupies.includes(name)),
    verify: [],
  };
}
