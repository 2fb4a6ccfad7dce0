import type { ColumnRef, FuncCall, Node, RangeVar, SelectStmt, TypeName } from '@pgsql/types';
import type { Name } from '../../../model/catalog/common.js';
import { all, as, nameIn, nameOf, textsOf, visit } from '../nodes.js';
import { ownCodesOf } from './codes.js';
import { viewsUsing } from './dependents.js';
import { lookUp } from './names.js';
import { isGivenName, keepNames, namesSeen, rangesOf } from './source-names.js';
import type { Code, Context, RelationDraft, State, TableDraft, ViewDraft } from './state.js';
import { parseName } from './uses.js';

/** Has all expressions and queries name a relation as it will be called; it still has its old name. */
export function renameRelationInCode({ state }: Context, relation: RelationDraft, to: Name): void {
  const old = relation.name;
  for (const code of ownCodesOf(state)) {
    let isNamed = code.relation === relation;
    visit(code.node, (kind, body) => {
      if (kind === 'RangeVar' && isRelation(state, code, body as RangeVar, relation)) {
        const range = body as RangeVar;
        if (range.alias === undefined) isNamed = true;
        Object.assign(range, { relname: to.name, schemaname: to.schema });
      } else if (kind === 'A_Const') {
        renameInText(state, code, body as { sval?: { sval?: string } }, relation, to);
      }
    });
    if (isNamed && old !== to.name) requalify(code, old, to.name);
  }
}

export function isRelation(state: State, code: Code, range: RangeVar, relation: RelationDraft): boolean {
  return range.relname === relation.name && lookUp(state.relations, nameOf(range), code.path) === relation;
}

/** `nextval('t_id_seq')` follows the sequence, since the server keeps its number and not its name. */
function renameInText(
  state: State,
  code: Code,
  constant: { sval?: { sval?: string } },
  relation: RelationDraft,
  to: Name,
): void {
  const text = constant.sval?.sval;
  if (relation.$kind !== 'sequence' || text === undefined || !text.includes(relation.name)) return;
  if (lookUp(state.relations, parseName(text), code.path) !== relation) return;
  constant.sval = { sval: [to.schema, to.name].map(quote).join('.') };
}

function quote(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

function requalify(code: Code, from: string, to: string): void {
  visit(code.node, (kind, body) => {
    if (kind !== 'ColumnRef') return;
    const [first, ...rest] = (body as ColumnRef).fields ?? [];
    if (rest.length > 0 && as('String', first)?.sval === from)
      (body as ColumnRef).fields = [{ String: { sval: to } }, ...rest];
  });
}

/** Has all expressions and queries name a column of a relation as it will be called. */
export function renameColumnInCode(
  { state }: Context,
  relation: TableDraft | ViewDraft,
  from: string,
  to: string,
): void {
  for (const code of ownCodesOf(state)) {
    if (code.relation === relation && code.$code === 'expression') {
      visit(code.node, (kind, body) => {
        if (kind === 'SelectStmt') return false;
        if (kind === 'ColumnRef') renameField(body as ColumnRef, from, to);
        return true;
      });
    }
    visit(code.node, (kind, body) => {
      if (kind === 'SelectStmt') renameInSelect(state, code, body as SelectStmt, relation, [from, to]);
    });
  }
}

function renameField(column: ColumnRef, from: string, to: string): boolean {
  const fields = column.fields ?? [];
  if (as('String', fields.at(-1))?.sval !== from) return false;
  column.fields = [...fields.slice(0, -1), { String: { sval: to } }];
  return true;
}

/** One level of a query: the columns of the relation, by its alias or alone where no other source has such a column. */
function renameInSelect(
  state: State,
  code: Code,
  select: SelectStmt,
  relation: TableDraft | ViewDraft,
  [from, to]: readonly [string, string],
): void {
  const ranges = rangesOf(select.fromClause, from);
  const own = ranges.filter(({ range }) => isRelation(state, code, range, relation));
  if (own.length === 0) return;
  const followed = own.filter(({ range, isHeld }) => !isHeld && !isGivenName(range, relation, from));
  const names = new Set(followed.map(({ range }) => range.alias?.aliasname ?? range.relname));
  const others = ranges.filter((each) => !followed.includes(each));
  const isAmbiguous = others.some(({ range }) => {
    const other = lookUp(state.relations, nameOf(range), code.path);
    return other !== undefined && 'columns' in other && namesSeen(range, other).includes(from);
  });
  for (const { range, isHeld } of own) if (isHeld) keepNames(range, relation);
  if (followed.length === 0) return;
  const rewrite = (column: ColumnRef): boolean => {
    const texts = textsOf(column.fields);
    const qualifier = texts.at(-2);
    if (qualifier === undefined ? isAmbiguous : !names.has(qualifier)) return false;
    return renameField(column, from, to);
  };
  for (const target of all('ResTarget', select.targetList)) {
    const column = as('ColumnRef', target.val);
    // What readers of the query see keeps its name.
    if (column !== undefined && rewrite(column) && target.name === undefined) target.name = from;
  }
  const { fromClause, targetList, whereClause, groupClause, havingClause, sortClause, distinctClause, windowClause } =
    select;
  const clauses = [
    fromClause,
    targetList,
    whereClause,
    groupClause,
    havingClause,
    sortClause,
    distinctClause,
    windowClause,
  ];
  visit(clauses, (kind, body) => {
    if (kind === 'RangeSubselect') return false;
    if (kind === 'ColumnRef') rewrite(body as ColumnRef);
    return true;
  });
}

/** Has the views on a table that is about to lose a column not give it a name: they give names by position. */
export function forgetGivenName({ state }: Context, table: TableDraft, column: string): void {
  const at = table.columns.findIndex(({ name }) => name === column);
  for (const { query: code } of table.$isRead === true ? viewsUsing(state, table) : []) {
    const node = structuredClone(code.node as Node);
    let isGiven = false;
    visit(node, (kind, body) => {
      if (kind !== 'RangeVar' || !isGivenName(body as RangeVar, table, column)) return;
      if (!isRelation(state, code, body as RangeVar, table)) return;
      (body as RangeVar).alias?.colnames?.splice(at, 1);
      isGiven = true;
    });
    if (isGiven) Object.assign(code, { node, isOwn: true });
  }
}

/** Has all expressions and queries name a type as it will be called. */
export function renameTypeInCode({ state }: Pick<Context, 'state'>, from: Name, to: Name): void {
  for (const code of ownCodesOf(state)) {
    visit(code.node, (kind, body) => {
      if (kind !== 'TypeCast') return;
      const type = (body as { typeName?: TypeName }).typeName;
      const name = nameIn(type?.names);
      if (
        name.name !== from.name ||
        !(name.schema === from.schema || (name.schema === undefined && code.path.includes(from.schema)))
      )
        return;
      if (type !== undefined) type.names = [{ String: { sval: to.schema } }, { String: { sval: to.name } }];
    });
  }
}

/** Has all expressions and queries call a routine as it will be called. */
export function renameRoutineInCode({ state }: Context, from: Name, to: Name): void {
  for (const code of ownCodesOf(state)) {
    visit(code.node, (kind, body) => {
      if (kind !== 'FuncCall') return;
      const call = body as FuncCall;
      const name = nameIn(call.funcname);
      if (
        name.name !== from.name ||
        !(name.schema === from.schema || (name.schema === undefined && code.path.includes(from.schema)))
      )
        return;
      call.funcname = [{ String: { sval: to.schema } }, { String: { sval: to.name } }];
    });
  }
}
