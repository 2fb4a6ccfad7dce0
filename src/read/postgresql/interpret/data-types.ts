import type { Node, TypeName } from '@pgsql/types';
import { multirangeName } from '../../../lib/multirange-name.js';
import { quoteIdentifier } from '../../../lib/quote.js';
import type { DataType } from '../../../model/catalog/data-type.js';
import { builtinStorage, builtinType } from '../builtin-types.js';
import { as, nameIn, shownName, textIn, textsOf, unwrap, type WrittenName } from '../nodes.js';
import { extensionType } from './extension-types.js';
import { findRelation, keyOf, lookUp, refuse, refuseUnknown, searchPath } from './names.js';
import type { Context, Draft, State } from './state.js';

export type TypeOf = Draft<DataType>;

/**
 * The type that a statement names.
 *
 * @throws UserError when nothing defines it
 */
/** What the values of a type are of, under all domains. */
export function underDomains(state: State, type: TypeOf): TypeOf {
  let base = type;
  const seen = new Set<object>();
  while (!base.isArray && !seen.has(base)) {
    seen.add(base);
    const found = state.types.get(keyOf(base));
    if (found?.type !== 'domain') return base;
    base = found.base;
  }
  return base;
}

export function dataTypeOf(context: Context, type: TypeName | undefined): TypeOf {
  const isArray = (type?.arrayBounds?.length ?? 0) > 0;
  const found = type?.pct_type === true ? typeOfColumn(context, type) : namedType(context, nameIn(type?.names));
  if (found.schema === '' && found.args.length === 0 && !found.isArray) {
    return { ...builtin(context, found.name, type?.typmods ?? []), isArray };
  }
  const args = found.args.length > 0 ? found.args : argumentsOf(type?.typmods ?? []);
  return { ...found, args, isArray: isArray || found.isArray };
}

/** `users.mail%TYPE`. */
function typeOfColumn(context: Context, { names = [] }: TypeName): TypeOf {
  const column = textsOf(names).at(-1);
  const relation = findRelation(context, nameIn(names.slice(0, -1)));
  const found = relation?.$kind === 'table' ? relation.columns.find(({ name }) => name === column) : undefined;
  return found === undefined ? refuseUnknown(context, 'column', textsOf(names).join('.')) : found.type;
}

/** A type by its name, without what stands in brackets. */
export function namedType(context: Context, name: WrittenName): TypeOf {
  const found = findType(context, name);
  if (found !== undefined) return found;
  return refuseUnknown(context, 'type', shownName(name));
}

/** The same, or undefined when nothing defines it. */
export function findType(context: Context, name: WrittenName): TypeOf | undefined {
  const printed = name.schema === undefined || name.schema === 'pg_catalog' ? builtinType(name.name) : undefined;
  if (printed !== undefined) return { schema: '', name: printed, args: [], isArray: false };
  const own = ownType(context, name) ?? serverType(name) ?? extensionType(context.state, name);
  if (own !== undefined) return { ...own, args: [], isArray: false };
  // The server keeps an array type by the side of each type, named with an underscore before.
  if (!name.name.startsWith('_')) return undefined;
  const element = findType(context, { ...name, name: name.name.slice(1) });
  return element === undefined ? undefined : { ...element, isArray: true };
}

function ownType({ state }: Context, name: WrittenName): { schema: string; name: string } | undefined {
  const path = searchPath(state);
  const type = lookUp(state.types, name, path) ?? lookUp(state.relations, name, path);
  if (type !== undefined && type.$kind !== 'index' && type.$kind !== 'sequence')
    return { schema: type.schema, name: type.name };
  const homes = name.schema === undefined ? path : [name.schema];
  const range = [...state.types.values()].find((each) => {
    return each.type === 'range' && homes.includes(each.schema) && multirangeOf(each) === name.name;
  });
  if (range !== undefined) return { schema: range.schema, name: name.name };
  const home = homes.find((schema) => state.others.has(`type ${schema}.${name.name}`));
  return home === undefined ? undefined : { schema: home, name: name.name };
}

/** The type that comes with a range type. */
function multirangeOf({ name, options }: { name: string; options: Readonly<Record<string, string>> }): string {
  return options['multirange_type_name'] ?? multirangeName(name);
}

function serverType({ schema, name }: WrittenName): { schema: string; name: string } | undefined {
  if (schema === 'information_schema') return { schema, name };
  // The rows of the server's own catalogs have types too.
  return (schema === undefined || schema === 'pg_catalog') && name.startsWith('pg_') ? { schema: '', name } : undefined;
}

/** How long texts, and how precise numbers may be (PostgreSQL 15, "Character Types", "Arbitrary Precision Numbers"). */
const BOUNDS: Readonly<Record<string, readonly [noun: string, most: number]>> = {
  'character varying': ['length', 10_485_760],
  character: ['length', 10_485_760],
  bit: ['length', 83_886_080],
  'bit varying': ['length', 83_886_080],
  numeric: ['precision', 1000],
};

