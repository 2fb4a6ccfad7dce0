import type { InsertStmt, MergeStmt, Node, OnConflictClause, RangeVar, ResTarget } from '@pgsql/types';
import { all, as, nameOf, shownName, textsOf } from '../nodes.js';
import { findRelation, refuse, refuseUnknown } from './names.js';
import { columnsOfQuery } from './query-columns.js';
import type { ColumnDraft, Context, TableDraft } from './state.js';
import { expectRelations, isWhole } from './views.js';

/** Refuses a statement that reads or writes rows of what is not there, or values that nobody may write. */
export function expectData(context: Context, node: Node): void {
  // What code may have made, nobody knows here.
  if (context.state.unread.length > 0) return;
  const target = targetOf(node);
  const table = target && targetTable(context, target);
  if (!('CopyStmt' in node)) expectRelations(context, node);
  if ('MergeStmt' in node) for (const part of partsOf(node.MergeStmt)) expectData(context, part);
  else if (!('CopyStmt' in node)) columnsOfQuery(context, node);
  if (table === undefined) return;
  if ('InsertStmt' in node) expectInsert(context, table, node.InsertStmt);
  if ('CopyStmt' in node) for (const name of textsOf(node.CopyStmt.attlist)) expectColumn(context, table, name);
  if ('UpdateStmt' in node) {
    for (const { name = '', val } of all('ResTarget', node.UpdateStmt.targetList))
      if (val !== undefined && !('SetToDefault' in val)) expectWritable(context, table, name, 'update');
  }
}

function targetOf(node: Node): RangeVar | undefined {
  if ('InsertStmt' in node) return node.InsertStmt.relation;
  if ('UpdateStmt' in node) return node.UpdateStmt.relation;
  if ('DeleteStmt' in node) return node.DeleteStmt.relation;
  if ('MergeStmt' in node) return node.MergeStmt.relation;
  return 'CopyStmt' in node ? node.CopyStmt.relation : undefined;
}

/** The table whose rows are written; none of a view, which may be written in ways of its own. */
function targetTable(context: Context, range: RangeVar): TableDraft | undefined {
  const name = nameOf(range);
  const found = findRelation(context, name);
  if (found === undefined) {
    const isOfServer = /^(?:pg_|information_schema$)/.test(name.schema ?? name.name);
    if (isOfServer || !isWhole(context)) return undefined;
    return refuseUnknown(context, 'relation', shownName(name));
  }
  if (found.$kind === 'table') return found;
  const isWritable = found.$kind === 'view' && !found.isMaterialized;
  return isWritable ? undefined : refuse(context, `the rows of ${shownName(name)} cannot be written`);
}

function expectInsert(
  context: Context,
  table: TableDraft,
  { cols, selectStmt, override, onConflictClause }: InsertStmt,
) {
  const named = all('ResTarget', cols);
  const names = named.map(({ name = '' }) => name);
  const again = named.find(({ name, indirection }, at) => indirection === undefined && names.indexOf(name ?? '') < at);
  if (again !== undefined) refuse(context, `column ${again.name} specified more than once`);
  const targets = named.length > 0 ? names : table.columns.map(({ name }) => name);
  const rows = rowsOf(selectStmt);
  const width = rows?.[0]?.length;
  if (width !== undefined && width > targets.length) refuse(context, 'INSERT has more expressions than target columns');
  if (width !== undefined && named.length > width) refuse(context, 'INSERT has more target columns than expressions');
  if (override !== 'OVERRIDING_SYSTEM_VALUE' && override !== 'OVERRIDING_USER_VALUE') {
    for (const [at, name] of targets.slice(0, width ?? 0).entries()) {
      const isGiven = rows?.some((row) => row[at] !== undefined && !('SetToDefault' in row[at]));
      if (isGiven) expectWritable(context, table, name, 'insert');
    }
  }
  if (onConflictClause !== undefined) expectArbiter(context, table, onConflictClause);
}

