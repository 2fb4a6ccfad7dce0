import type { ColumnRef, FuncCall, Node, RangeVar, SelectStmt, TypeName } from '@pgsql/types';
import type { Name } from '../../../model/catalog/common.js';
import { all, as, nameIn, nameOf, textsOf, visit } from '../nodes.js';
import { ownCodesOf } from './codes.js';
import { lookUp } from './names.js';
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

function isRelation(state: State, code: Code, range: RangeVar, relation: RelationDraft): boolean {
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
  relation: RelationDraft,
  [from, to]: readonly [string, string],
): void {
  const ranges = rangesOf(select.fromClause);
  const own = ranges.filter((range) => isRelation(state, code, range, relation));
  if (own.length === 0) return;
  const names = new Set(own.map(({ alias, relname }) => alias?.aliasname ?? relname));
  const others = ranges
    .filter((range) => !own.includes(range))
    .map((range) => lookUp(state.relations, nameOf(range), code.path));
  const isAmbiguous = others.some(
    (other) => other !== undefined && 'columns' in other && other.columns.some(({ name }) => name === from),
  );
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

function rangesOf(nodes: readonly Node[] | undefined): RangeVar[] {
  return (nodes ?? []).flatMap((node) => {
    const range = as('RangeVar', node) ?? as('RangeVar', as('RangeTableSample', node)?.relation);
    const join = as('JoinExpr', node);
    if (range !== undefined) return [range];
    return join === undefined ? [] : rangesOf([join.larg, join.rarg].filter((each) => each !== undefined));
  });
}

/** Has all expressions and queries name a type as it will be called. */
export function renameTypeInCode({ state }: Context, from: Name, to: Name): void {
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
