import type { ColumnRef, IndexElem, Node, PartitionElem } from '@pgsql/types';
import type { IndexKey } from '../../../model/catalog/table.js';
import { isBuiltinClass } from '../builtin-types.js';
import { typeOfExpression } from '../expressions/index.js';
import { schemaOfClass } from '../expressions/library.js';
import { indexColumnNameOf } from '../figure-name.js';
import { all, as, nameIn, optionsOf, textIn, textsOf, visit, type WrittenName } from '../nodes.js';
import { columnsIn, expression } from './code.js';
import { collationOf, type TypeOf } from './data-types.js';
import { keyOf, refuse, searchPath } from './names.js';
import { scopeOf } from './scope.js';
import type { Context, Draft, TableDraft, ViewDraft } from './state.js';

export type KeyDraft = Draft<IndexKey>;

/** The keys of an index; every column that they name must be there. */
export function indexKeys(
  context: Context,
  table: TableDraft | ViewDraft,
  nodes: readonly Node[] | undefined,
  method: string,
): KeyDraft[] {
  return all('IndexElem', nodes).map((element) => indexKey(context, table, element, method));
}

function indexKey(context: Context, table: TableDraft | ViewDraft, element: IndexElem, method: string): KeyDraft {
  const isDescending = element.ordering === 'SORTBY_DESC';
  const nullsFirst =
    element.nulls_ordering === 'SORTBY_NULLS_FIRST' || (isDescending && element.nulls_ordering !== 'SORTBY_NULLS_LAST');
  const key: KeyDraft = { order: isDescending ? 'desc' : 'asc', nulls: nullsFirst ? 'first' : 'last' };
  setSubject(context, table, key, element);
  setCollationAndClass(context, table, key, element, method);
  if (element.opclassopts !== undefined) key.operatorClassOptions = optionsOf(element.opclassopts);
  return key;
}

/** The keys of a partitioned table. */
export function partitionKeys(
  context: Context,
  table: TableDraft,
  nodes: readonly Node[] | undefined,
  isHash: boolean,
): KeyDraft[] {
  return all('PartitionElem', nodes).map((element: PartitionElem) => {
    const key: KeyDraft = { order: 'asc', nulls: 'last' };
    setSubject(context, table, key, element);
    setCollationAndClass(context, table, key, element, isHash ? 'hash' : 'btree');
    return key;
  });
}

function setSubject(
  context: Context,
  table: TableDraft | ViewDraft,
  key: KeyDraft,
  { name, expr }: IndexElem | PartitionElem,
): void {
  const bare = expr === undefined ? undefined : uncollated(expr).expr;
  const [column, ...further] = textsOf(as('ColumnRef', bare)?.fields);
  // A column in brackets is a column (ComputeIndexAttrs in indexcmds.c).
  const meant = name ?? (further.length === 0 ? column : undefined);
  if (meant !== undefined) {
    expectColumn(context, table, meant);
    key.column = meant;
  } else if (bare !== undefined) {
    expectColumnsIn(context, table, bare);
    key.expression = expression(context, bare, table);
  }
}

/** The collation around an expression is that of the key, and no part of it (ComputeIndexAttrs in indexcmds.c). */
function uncollated(expr: Node): { readonly expr: Node; readonly collation?: Node[] | undefined } {
  const outer = as('CollateClause', expr);
  if (outer?.arg === undefined) return { expr };
  return { expr: uncollated(outer.arg).expr, collation: outer.collname };
}

/** What a key is without further words: the type and collation of its column, or of its expression. */
function ownOf(
  { state }: Context,
  { columns, ...table }: TableDraft | ViewDraft,
  { column, expression: code }: KeyDraft,
): { readonly type?: TypeOf | undefined; readonly collation?: string | undefined } {
  const found = columns.find(({ name }) => name === column);
  if (code?.node === undefined) return { type: found?.type, collation: collationIn(found) };
  const { schema, name } = table;
  const type = typeOfExpression(code.node, scopeOf(state, code.path), { sources: [{ schema, name, columns }] });
  const named = columnsIn(code.node);
  const collations = new Set(columns.filter((each) => named.includes(each.name)).map(collationIn));
  return { type: type as TypeOf | undefined, collation: collations.size === 1 ? [...collations][0] : undefined };
}

function collationIn(column: object | undefined): string | undefined {
  return column !== undefined && 'collation' in column ? (column.collation as string | undefined) : undefined;
}

/** The server's own columns, which every table has. */
const SYSTEM_COLUMNS: ReadonlySet<string> = new Set(['tableoid', 'xmin', 'cmin', 'xmax', 'cmax', 'ctid', 'oid']);

export function isSystemColumn(name: string): boolean {
  return SYSTEM_COLUMNS.has(name);
}

/** Refuses a column that a table does not have. */
export function expectColumn(context: Context, table: TableDraft | ViewDraft, name: string): void {
  const columns: readonly { name: string }[] = table.columns;
  if (columns.some((column) => column.name === name) || isSystemColumn(name)) return;
  // Columns of a view that are not known are not missing.
  if (table.$kind === 'view' && columns.length === 0) return;
  refuse(context, `column ${name} of ${table.name} does not exist`);
}