/** The values of each row, or the one list of a query; absent when a star hides how many they are. */
function rowsOf(node: Node | undefined): readonly Node[][] | undefined {
  const select = as('SelectStmt', node);
  if (select === undefined) return undefined;
  if (select.larg !== undefined) return rowsOf({ SelectStmt: select.larg });
  if (select.valuesLists !== undefined) return all('List', select.valuesLists).map(({ items = [] }) => items);
  const values = all('ResTarget', select.targetList).flatMap(({ val }) => val ?? []);
  const isStar = (value: Node) => as('ColumnRef', value)?.fields?.some((field) => 'A_Star' in field);
  return values.some((value) => isStar(value) || 'A_Indirection' in value) ? undefined : [values];
}

function expectColumn(context: Context, table: TableDraft, name: string): ColumnDraft {
  const column = table.columns.find((each) => each.name === name);
  return column ?? refuse(context, `column ${name} of relation ${shownName(table)} does not exist`);
}

/** What the server computes or numbers by itself, nobody writes. */
function expectWritable(context: Context, table: TableDraft, name: string, verb: 'insert' | 'update'): void {
  const { generated, identity } = expectColumn(context, table, name);
  if (generated === undefined && identity?.mode !== 'always') return;
  const what = generated === undefined ? 'an identity column defined as GENERATED ALWAYS' : 'a generated column';
  refuse(context, `cannot ${verb} a non-DEFAULT value into column ${name}, which is ${what}`);
}

/** `ON CONFLICT` names a constraint, or the columns of a key that is there. */
function expectArbiter(context: Context, table: TableDraft, { infer, action }: OnConflictClause): void {
  if (infer?.conname !== undefined) {
    if (table.constraints.some(({ name }) => name === infer.conname)) return;
    refuse(context, `constraint ${infer.conname} of relation ${shownName(table)} does not exist`);
  }
  const elements = all('IndexElem', infer?.indexElems);
  const columns = new Set(elements.flatMap(({ name }) => name ?? []));
  const isPlain = elements.every(({ expr, collation, opclass }) => (expr ?? collation ?? opclass) === undefined);
  if (infer === undefined || !isPlain || action === undefined) return;
  for (const name of columns) expectColumn(context, table, name);
  const isSame = (key: readonly (string | undefined)[]) =>
    new Set(key).size === columns.size && key.every((name) => name !== undefined && columns.has(name));
  const isThere =
    table.constraints.some((each) => (each.type === 'primary_key' || each.type === 'unique') && isSame(each.columns)) ||
    table.indexes.some(({ isUnique, keys, predicate }) => {
      const isWhole = predicate === undefined || infer.whereClause !== undefined;
      return isUnique && isWhole && isSame(keys.map(({ column }) => column));
    });
  if (!isThere) refuse(context, 'there is no unique or exclusion constraint matching the ON CONFLICT specification');
}

/** The parts of `MERGE` as statements that say the same of each. */
function partsOf({ relation, sourceRelation, joinCondition, mergeWhenClauses, withClause }: MergeStmt): Node[] {
  const source = sourceRelation === undefined ? [] : [sourceRelation];
  const shared = withClause === undefined ? {} : { withClause };
  const condition = (whereClause: Node | undefined) => (whereClause === undefined ? {} : { whereClause });
  const parts: Node[] = [
    { SelectStmt: { ...shared, fromClause: [{ RangeVar: relation ?? {} }, ...source], ...condition(joinCondition) } },
  ];
  const target = relation === undefined ? {} : { relation };
  for (const clause of all('MergeWhenClause', mergeWhenClauses)) {
    const { commandType, targetList, values, override } = clause;
    if (commandType === 'CMD_UPDATE' && targetList !== undefined) {
      const from = { fromClause: source, ...condition(clause.condition) };
      parts.push({ UpdateStmt: { ...shared, ...target, targetList, ...from } });
    } else if (commandType === 'CMD_INSERT' && values !== undefined) {
      const list = values.map((val): Node => ({ ResTarget: { val } satisfies ResTarget }));
      const select: Node = { SelectStmt: { targetList: list, fromClause: source, ...condition(clause.condition) } };
      const named = { ...(targetList && { cols: targetList }), ...(override && { override }) };
      parts.push({ InsertStmt: { ...shared, ...target, ...named, selectStmt: select } });
    }
  }
  return parts;
}
