import { same } from '../../diff/catalog/same.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import type { DataType } from '../../model/catalog/data-type.js';
import type { CompositeType, Domain, UserType } from '../../model/catalog/objects.js';
import { mentionsOf } from '../mentions.js';
import { nameKey } from '../unit.js';

/** Whether a change of a type is one that the server refuses since columns hold values of it. */
export type HeldTypes = (from: UserType, to: UserType) => boolean;

/** What has a value of a type in it: as it is, or as a part of its own values. */
interface Holder {
  /** The type of whole rows or values; nothing where it is a column that holds it. */
  readonly type?: string;
  readonly isWhole: boolean;
}

/**
 * Tells of the types of a database which changes the columns of its tables are in the way of (PostgreSQL 18,
 * `find_composite_type_dependencies` and `get_rels_with_domain`): attributes that get another type, wherever a column
 * holds the composite or a view reads a function that returns it; constraints of a domain, where a column has it within
 * an array or a composite.
 */
export function heldTypes(catalog: Catalog): HeldTypes {
  const holders = holdersIn(catalog);
  return (from, to) => {
    if (from.type === 'composite' && to.type === 'composite') {
      if (!changesAttributes(from, to)) return false;
      return isHeld(holders, nameKey(from), false) || isReadByView(catalog, from);
    }
    if (from.type === 'domain' && to.type === 'domain') {
      return changesConstraints(from, to) && isHeld(holders, nameKey(from), true);
    }
    return false;
  };
}

function holdersIn({ tables, types }: Catalog): Map<string, Holder[]> {
  const holders = new Map<string, Holder[]>();
  const add = ({ schema, name, isArray }: DataType, holder: Omit<Holder, 'isWhole'>, isWhole: boolean) => {
    if (schema === '') return;
    const key = nameKey({ schema, name });
    const list = holders.get(key) ?? [];
    if (list.length === 0) holders.set(key, list);
    list.push({ ...holder, isWhole: isWhole && !isArray });
  };
  for (const table of tables) {
    for (const { type } of table.columns) {
      add(type, {}, true);
      add(type, { type: nameKey(table) }, false);
    }
  }
  for (const type of types) {
    const holder = { type: nameKey(type) };
    if (type.type === 'domain') add(type.base, holder, true);
    if (type.type === 'range') add(type.subtype, holder, false);
    if (type.type === 'composite') for (const each of type.attributes) add(each.type, holder, false);
  }
  return holders;
}

function isReadByView({ routines, views }: Catalog, type: CompositeType): boolean {
  const returning = routines.filter(({ returns }) => returns !== undefined && nameKey(returns.type) === nameKey(type));
  if (returning.length === 0) return false;
  const names = new Set(returning.map(nameKey));
  return views.some(({ query }) => [...mentionsOf(query.form).dotted].some((name) => names.has(name)));
}

/** Whether a column holds a type; of what is only asked within others, as a part of its values. */
function isHeld(holders: ReadonlyMap<string, readonly Holder[]>, type: string, onlyWithin: boolean): boolean {
  const seen = new Set<string>();
  const left: [type: string, isWithin: boolean][] = [[type, false]];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [at, isWithin] = next;
    if (seen.has(`${at} ${isWithin}`)) continue;
    seen.add(`${at} ${isWithin}`);
    for (const { type: holder, isWhole } of holders.get(at) ?? []) {
      const within = isWithin || !isWhole;
      if (holder !== undefined) left.push([holder, within]);
      else if (within || !onlyWithin) return true;
    }
  }
  return false;
}

function changesAttributes(from: CompositeType, to: CompositeType): boolean {
  return from.attributes.some((was) => {
    const is = to.attributes.find(({ name }) => name === was.name);
    return is !== undefined && !same([was.type, was.collation], [is.type, is.collation]);
  });
}

function changesConstraints(from: Domain, to: Domain): boolean {
  const checked = ({ constraints, nullable }: Domain) => [
    nullable,
    constraints.filter(({ isValidated }) => isValidated).map(({ name, expression }) => [name, expression]),
  ];
  return !same(checked(from), checked(to));
}
