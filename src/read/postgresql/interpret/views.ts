import type { CreateTableAsStmt, IntoClause, Node, ViewStmt } from '@pgsql/types';
import { EXTENSIONS_WITHOUT_RELATIONS } from '../../../tables/postgresql/plain-extensions.js';
import { as, itemsOf, nameOf, optionsOf, shownName, textsOf } from '../nodes.js';
import { query } from './code.js';
import { emptyTable } from './create-table.js';
import { expandStars } from './expand-stars.js';
import {
  addRelation,
  findRelation,
  isSystemSchema,
  keyOf,
  newName,
  refuse,
  refuseUnknown,
  searchPath,
} from './names.js';
import { newObject } from './owners.js';
import { columnsOfQuery, type QueryColumn } from './query-columns.js';
import type { ColumnDraft, Context, TableDraft, ViewDraft } from './state.js';
import { listUnread } from './unread.js';
import { relationsIn, usesOf } from './uses.js';

/** `CREATE VIEW`. */
export function createView(context: Context, statement: ViewStmt): void {
  const { view = {}, aliases, replace, options, withCheckOption } = statement;
  const node = statement.query as Node;
  const name = newName(context, nameOf(view), view.relpersistence === 't' || usesTemporary(context, node));
  const settings = optionsOf(options);
  if (withCheckOption === 'LOCAL_CHECK_OPTION') settings['check_option'] = 'local';
  if (withCheckOption === 'CASCADED_CHECK_OPTION') settings['check_option'] = 'cascaded';
  const names = textsOf(aliases);
  const made = newView(context, name, withNames(node, names), names, settings, false);
  const existing = context.state.relations.get(keyOf(name));
  if (existing?.$kind === 'view' && replace === true && !existing.isMaterialized) replaceView(context, existing, made);
  else addRelation(context, made);
}

/** A rule on SELECT makes a view of a table that has nothing else, as old dumps do (until PostgreSQL 15). */
export function becomeView(context: Context, relation: TableDraft | ViewDraft, node: Node): void {
  const { schema, name, owner, privileges, comment } = relation;
  const names = relation.columns.map((column) => column.name);
  const view = newView(context, { schema, name }, withNames(node, names), names, {}, false);
  const kept = { privileges, ...(owner !== undefined && { owner }), ...(comment !== undefined && { comment }) };
  context.state.relations.set(keyOf(relation), { ...view, ...kept });
}

/** The view keeps what was said of it before, but for its query and options. */
function replaceView(context: Context, view: ViewDraft, made: ViewDraft): void {
  for (const [index, column] of view.columns.entries()) {
    const other = made.columns[index];
    if (made.columns.length === 0 || view.columns.length === 0) break;
    if (other === undefined) refuse(context, 'cannot drop columns from view');
    else if (other.name !== column.name)
      refuse(context, `cannot change name of view column ${column.name} to ${other.name}`);
    else expectSameType(context, column, other);
    if (column.comment !== undefined) other.comment = column.comment;
  }
  const { query: text, columns, options, $uses, place } = made;
  Object.assign(view, { query: text, columns, options, $uses, place });
}

/** What a column of a view gives stays (PostgreSQL 15, CREATE VIEW); lengths of texts are left to the server. */
function expectSameType(context: Context, { name, type: from }: QueryColumn, { type: to }: QueryColumn): void {
  if (from === undefined || to === undefined) return;
  if (from.schema === to.schema && from.name === to.name && from.isArray === to.isArray) return;
  refuse(context, `cannot change data type of view column ${name} from ${from.name} to ${to.name}`);
}

function usesTemporary(context: Context, node: Node): boolean {
  const uses = usesOf(context.state, node, searchPath(context.state));
  return [...uses].some((each) => 'schema' in each && each.schema === 'pg_temp' && each.$kind !== 'routine');
}

/** Whether every relation is known by name: nothing unread has made one, and no extension. */
export function isWhole({ state }: Context): boolean {
  return (
    state.unread.length === 0 && [...state.extensions.keys()].every((name) => EXTENSIONS_WITHOUT_RELATIONS.has(name))
  );
}

/** What a view reads has to be there; what extensions and the server bring is not known by name. */
export function expectRelations(context: Context, node: Node): void {
  if (!isWhole(context)) return;
  for (const name of relationsIn(node)) {
    if (name.schema === undefined ? name.name.startsWith('pg_') : isOfServer(name.schema)) continue;
    if (findRelation(context, name) === undefined) refuseUnknown(context, 'relation', shownName(name));
  }
}

function isOfServer(schema: string): boolean {
  return isSystemSchema(schema) || schema.startsWith('pg_');
}