/**
 * Refuses columns that an expression on one table names, and that it does not have.
 *
 * @param rows what stands for a row as a whole
 */
export function expectColumnsIn(
  context: Context,
  table: TableDraft | ViewDraft,
  node: Node | undefined,
  rows: readonly string[] = [table.name],
): void {
  visit(node, (kind, body) => {
    // A query has sources of its own.
    if (kind === 'SubLink') return false;
    if (kind !== 'ColumnRef') return true;
    const { fields = [] } = body as ColumnRef;
    const name = textIn(fields.at(-1) as Node);
    const isRow = name === undefined || (fields.length === 1 && rows.includes(name));
    if (!isRow && !calls(context, name)) expectColumn(context, table, name);
    return true;
  });
}

/** `row.name` may call a function of the row. */
function calls({ state }: Context, name: string): boolean {
  return searchPath(state).some((schema) => state.routines.has(keyOf({ schema, name })));
}

function setCollationAndClass(
  context: Context,
  table: TableDraft | ViewDraft,
  key: KeyDraft,
  element: IndexElem | PartitionElem,
  method: string,
): void {
  const { opclass, expr } = element;
  const collation = element.collation ?? (expr === undefined ? undefined : uncollated(expr).collation);
  if (collation === undefined && opclass === undefined) return;
  const own = ownOf(context, table, key);
  const named = collationOf(context, collation);
  if (named !== undefined && named !== own.collation) key.collation = named;
  if (opclass === undefined) return;
  const { schema, name } = nameIn(opclass);
  // Before its parameters the server prints the default one as well.
  const hasOptions = 'opclassopts' in element && element.opclassopts !== undefined;
  const type = schema === undefined && !hasOptions ? own.type : undefined;
  if (type !== undefined && isDefaultClass(context, method, type, name)) return;
  key.operatorClass = className(context, { ...(schema === undefined ? {} : { schema }), name }, method);
}

/** What operator classes are called after where it is not the name that the server prints. */
const CLASS_NAMES: Readonly<Record<string, string>> = {
  boolean: 'bool',
  '"char"': 'char',
  'character varying': 'text',
  character: 'bpchar',
  'bit varying': 'varbit',
  'double precision': 'float8',
  real: 'float4',
  smallint: 'int2',
  integer: 'int4',
  bigint: 'int8',
  'time without time zone': 'time',
  'time with time zone': 'timetz',
  'timestamp without time zone': 'timestamp',
  'timestamp with time zone': 'timestamptz',
};

/** Whether an operator class is the one that is taken when none is named. */
function isDefaultClass({ state }: Context, method: string, type: TypeOf, name: string): boolean {
  // Of addresses GiST has one that must be asked for ("Built-in GiST Operator Classes").
  if (method === 'gist' && name === 'inet_ops') return false;
  if (method === 'brin') return name === `${CLASS_NAMES[type.name] ?? type.name}_minmax_ops`;
  if (type.isArray) return name === 'array_ops';
  if (type.name.endsWith('multirange')) return name === 'multirange_ops';
  if (type.name.endsWith('range')) return name === 'range_ops';
  const own = state.types.get(`${type.schema}\0${type.name}`)?.type;
  return name === `${own ?? CLASS_NAMES[type.name] ?? type.name}_ops`;
}

/** What the keys of an index are called in its name (`ChooseIndexColumnNames`). */
export function indexColumnNames(nodes: readonly Node[]): string[] {
  const names: string[] = [];
  for (const { name, indexcolname, expr } of all('IndexElem', nodes)) {
    const wanted = indexcolname ?? name ?? (expr === undefined ? 'expr' : indexColumnNameOf(expr));
    let chosen = wanted;
    for (let count = 1; names.includes(chosen); count++) chosen = `${wanted}${count}`;
    names.push(chosen);
  }
  return names;
}

/** An operator class as the catalog names it: with its schema unless it is the server's own. */
function className({ state }: Context, { schema, name }: WrittenName, method: string): string {
  if (schema === 'pg_catalog' || (schema === undefined && isBuiltinClass(name))) return name;
  const own = state.session.path.find((each) => state.others.has(`operator class ${each}.${name} using ${method}`));
  const home = schema ?? own ?? schemaOfClass(name, state.extensions.values()) ?? extensionWithClass(state, name);
  return home === undefined ? name : `${home}.${name}`;
}

/** What the classes of well-known extensions have in their names. */
const MARKS: readonly (readonly [mark: RegExp, extension: string])[] = [
  [/trgm/, 'pg_trgm'],
  [/^gi[sn]t?__int/, 'intarray'],
  [/^(?:vector|halfvec|sparsevec)_/, 'vector'],
  [/geometry|geography|spgist_/, 'postgis'],
  [/hstore/, 'hstore'],
  [/ltree/, 'ltree'],
  [/citext/, 'citext'],
];

function extensionWithClass({ extensions }: Context['state'], name: string): string | undefined {
  const marked = MARKS.find(([mark]) => mark.test(name))?.[1];
  const found = (marked === undefined ? undefined : extensions.get(marked)) ?? [...extensions.values()].at(-1);
  return found?.schema;
}
