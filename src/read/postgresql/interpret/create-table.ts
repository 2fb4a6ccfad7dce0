import type { Constraint, CreateForeignTableStmt, CreateStmt, Node } from '@pgsql/types';
import { all, nameIn, nameOf, optionsOf, shownName, textsOf } from '../nodes.js';
import { keepOwnNotNull, newColumn, setNotNull } from './columns.js';
import { addConstraints, type WrittenConstraint } from './constraints.js';
import { expectColumn, partitionKeys } from './index-keys.js';
import { inheritFrom } from './inherit.js';
import { includeLike, type LikePart } from './like.js';
import { addRelation, findRelation, keyOf, newName, refuse, refuseUnknown, tableOf } from './names.js';
import { newObject } from './owners.js';
import { attachNew } from './partitions.js';
import type { ColumnDraft, Context, TableDraft } from './state.js';

const PERSISTENCE = { p: 'permanent', u: 'unlogged', t: 'temporary' } as const;

/** `CREATE TABLE`. */
export function createTable(context: Context, statement: CreateStmt): void {
  makeTable(context, statement);
}

/** `CREATE FOREIGN TABLE`. */
export function createForeignTable(context: Context, { base, servername = '', options }: CreateForeignTableStmt): void {
  const table = makeTable(context, base ?? {});
  if (table !== undefined) table.foreign = { server: servername, options: optionsOf(options) };
}

function makeTable(context: Context, statement: CreateStmt): TableDraft | undefined {
  const { relation = {}, if_not_exists } = statement;
  const name = newName(context, nameOf(relation), relation.relpersistence === 't');
  if (if_not_exists === true && context.state.relations.has(keyOf(name))) return undefined;
  const table = emptyTable(context, name, PERSISTENCE[(relation.relpersistence ?? 'p') as 'p']);
  const constraints: WrittenConstraint[] = [];
  const parts: LikePart[] = [];
  if (statement.ofTypename !== undefined) ofType(context, table, nameIn(statement.ofTypename.names));
  const parents = all('RangeVar', statement.inhRelations).map((parent) => tableOf(context, nameOf(parent)));
  const partitioned = parents.find((parent) => parent.partitioning !== undefined);
  if (partitioned !== undefined && statement.partbound === undefined)
    refuse(context, `cannot inherit from partitioned table ${shownName(partitioned)}`);
  readElements(context, table, statement, constraints, parts);
  for (const parent of parents) inheritFrom(context, table, parent, statement.partbound !== undefined);
  applyKeysToColumns(context, table, constraints);
  setProperties(context, table, statement);
  addRelation(context, table);
  attachNew(context, table, parents, statement.partbound);
  const isForeignKey = ({ constraint }: WrittenConstraint) => constraint.contype === 'CONSTR_FOREIGN';
  const own = constraints.map(validated);
  addConstraints(
    context,
    table,
    own.filter((each) => !isForeignKey(each)),
  );
  for (const part of parts) part(table);
  // They may lead to a key that another table brings.
  addConstraints(context, table, own.filter(isForeignKey));
  return table;
}

/** Nothing is in a new table that could be against a constraint: NOT VALID means nothing there (CREATE TABLE). */
function validated({ constraint, ...where }: WrittenConstraint): WrittenConstraint {
  return { ...where, constraint: { ...constraint, skip_validation: false } };
}

/** A table without anything in it. */
export function emptyTable(
  context: Context,
  name: { schema: string; name: string },
  persistence: TableDraft['persistence'],
): TableDraft {
  return {
    $kind: 'table',
    ...name,
    ...newObject(context, 'tables', name.schema),
    persistence,
    columns: [],
    constraints: [],
    indexes: [],
    triggers: [],
    policies: [],
    rules: [],
    rowSecurity: 'off',
    inherits: [],
    options: {},
    $isForced: false,
    $children: [],
    $parents: [],
  };
}

function ofType(context: Context, table: TableDraft, name: { schema?: string; name: string }): void {
  const type = findRelation(context, name);
  if (type?.$kind !== 'composite') refuseUnknown(context, 'type', shownName(name));
  table.ofType = { schema: type.schema, name: type.name };
  for (const { name: attribute, type: of, collation } of type.attributes) {
    const column: ColumnDraft = {
      place: context.place,
      name: attribute,
      type: { ...of },
      nullable: true,
      privileges: [],
      $isLocal: true,
      $parents: 0,
    };
    table.columns.push(collation === undefined ? column : { ...column, collation });
  }
}

