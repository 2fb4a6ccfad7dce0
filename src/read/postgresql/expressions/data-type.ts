import type { DataType } from '../../../model/catalog/data-type.js';
import { PRINTED_TYPES } from '../../../tables/postgresql/printed-types.js';
import { libraryOf, type TypeKey } from './library.js';
import { keyOf, splitKey, stringsOf } from './names.js';
import type { Node } from './node.js';
import { homeOf, type Scope } from './scope.js';

const NAMES = new Map(Object.entries(PRINTED_TYPES).map(([name, printed]) => [printed, name]));

/** The key of a type, which leaves out its length, precision and the like. */
export function typeKey(type: DataType): TypeKey {
  const name = type.schema === '' ? (NAMES.get(type.name) ?? type.name) : keyOf(type.schema, type.name);
  return type.isArray ? `${name}[]` : name;
}

/** The type of a key, without length or precision. */
export function typeOfKey(key: TypeKey): DataType {
  const isArray = key.endsWith('[]');
  const element = isArray ? key.slice(0, -2) : key;
  const name = splitKey(element);
  if (name !== undefined) return { schema: name.schema, name: name.name, args: [], isArray };
  return { schema: '', name: element === 'bpchar' ? element : printedName(element), args: [], isArray };
}

function printedName(name: string): string {
  return Object.hasOwn(PRINTED_TYPES, name) ? (PRINTED_TYPES[name] as string) : name;
}

/** The type that a `TypeName` of the grammar means; `serial` and the like keep their name. */
export function dataTypeOf(typeName: Node, scope: Scope): DataType {
  const names = stringsOf(typeName.names);
  if (typeName.pct_type) return columnType(names, scope);
  const isArray = (typeName.arrayBounds?.length ?? 0) > 0;
  const args = argsOf(typeName);
  const name = names.at(-1) as string;
  const schema = names.length > 1 ? (names.at(-2) as string) : undefined;
  const found = findType(schema, name, scope);
  if (found !== '') return { schema: found, name, args, isArray };
  // `_text` is what pg_type calls text[].
  if (name.startsWith('_') && libraryOf([]).types.has(name.slice(1))) {
    return { schema: '', name: printedName(name.slice(1)), args, isArray: true };
  }
  return { schema: '', ...builtIn(name, args), isArray };
}

/** The schema of a type; empty when it is built in. */
function findType(schema: string | undefined, name: string, scope: Scope): string {
  if (schema !== undefined) return schema === 'pg_catalog' ? '' : schema;
  const library = libraryOf(scope.extensions);
  if (library.types.has(name) || SERIALS.has(name)) return '';
  if (name.startsWith('_') && library.types.has(name.slice(1))) return '';
  for (const candidate of scope.searchPath) {
    if (scope.type(candidate, name) !== undefined || scope.relation(candidate, name) !== undefined) return candidate;
  }
  const extension = scope.extensions.find((one) => library.types.has(keyOf(one.schema, name)));
  // A type that nothing defines belongs to an extension, and those go to the first schema.
  return extension?.schema ?? homeOf(scope);
}

const SERIALS = new Set(['serial', 'serial2', 'serial4', 'serial8', 'smallserial', 'bigserial']);

function builtIn(name: string, args: readonly string[]): { name: string; args: readonly string[] } {
  if (name === 'bpchar' && args.length === 0) return { name, args };
  if (name === 'numeric' && args.length === 1) return { name, args: [args[0] as string, '0'] };
  return { name: printedName(name), args };
}

/** From datetime.h; the bits of `interval year to month` and the rest. */
const INTERVAL_FIELDS: Readonly<Record<string, string>> = {
  4: 'year',
  2: 'month',
  8: 'day',
  1024: 'hour',
  2048: 'minute',
  4096: 'second',
  6: 'year to month',
  1032: 'day to hour',
  3080: 'day to minute',
  7176: 'day to second',
  3072: 'hour to minute',
  7168: 'hour to second',
  6144: 'minute to second',
};
const FULL_RANGE = '32767';

function argsOf(typeName: Node): string[] {
  const args = ((typeName.typmods ?? []) as Node[]).map(argument);
  const names = stringsOf(typeName.names);
  if (names.at(-1) !== 'interval' || args.length === 0) return args;
  const [range, precision] = args as [string, string?];
  const fields = range === FULL_RANGE ? [] : [INTERVAL_FIELDS[range] ?? range];
  return precision === undefined ? fields : [...fields, precision];
}

function argument(node: Node): string {
  const constant = node.A_Const;
  if (constant !== undefined) {
    if (constant.ival !== undefined) return String(constant.ival.ival ?? 0);
    return constant.fval?.fval ?? constant.sval?.sval ?? '';
  }
  // PostGIS: geometry(Point, 4326).
  if (node.ColumnRef !== undefined) return stringsOf(node.ColumnRef.fields).join('.');
  return node.String?.sval ?? '';
}

/** The type of `table.column%TYPE`. */
function columnType(names: readonly string[], scope: Scope): DataType {
  const [column, table, schema] = [...names].reverse() as [string, string, string?];
  for (const candidate of schema === undefined ? scope.searchPath : [schema]) {
    const found = scope.relation(candidate, table)?.columns.find(({ name }) => name === column)?.type;
    if (found !== undefined) return { ...found, args: [] };
  }
  return { schema: '', name: `${names.join('.')}%TYPE`, args: [], isArray: false };
}
