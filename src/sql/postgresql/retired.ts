import type { Name } from '../../model/catalog/common.js';
import type { DataType } from '../../model/catalog/data-type.js';
import type { OtherObject, RangeType, UserType } from '../../model/catalog/objects.js';
import type { Column } from '../../model/catalog/table.js';
import { nameKey, type Unit } from '../unit.js';
import { asideName } from './aside.js';
import { multirangeOf } from './multirange.js';
import { dollars, dotted, full, id, literal, reg, when } from './spelling.js';
import { typeQuery } from './type-units.js';

/** A type or a collation, which columns can have while another one takes its name. */
export type Retiree = UserType | OtherObject;

/** Whether columns can have it while another one has its name. */
export function isRetiree({ kind, object }: Unit): boolean {
  return kind === 'type' || (kind === 'other' && (object as OtherObject).kind === 'collation');
}

/** The names of what is made anew among others of its kind, each with the one that the old one has until it goes. */
export type Retired = ReadonlyMap<string, string>;

/** What stands for a collation among the names of types. */
export function collationKey(collation: string): string {
  return `collation ${collation}`;
}

/** How all that is made anew is called meanwhile. */
export function retiredNames(all: readonly Retiree[]): Retired {
  return new Map(
    all.flatMap((one): [string, string][] => {
      const alias = aliasOf(one);
      if ('identity' in one) return [[collationKey(one.identity), (alias as OtherObject).identity]];
      const names: [Name, Name][] = [[one, alias as UserType]];
      if (one.type === 'range') names.push([multirangeOf(one), multirangeOf(alias as RangeType)]);
      return names.map(([was, is]) => [nameKey(was), is.name]);
    }),
  );
}

/** The type as it is called while another one has its name. */
export function retiredType(retired: Retired, type: DataType): DataType {
  const alias = retired.get(nameKey(type));
  return alias === undefined ? type : { ...type, name: alias };
}

/** The same of a collation. */
export function retiredCollation(retired: Retired, collation: string | undefined) {
  const alias = collation === undefined ? undefined : (retired.get(collationKey(collation)) ?? collation);
  return alias === undefined ? {} : { collation: alias };
}

/** A column while its type and its collation have other names. */
export function retiredColumn(retired: Retired, column: Column): Column {
  return { ...column, type: retiredType(retired, column.type), ...retiredCollation(retired, column.collation) };
}

/** The same thing under the name that it has until it goes; `next_` is one for a moment. */
export function aliasOf<One extends Retiree>(one: One, prefix = ''): One {
  if ('identity' in one) {
    const [schema, name] = split(one.identity);
    return { ...one, identity: `${schema}.${asideName(`${prefix}${name}`)}` };
  }
  const name = asideName(`${prefix}${one.name}`);
  if (one.type !== 'range' || one.options['multirange_type_name'] === undefined) return { ...one, name };
  const many = asideName(`${prefix}${one.options['multirange_type_name']}`);
  return { ...one, name, options: { ...one.options, multirange_type_name: many } };
}

function split(identity: string): [schema: string, name: string] {
  const at = identity.indexOf('.');
  return [identity.slice(0, at), identity.slice(at + 1)];
}

/** Finds a type or a collation by its name. */
export function retireeQuery(one: Retiree): string {
  if (!('identity' in one)) return typeQuery(one);
  const [schema, name] = split(one.identity);
  return `SELECT FROM pg_catalog.pg_collation c JOIN pg_catalog.pg_namespace n ON n.oid = c.collnamespace WHERE n.nspname = ${literal(schema)} AND c.collname = ${literal(name)}`;
}

/** What statements call it. */
export function retireeName(one: Retiree): string {
  if ('identity' in one) return `COLLATION ${dotted(one.identity)}`;
  return `${one.type === 'domain' ? 'DOMAIN' : 'TYPE'} ${full(one)}`;
}

/** The statements that give it another name. */
export function renameRetiree(from: Retiree, to: Retiree): string[] {
  const name = 'identity' in to ? split(to.identity)[1] : to.name;
  return [...renameMakers(from, to), `ALTER ${retireeName(from)} RENAME TO ${id(name)}`];
}

/** A range brings a type of many of them, and functions that make both by their names. */
function renameMakers(from: Retiree, to: Retiree): string[] {
  if ('identity' in from || 'identity' in to || from.type !== 'range' || to.type !== 'range') return [];
  const makers = ([type, called]: readonly [Name, Name]) => {
    const query = `SELECT p.oid::pg_catalog.regprocedure AS maker FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = pronamespace WHERE nspname = ${literal(type.schema)} AND proname = ${literal(type.name)} AND prorettype = ${reg('regtype', full(type))}`;
    const renamed = `EXECUTE pg_catalog.format('ALTER FUNCTION %s RENAME TO %I', each.maker, ${literal(called.name)})`;
    return `DO ${dollars(`DECLARE each record; BEGIN FOR each IN ${query} LOOP ${renamed}; END LOOP; END`)}`;
  };
  const [was, is] = [multirangeOf(from), multirangeOf(to)];
  const isOnly = `SELECT WHERE ${reg('regtype', full(was))} IS NOT NULL AND ${reg('regtype', full(is))} IS NULL`;
  return [makers([from, to]), makers([was, is]), when(isOnly, `ALTER TYPE ${full(was)} RENAME TO ${id(is.name)}`)];
}