function readElements(
  context: Context,
  table: TableDraft,
  { tableElts = [], constraints: others = [], ofTypename, inhRelations, partbound }: CreateStmt,
  constraints: WrittenConstraint[],
  parts: LikePart[],
): void {
  for (const element of [...tableElts, ...others]) {
    if ('ColumnDef' in element) {
      const definition = element.ColumnDef;
      const isOptions = definition.typeName === undefined;
      const existing = table.columns.find(({ name }) => name === definition.colname);
      if (isOptions && existing === undefined && ofTypename === undefined && inhRelations !== undefined) {
        // `PARTITION OF parent (column WITH OPTIONS …)`: the column comes from the parent.
        readOptions(context, table, element, constraints, inhRelations, partbound !== undefined);
        continue;
      }
      if (existing !== undefined && !isOptions) refuse(context, `column ${existing.name} specified more than once`);
      const target = existing ?? undefined;
      const made = newColumn(
        context,
        table,
        isOptions ? { ...definition, typeName: { names: [{ String: { sval: 'text' } }] } } : definition,
      );
      if (target === undefined) table.columns.push(made.column);
      else applyOptions(target, made.column);
      for (const constraint of made.constraints) constraints.push({ constraint, column: made.column.name });
    } else if ('Constraint' in element) {
      if (element.Constraint.contype === 'CONSTR_NOTNULL') notNull(context, table, element.Constraint);
      else constraints.push({ constraint: element.Constraint });
    } else if ('TableLikeClause' in element) {
      parts.push(...includeLike(context, table, element.TableLikeClause));
    }
  }
}

function readOptions(
  context: Context,
  table: TableDraft,
  element: Node,
  constraints: WrittenConstraint[],
  parents: readonly Node[],
  isPartition: boolean,
): void {
  for (const parent of all('RangeVar', parents)) {
    const source = tableOf(context, nameOf(parent));
    const definition = (element as { ColumnDef: { colname?: string } }).ColumnDef;
    const column = source.columns.find(({ name }) => name === definition.colname);
    if (column === undefined) refuse(context, `column ${definition.colname} does not exist`);
    const type = { names: [{ String: { sval: 'text' } }] };
    const made = newColumn(context, table, { ...definition, typeName: type });
    const merged: ColumnDraft = { ...structuredColumn(column), $isLocal: true };
    applyOptions(merged, made.column);
    if (!made.column.nullable && !column.nullable) keepOwnNotNull(table, merged);
    if (isPartition) merged.$isLocal = false;
    table.columns.push(merged);
    for (const constraint of made.constraints) constraints.push({ constraint, column: merged.name });
  }
}

function structuredColumn(column: ColumnDraft): ColumnDraft {
  const { identity, comment, ...rest } = column;
  return { ...rest, type: { ...column.type }, privileges: [], $parents: 0 };
}

/** What options say of a column whose type comes from elsewhere. */
function applyOptions(column: ColumnDraft, options: ColumnDraft): void {
  const { name, type, nullable, $isLocal, $parents, privileges, storage, ...set } = options;
  Object.assign(column, set);
  if (!nullable) column.nullable = false;
}

/** `CONSTRAINT name NOT NULL column` of PostgreSQL 18. */
function notNull(context: Context, table: TableDraft, constraint: Constraint): void {
  for (const name of textsOf(constraint.keys)) {
    const column = table.columns.find((each) => each.name === name);
    if (column === undefined) refuse(context, `column ${name} does not exist`);
    else setNotNull(column, constraint);
  }
}

function applyKeysToColumns(context: Context, table: TableDraft, constraints: readonly WrittenConstraint[]): void {
  for (const { constraint } of constraints) {
    if (constraint.contype !== 'CONSTR_PRIMARY') continue;
    for (const key of textsOf(constraint.keys)) {
      expectColumn(context, table, key);
      // What a parent demands the key demands as well.
      const column = table.columns.find(({ name, $parents }) => name === key && $parents > 0);
      if (column !== undefined && !column.nullable) keepOwnNotNull(table, column);
    }
  }
}

const STRATEGIES = {
  PARTITION_STRATEGY_RANGE: 'range',
  PARTITION_STRATEGY_LIST: 'list',
  PARTITION_STRATEGY_HASH: 'hash',
} as const;

function setProperties(context: Context, table: TableDraft, statement: CreateStmt): void {
  const { partspec, options, tablespacename, accessMethod } = statement;
  const { session } = context.state;
  table.options = optionsOf(options);
  // OIDs were a column once; saying that there are none says nothing.
  if (table.options['oids'] === 'false') delete table.options['oids'];
  const tablespace = tablespacename ?? session.tablespace;
  if (tablespace !== undefined) table.tablespace = tablespace;
  const method = accessMethod ?? session.accessMethod;
  if (method !== undefined && method !== 'heap') table.accessMethod = method;
  if (partspec === undefined) return;
  const strategy = STRATEGIES[partspec.strategy ?? 'PARTITION_STRATEGY_RANGE'];
  table.partitioning = {
    strategy,
    keys: partitionKeys(context, table, partspec.partParams, strategy === 'hash'),
  };
}
