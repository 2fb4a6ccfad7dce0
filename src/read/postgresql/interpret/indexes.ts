import type { IndexStmt, Node } from '@pgsql/types';
import { all, nameOf, optionsOf, shownName } from '../nodes.js';
import { optionalExpression } from './code.js';
import { expectColumn, expectColumnsIn, indexColumnNames, indexKeys } from './index-keys.js';
import { addRelation, chooseRelationName, joinedColumns, keyOf, refuse, tableOrView } from './names.js';
import { partitionsOf } from './partition-tree.js';
import { sameIndex } from './same-index.js';
import type { ConstraintDraft, Context, IndexDraft, TableDraft, ViewDraft } from './state.js';

/** `CREATE INDEX`. */
export function createIndex(context: Context, statement: IndexStmt): void {
  const table = tableOrView(context, nameOf(statement.relation ?? {}));
  if (table.$kind === 'view' && !table.isMaterialized) refuse(context, `cannot create index on view ${table.name}`);
  const { idxname, if_not_exists } = statement;
  if (idxname !== undefined && context.state.relations.has(keyOf({ schema: table.schema, name: idxname }))) {
    if (if_not_exists === true) return;
    refuse(context, `relation ${idxname} already exists`);
  }
  const isOnly = statement.relation?.inh !== true && isPartitioned(table);
  const index = buildIndex(context, table, statement, idxname);
  if (isOnly && (table as TableDraft).$children.length > 0) index.isValid = false;
  if (!isOnly && table.$kind === 'table') cloneIndex(context, table, index, statement);
}

function isPartitioned(table: TableDraft | ViewDraft): boolean {
  return table.$kind === 'table' && table.partitioning !== undefined;
}

function buildIndex(
  context: Context,
  table: TableDraft | ViewDraft,
  statement: IndexStmt,
  name: string | undefined,
): IndexDraft {
  const method = statement.accessMethod ?? 'btree';
  if (statement.unique === true && /^(?:hash|gin|gist|brin|spgist|rtree)$/.test(method))
    refuse(context, `access method "${method}" does not support unique indexes`);
  const params = statement.indexParams ?? [];
  const include = all('IndexElem', statement.indexIncludingParams).map((element) => element.name ?? '');
  for (const column of include) expectColumn(context, table, column);
  const columns = joinedColumns(indexColumnNames([...params, ...(statement.indexIncludingParams ?? [])]));
  const index: IndexDraft = {
    place: context.place,
    name: name ?? chooseRelationName(context.state, table.schema, [table.name, columns, 'idx']),
    method: method === 'rtree' ? 'gist' : method,
    keys: indexKeys(context, table, params, method),
    include,
    isUnique: statement.unique === true,
    nullsNotDistinct: statement.nulls_not_distinct === true,
    options: optionsOf(statement.options),
    isValid: true,
  };
  expectColumnsIn(context, table, statement.whereClause);
  const predicate = optionalExpression(context, statement.whereClause, table);
  if (predicate !== undefined) index.predicate = predicate;
  const tablespace = statement.tableSpace ?? context.state.session.tablespace;
  if (tablespace !== undefined) index.tablespace = tablespace;
  addIndex(context, table, index);
  return index;
}

/** Puts an index on its table, and its name among the relations. */
export function addIndex(context: Context, table: TableDraft | ViewDraft, index: IndexDraft): void {
  addRelation(context, { $kind: 'index', schema: table.schema, name: index.name, $on: table, $of: index });
  table.indexes.push(index);
}

/** Gives the partitions of a table an index like this one, unless they have one (`DefineIndex`). */
function cloneIndex(context: Context, table: TableDraft, index: IndexDraft, statement: IndexStmt): void {
  for (const partition of partitionsOf(table)) adoptIndex(context, partition, index, nodesOf(statement));
}

function nodesOf({ indexParams = [], indexIncludingParams = [] }: IndexStmt): readonly string[] {
  return indexColumnNames([...indexParams, ...indexIncludingParams]);
}

/** Makes an index of a partition the child of one of its parent's; where there is none, one is made. */
export function adoptIndex(
  context: Context,
  partition: TableDraft,
  parent: IndexDraft,
  columns: readonly string[] = keyNames(parent),
): void {
  const found = oldestOf(context, partition, [
    ...partition.indexes.filter((index) => index.$parent === undefined && sameIndex(index, parent)),
    ...partition.constraints.filter((key) => key.$parent === undefined && isKeyLike(key, parent)),
  ]);
  if (found !== undefined) {
    // A constraint is no part of an index; only its index is.
    Object.assign(found, 'type' in found ? { $parent: parent } : { $isInherited: true, $parent: parent });
  } else {
    const name = chooseRelationName(context.state, partition.schema, [partition.name, joinedColumns(columns), 'idx']);
    const { comment: _c, isClustered: _k, statistics: _s, attachedTo: _a, ...made } = parent;
    addIndex(context, partition, {
      ...structuredCopy(made, partition),
      place: context.place,
      name,
      isValid: true,
      $isInherited: true,
      $parent: parent,
    });
  }
  if (found !== undefined && 'type' in found) return;
  const own = found ?? (partition.indexes.at(-1) as IndexDraft);
  for (const child of partitionsOf(partition)) adoptIndex(context, child, own, columns);
}

/** The server takes the oldest index that fits. */
function oldestOf<Part extends IndexDraft | ConstraintDraft>(
  { state }: Context,
  { schema }: TableDraft,
  parts: readonly Part[],
): Part | undefined {
  if (parts.length < 2) return parts[0];
  const keys = new Map(parts.map((part) => [keyOf({ schema, name: part.name }), part]));
  for (const key of state.relations.keys()) if (keys.has(key)) return keys.get(key);
  return parts[0];
}

/** Whether the index of a key holds the same as another. */
function isKeyLike(key: ConstraintDraft, index: IndexDraft): boolean {
  if (key.type !== 'primary_key' && key.type !== 'unique') return false;
  const keys = key.columns.map((column) => ({ column, order: 'asc', nulls: 'last' }) as const);
  const { include, nullsNotDistinct } = key;
  return sameIndex({ method: 'btree', keys, include, isUnique: true, nullsNotDistinct }, index);
}

/** What the server calls what an index holds. */
export function keyNames({ keys, include }: IndexDraft): string[] {
  const nodes: Node[] = [
    ...keys.map(({ column, expression }) => ({
      IndexElem: column === undefined ? { expr: expression?.node as Node } : { name: column },
    })),
    ...include.map((name) => ({ IndexElem: { name } })),
  ];
  return indexColumnNames(nodes);
}

/** A copy whose expressions speak of another table with the same columns. */
export function structuredCopy<Part>(part: Part, relation: TableDraft): Part {
  if (Array.isArray(part)) return part.map((item) => structuredCopy(item, relation)) as Part;
  if (typeof part !== 'object' || part === null) return part;
  if ('$code' in part) return { ...part, node: structuredClone((part as { node?: Node }).node), relation } as Part;
  const entries = Object.entries(part).filter(([key]) => !key.startsWith('$'));
  return Object.fromEntries(entries.map(([key, value]) => [key, structuredCopy(value, relation)])) as Part;
}

/** The index of a name on a table. */
export function indexOf(context: Context, table: TableDraft, name: string): void {
  const entry = context.state.relations.get(keyOf({ schema: table.schema, name }));
  if (entry?.$kind !== 'index' || entry.$on !== table) {
    refuse(context, `index ${name} for table ${shownName(table)} does not exist`);
  }
}