function expectWithin(context: Context, name: string, args: readonly string[]): void {
  const [noun, most = 0] = BOUNDS[name] ?? [];
  const [size = ''] = args;
  if (noun === undefined || !/^-?\d+$/.test(size) || (Number(size) >= 1 && Number(size) <= most)) return;
  refuse(context, `${noun} for type ${name} must be from 1 to ${most}`);
}

function builtin(context: Context, name: string, typmods: readonly Node[]): TypeOf {
  const args = name === 'interval' ? intervalArguments(typmods) : argumentsOf(typmods);
  expectWithin(context, name, args);
  if (name === 'numeric' && args.length === 1) args.push('0');
  if (name === 'character' && args.length === 0) return { schema: '', name: 'bpchar', args, isArray: false };
  if (name === 'bit' && args.length === 0) args.push('1');
  return { schema: '', name, args, isArray: false };
}

function argumentsOf(typmods: readonly Node[]): string[] {
  return typmods.map((node) => textIn(node) ?? textsOf(as('ColumnRef', node)?.fields).join('.'));
}

/** The fields of an interval as the bits of its modifier (`INTERVAL_MASK` in PostgreSQL's timestamp.h). */
const INTERVAL_FIELDS: ReadonlyMap<number, string> = new Map([
  [1 << 2, 'year'],
  [1 << 1, 'month'],
  [1 << 3, 'day'],
  [1 << 10, 'hour'],
  [1 << 11, 'minute'],
  [1 << 12, 'second'],
  [(1 << 2) | (1 << 1), 'year to month'],
  [(1 << 3) | (1 << 10), 'day to hour'],
  [(1 << 3) | (1 << 10) | (1 << 11), 'day to minute'],
  [(1 << 3) | (1 << 10) | (1 << 11) | (1 << 12), 'day to second'],
  [(1 << 10) | (1 << 11), 'hour to minute'],
  [(1 << 10) | (1 << 11) | (1 << 12), 'hour to second'],
  [(1 << 11) | (1 << 12), 'minute to second'],
]);

function intervalArguments(typmods: readonly Node[]): string[] {
  const [fields, precision] = argumentsOf(typmods);
  const named = INTERVAL_FIELDS.get(Number(fields));
  return [named, precision].filter((part) => part !== undefined);
}

/** How values of a type are stored unless a column says otherwise. */
export function storageOf({ state }: Context, type: TypeOf): string {
  if (type.isArray) return 'extended';
  if (type.schema === '') return builtinStorage(type.name);
  const own = state.types.get(keyOf(type));
  if (own?.type === 'enum') return 'plain';
  if (own?.type === 'domain') return storageOf({ state } as Context, own.base);
  return 'extended';
}

/** A collation by its name, as the catalog holds it; nothing when it is the default one. */
export function collationOf(context: Context, names: readonly Node[] | undefined): string | undefined {
  if (names === undefined) return undefined;
  const { schema, name } = nameIn(names);
  if (name === '') refuse(context, 'a collation needs a name');
  if (name === 'default') return undefined;
  const own = ['pg_temp', ...context.state.session.path].find((each) =>
    context.state.others.has(`collation ${each}.${name}`),
  );
  const home = schema ?? own;
  return home === undefined || home === 'pg_catalog' ? name : `${home}.${name}`;
}

/** Whether two types are the same, with everything in brackets. */
export function isSameType(left: TypeOf, right: TypeOf): boolean {
  return isSameBase(left, right) && left.args.join() === right.args.join();
}

/** Whether two types are the same but for what stands in brackets, which tells no function from another. */
export function isSameBase(left: TypeOf, right: TypeOf): boolean {
  return baseName(left) === baseName(right);
}

function baseName({ schema, name, isArray }: TypeOf): string {
  return `${schema}.${name === 'bpchar' ? 'character' : name}${isArray ? '[]' : ''}`;
}

/** A type as that of a parameter: the server forgets lengths and precisions. */
export function withoutArguments(type: TypeOf): TypeOf {
  return { ...type, name: type.name === 'bpchar' ? 'character' : type.name, args: [] };
}

/** A type as SQL writes it. */
export function shownType({ schema, name, args, isArray }: TypeOf): string {
  const [before, after] = /^(time(?:stamp)?)( with.*)$/.exec(name)?.slice(1) ?? [name, ''];
  const inBrackets = args.length === 0 ? '' : `(${args.join(',')})`;
  return `${schema === '' ? '' : `${schema}.`}${before}${inBrackets}${after}${isArray ? '[]' : ''}`;
}

/** A node's type name, where a definition names a type as an option. */
export function typeIn(context: Context, node: Node | undefined): TypeOf | undefined {
  if (node === undefined) return undefined;
  const [kind, body] = unwrap(node);
  if (kind === 'TypeName') return dataTypeOf(context, body);
  const name = textIn(node);
  return name === undefined ? undefined : namedType(context, { name });
}

/** A type as the server prints it, which puts names into quotes that need it. */
export function printedType(type: TypeOf): string {
  if (type.schema === '') return shownType(type);
  const quoted = (name: string) => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : quoteIdentifier(name, '"'));
  return shownType({ ...type, schema: quoted(type.schema), name: quoted(type.name) });
}
