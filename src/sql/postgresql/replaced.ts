import { same } from '../../diff/catalog/same.js';
import type { OtherObject, UserType } from '../../model/catalog/objects.js';
import type { Column, Constraint, Index, Table } from '../../model/catalog/table.js';
import { mentionsOf } from '../mentions.js';
import { nameKey, type Unit, type UnitKind } from '../unit.js';
import { isRetyped } from './alter-tables.js';
import { isRetiree } from './retired.js';

/** Units that are taken away and made again, each with the group of those that must go together. */
export interface Replacements {
  /** The group of a unit by its key; nothing of what stays or is altered by itself. */
  readonly groupOf: (key: string) => string | undefined;
  /** The columns whose values are converted, by the key of the unit. */
  readonly retyped: ReadonlySet<string>;
  /** The domains that lose their constraints and defaults for a moment, since these use what is made anew. */
  readonly loosened: ReadonlySet<string>;
}

/**
 * What must be made anew since it cannot be altered, and everything that is in the way of that: what the server would
 * refuse to leave without what it uses.
 *
 * @param replaced the units of before that cannot be altered
 * @param pairs the units that both databases have
 */
export function findReplacements(
  before: readonly Unit[],
  replaced: readonly Unit[],
  pairs: ReadonlyMap<string, readonly [from: Unit, to: Unit]>,
): Replacements {
  const users = usersOf(before);
  const groups = new Groups();
  const retyped = new Set<string>();
  const left: Unit[] = [];
  const divided = dividedBy(before, pairs);
  const loosened = new Set<string>();
  const join = (one: Unit, because?: Unit) => {
    // What rows are divided by cannot be converted where it is.
    const unit = divided.get(one.key) ?? one;
    const isNew = groups.add(unit.key);
    if (because !== undefined) groups.join(unit.key, because.key);
    if (isNew) left.push(unit);
  };
  for (const unit of replaced) join(unit);
  for (const unit of before) {
    const pair = pairs.get(unit.key);
    if (unit.kind !== 'column' || pair === undefined) continue;
    const [from, to] = [pair[0].object as Column, pair[1].object as Column];
    const isConverted = isRetyped(from, to) || (from.generated !== undefined && to.generated === undefined);
    if (!isConverted || from.isInherited) continue;
    // What is computed is computed anew.
    if (to.generated === undefined && !divided.has(unit.key)) retyped.add(unit.key);
    join(unit);
  }
  for (let unit = left.pop(); unit !== undefined; unit = left.pop()) {
    for (const name of unit.provides) {
      for (const user of users.get(name) ?? []) {
        const goesWithIt = isRetiree(unit) && KEEPERS.has(user.kind) && !pairs.has(user.key);
        if (user !== unit && !goesWithIt && !leavesType(unit, user, pairs) && isInTheWay(unit, user, retyped)) {
          if (isLoosened(unit, user, pairs) && groups.find(user.key) === undefined) {
            loosened.add(user.key);
            groups.add(user.key);
          }
          if (loosened.has(user.key)) {
            groups.join(user.key, unit.key);
            continue;
          }
          const isConverted = user.kind === 'column' && pairs.has(user.key) && !isGenerated(user);
          if (isConverted && !divided.has(user.key)) retyped.add(user.key);
          join(user, unit);
        }
      }
    }
  }
  for (const { kind, requires } of before) {
    // What holds several columns can only be made for all of them at once.
    const [first, ...others] = HOLDERS.has(kind) ? [...requires].filter((name) => retyped.has(name)) : [];
    for (const other of others) groups.join(first as string, other);
  }
  return { groupOf: (key) => groups.find(key), retyped, loosened };
}