function newView(
  context: Context,
  name: { schema: string; name: string },
  node: Node,
  aliases: readonly string[],
  options: Record<string, string>,
  isMaterialized: boolean,
): ViewDraft {
  expectRelations(context, node);
  const uses = [...usesOf(context.state, node, searchPath(context.state))];
  for (const each of uses) if ('$kind' in each && each.$kind === 'table') each.$isRead = true;
  const columns = named(columnsOfQuery(context, node) ?? aliases.map((alias) => ({ name: alias })), aliases);
  const twice = columns.find((column, at) => columns.findIndex((other) => other.name === column.name) < at);
  if (twice !== undefined) refuse(context, `column ${twice.name} specified more than once`);
  return {
    $kind: 'view',
    ...name,
    ...newObject(context, 'tables', name.schema),
    isMaterialized,
    columns,
    query: query(context, expandStars(context, node)),
    options,
    indexes: [],
    triggers: [],
    rules: [],
    defaults: [],
    $uses: uses,
  };
}

/** `VALUES` whose columns have names of their own, as the server keeps it: a query of the list. */
function withNames(node: Node, aliases: readonly string[]): Node {
  const select = as('SelectStmt', node);
  const count = itemsOf(select?.valuesLists?.[0]).length;
  const isPlain =
    select !== undefined && count > 0 && select.sortClause === undefined && select.limitCount === undefined;
  if (!isPlain || aliases.length === 0) return node;
  const column = (_: unknown, at: number): Node => {
    const val: Node = { ColumnRef: { fields: [sval(VALUES), sval(`column${at + 1}`)] } };
    return { ResTarget: { name: aliases[at] ?? `column${at + 1}`, val } };
  };
  const targetList = Array.from({ length: count }, column);
  const fromClause: Node[] = [{ RangeSubselect: { subquery: node, alias: { aliasname: VALUES } } }];
  return { SelectStmt: { targetList, fromClause, limitOption: 'LIMIT_OPTION_DEFAULT', op: 'SETOP_NONE' } };
}

const VALUES = '*VALUES*';

function sval(text: string): Node {
  return { String: { sval: text } };
}

function named(columns: readonly QueryColumn[], aliases: readonly string[]): QueryColumn[] {
  return columns.map((column, index) => ({ ...column, name: aliases[index] ?? column.name }));
}

/** `CREATE TABLE … AS` and `CREATE MATERIALIZED VIEW`. */
export function createTableAs(context: Context, statement: CreateTableAsStmt): void {
  const { query: node, into = {}, objtype, if_not_exists } = statement;
  if (node === undefined) return;
  const isTemporary = into.rel?.relpersistence === 't';
  const name = newName(context, nameOf(into.rel ?? {}), isTemporary);
  if (if_not_exists === true && context.state.relations.has(keyOf(name))) return;
  if (objtype === 'OBJECT_MATVIEW') createMaterialized(context, name, node, into);
  else createTableOf(context, name, node, into, isTemporary);
}

function createMaterialized(
  context: Context,
  name: { schema: string; name: string },
  node: Node,
  into: IntoClause,
): void {
  const names = textsOf(into.colNames);
  const view = newView(context, name, withNames(node, names), names, optionsOf(into.options), true);
  if (into.tableSpaceName !== undefined) view.tablespace = into.tableSpaceName;
  if (into.accessMethod !== undefined && into.accessMethod !== 'heap') view.accessMethod = into.accessMethod;
  addRelation(context, view);
}

function createTableOf(
  context: Context,
  name: { schema: string; name: string },
  node: Node,
  into: IntoClause,
  isTemporary: boolean,
): void {
  const table = emptyTable(
    context,
    name,
    isTemporary ? 'temporary' : into.rel?.relpersistence === 'u' ? 'unlogged' : 'permanent',
  );
  const columns = named(columnsOfQuery(context, node) ?? [], textsOf(into.colNames));
  table.columns = columns.map(({ name: column, type }): ColumnDraft => {
    const known = type ?? { schema: '', name: 'unknown', args: [], isArray: false };
    return {
      place: context.place,
      name: column,
      type: { ...known },
      nullable: true,
      privileges: [],
      $isLocal: true,
      $parents: 0,
    };
  });
  table.options = optionsOf(into.options);
  if (into.tableSpaceName !== undefined) table.tablespace = into.tableSpaceName;
  addRelation(context, table);
  const isKnown = columns.length > 0 && columns.every(({ type }) => type !== undefined);
  if (!isKnown) listUnread(context, 'the types of its columns are those of a query');
}

/** `SELECT … INTO`. */
export function selectInto(context: Context, node: Node, into: IntoClause): void {
  createTableAs(context, { query: node, into, objtype: 'OBJECT_TABLE' });
}