/** Whether a table of a type that it stays one of has its columns to itself meanwhile. */
function leavesType(unit: Unit, user: Unit, pairs: ReadonlyMap<string, readonly [from: Unit, to: Unit]>): boolean {
  const [was, is] = (pairs.get(user.key) ?? []).map(({ object }) => object as Table);
  if (unit.kind !== 'type' || user.kind !== 'table' || was?.ofType === undefined || is === undefined) return false;
  const [first, then] = [was, is].map(({ columns }) => columns.map(({ name }) => name)) as [string[], string[]];
  const both = Math.min(first.length, then.length);
  // It must have the columns of its type in their order when it comes to it again; what comes, comes last.
  const isInOrder = same(first.slice(0, both), then.slice(0, both));
  return isInOrder && same(was.ofType, is.ofType) && nameKey(was.ofType) === nameKey(unit.object as UserType);
}

/** Whether a domain stays, and only what it says of its values uses a routine. */
function isLoosened(unit: Unit, user: Unit, pairs: ReadonlyMap<string, readonly [from: Unit, to: Unit]>): boolean {
  return unit.kind === 'routine' && (user.object as UserType).type === 'domain' && pairs.has(user.key);
}

/** What goes with the type that it has, under whatever name. */
const KEEPERS: ReadonlySet<UnitKind> = new Set(['table', 'column', 'type']);

/** The partitioned tables that stay, by the columns that their rows are divided by. */
function dividedBy(
  before: readonly Unit[],
  pairs: ReadonlyMap<string, readonly [from: Unit, to: Unit]>,
): ReadonlyMap<string, Unit> {
  const divided = new Map<string, Unit>();
  for (const unit of before) {
    if (unit.kind !== 'table' || !pairs.has(unit.key)) continue;
    const table = unit.object as Table;
    const { words } = mentionsOf(
      table.partitioning?.keys.map(({ expression }) => expression?.form ?? '').join(' ') ?? '',
    );
    const keys = new Set([...words, ...(table.partitioning?.keys ?? []).map(({ column }) => column)]);
    for (const { name } of table.columns) if (keys.has(name)) divided.set(`column ${nameKey(table)}.${name}`, unit);
  }
  return divided;
}

const HOLDERS: ReadonlySet<UnitKind> = new Set(['index', 'constraint']);

function usersOf(units: readonly Unit[]): Map<string, Unit[]> {
  const users = new Map<string, Unit[]>();
  for (const unit of units) {
    for (const name of unit.requires) {
      const list = users.get(name);
      if (list === undefined) users.set(name, [unit]);
      else list.push(unit);
    }
  }
  return users;
}

function isGenerated({ object }: Unit): boolean {
  return (object as Column).generated !== undefined;
}

/** A converted column keeps its plain indexes and keys, which the server builds anew by itself. */
function isInTheWay(unit: Unit, user: Unit, retyped: ReadonlySet<string>): boolean {
  if (user.kind === 'sequence_owner' && retyped.has(unit.key)) return false;
  if (user.kind === 'table') {
    const isServer = unit.kind === 'other' && (unit.object as OtherObject).kind === 'server';
    return unit.kind === 'table' || unit.kind === 'type' || isServer;
  }
  if (!retyped.has(unit.key)) return true;
  if (user.kind === 'index') {
    const { keys, predicate } = user.object as Index;
    return (
      predicate !== undefined ||
      keys.some(({ column, operatorClass }) => column === undefined || operatorClass !== undefined)
    );
  }
  if (user.kind !== 'constraint') return true;
  const { type } = user.object as Constraint;
  return type !== 'primary_key' && type !== 'unique';
}

/** Sets of keys that grow together. */
class Groups {
  readonly #parents = new Map<string, string>();

  /** Whether the key is new. */
  add(key: string): boolean {
    if (this.#parents.has(key)) return false;
    this.#parents.set(key, key);
    return true;
  }

  find(key: string): string | undefined {
    let root = this.#parents.get(key);
    if (root === undefined) return undefined;
    for (let up = this.#parents.get(root) as string; up !== root; up = this.#parents.get(root) as string) root = up;
    this.#parents.set(key, root);
    return root;
  }

  join(one: string, other: string): void {
    const [left, right] = [this.find(one), this.find(other)];
    if (left !== undefined && right !== undefined) this.#parents.set(left, right);
  }
}
