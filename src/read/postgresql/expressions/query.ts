import { assign, cast, coerce, commonType } from './coerce.js';
import { expandStar } from './columns.js';
import { type FromClause, readFrom } from './from.js';
import type { TypeKey } from './library.js';
import { quoteName, stringsOf } from './names.js';
import { type Node, open } from './node.js';
import { readRest } from './rest.js';
import { findGrouped, findSorted, orderOf, readTargets, type Target, windowBody } from './select-list.js';
import type { Frame, FrameColumn, State } from './state.js';
import { readStatement } from './statements.js';
import { transform } from './transform.js';
import { commonArgs, isUnknown, typed, type Value } from './value.js';

export interface Query {
  readonly form: string;
  readonly columns: readonly QueryColumn[];
}

export interface QueryColumn {
  readonly name: string;
  readonly type: TypeKey | undefined;
  readonly args?: readonly string[] | undefined;
}

export interface QueryOptions {
  /** Whether anybody sees the names of the columns. */
  readonly areNamesSeen: boolean;
  /** Names that take the place of the query's own. */
  readonly names?: readonly string[];
  /** The name by which the second part of a recursive query calls the first. */
  readonly recursive?: string;
  /** The types that other parts of a UNION give to literals, and the columns that rows are inserted into. */
  readonly types?: readonly (TypeKey | undefined)[];
  /** Whether each row is inserted as it is: the literals of one column need not be of one type before. */
  readonly isInserted?: boolean;
}

/** A query, as `SELECT`, `VALUES`, `UNION` and with its `WITH`. */
export function readQuery(state: State, node: Node, options: QueryOptions): Query {
  const [kind, select] = open(node);
  if (kind !== 'SelectStmt') return readStatement(state, node);
  const { state: inner, form: head } = withQueries(state, select.withClause);
  const query =
    select.op !== undefined && select.op !== 'SETOP_NONE'
      ? readSetOperation(inner, select, options)
      : select.valuesLists === undefined
        ? readSelect(inner, select, options)
        : readValues(inner, select, options);
  return { ...query, form: head + query.form };
}

export function withQueries(state: State, clause: Node | undefined): { state: State; form: string } {
  if (clause === undefined) return { state, form: '' };
  let queries = new Map<string, readonly FrameColumn[]>();
  let inner: State = { ...state, frame: { items: [], visible: [], queries, outer: state.frame } };
  const forms: string[] = [];
  for (const { CommonTableExpr: one } of clause.ctes as Node[]) {
    const names = one.aliascolnames === undefined ? undefined : stringsOf(one.aliascolnames);
    const query = readQuery(inner, one.ctequery, {
      areNamesSeen: true,
      ...(names === undefined ? {} : { names }),
      ...(clause.recursive ? { recursive: one.ctename as string } : {}),
    });
    queries = new Map([...queries, [one.ctename as string, columnsOf(query)]]);
    inner = { ...state, frame: { items: [], visible: [], queries, outer: state.frame } };
    const kept = one.ctematerialized === 'CTEMaterializeAlways' ? 'MATERIALIZED ' : '';
    const not = one.ctematerialized === 'CTEMaterializeNever' ? 'NOT MATERIALIZED ' : '';
    const extra = ['search_clause', 'cycle_clause'].map((key) =>
      one[key] === undefined ? '' : ` ${readRest(inner, key, one[key]).form}`,
    );
    forms.push(`${quoteName(one.ctename)} AS ${kept}${not}(${query.form})${extra.join('')}`);
  }
  return { state: inner, form: `WITH ${clause.recursive ? 'RECURSIVE ' : ''}${forms.join(', ')} ` };
}

/** The columns of a query as others see them; their form is the place they come from. */
export function columnsOf(query: Query): FrameColumn[] {
  return query.columns.map(({ name, type, args }) => ({ name, value: typed(name, type, args) }));
}

function readSelect(state: State, select: Node, options: QueryOptions): Query {
  const from = readFrom(state, select.fromClause);
  const inner: State = { ...state, frame: frameOf(state, from) };
  const targets = readTargets(inner, select.targetList, options);
  const parts = [`SELECT${distinct(inner, select, targets)} ${listTargets(targets, options)}`];
  if (from.form !== '') parts.push(`FROM ${from.form}`);
  if (select.whereClause !== undefined) parts.push(`WHERE ${condition(inner, select.whereClause)}`);
  if (select.groupClause !== undefined) {
    const groups = (select.groupClause as Node[]).map((one) => group(inner, one, targets));
    parts.push(`GROUP BY ${select.groupDistinct ? 'DISTINCT ' : ''}${groups.join(', ')}`);
  }
  if (select.havingClause !== undefined) parts.push(`HAVING ${condition(inner, select.havingClause)}`);
  if (select.windowClause !== undefined) {
    const windows = (select.windowClause as Node[]).map(
      ({ WindowDef }) => `${quoteName(WindowDef.name)} AS ${windowBody(inner, WindowDef)}`,
    );
    parts.push(`WINDOW ${windows.join(', ')}`);
  }
  if (select.sortClause !== undefined) {
    parts.push(`ORDER BY ${orderOf(inner, select.sortClause, (node) => findSorted(node, targets))}`);
  }
  parts.push(...limits(inner, select));
  return {
    form: parts.join(' '),
    columns: targets.map(({ name, value }) => ({ name, type: value.type, args: value.args })),
  };
}

function frameOf(state: State, from: FromClause): Frame {
  return { items: from.items, visible: from.visible, queries: new Map(), outer: state.frame };
}

function listTargets(targets: readonly Target[], { areNamesSeen }: QueryOptions): string {
  return targets.map(({ name, value }) => `${value.form}${areNamesSeen ? ` AS ${quoteName(name)}` : ''}`).join(', ');
}

function distinct(state: State, { distinctClause }: Node, targets: readonly Target[]): string {
  if (distinctClause === undefined) return '';
  const on = (distinctClause as Node[]).filter((node) => Object.keys(node).length > 0);
  if (on.length === 0) return ' DISTINCT';
  const forms = on.map((node) => (findSorted(node, targets) ?? transform(state, node)).form);
  return ` DISTINCT ON (${forms.join(', ')})`;
}

function condition(state: State, node: Node): string {
  return coerce(state, transform(state, node), 'bool').form;
}

function group(state: State, node: Node, targets: readonly Target[]): string {
  if (node.GroupingSet === undefined) return (findGrouped(state, node, targets) ?? transform(state, node)).form;
  const { kind, content } = node.GroupingSet;
  const inside = ((content ?? []) as Node[]).map((one) => group(state, one, targets));
  return `${(kind as string).replace('GROUPING_SET_', '')}(${inside.join(', ')})`;
}

function limits(state: State, select: Node): string[] {
  const parts: string[] = [];
  const amount = (node: Node) => {
    const value = transform(state, node);
    return isUnknown(value) && !value.isNull ? cast(state, value, 'int8').form : value.form.replace(/::int8$/, '');
  };
  if (select.limitCount !== undefined && select.limitCount.A_Const?.isnull !== true) {
    const ties = select.limitOption === 'LIMIT_OPTION_WITH_TIES' ? ' WITH TIES' : '';
    parts.push(`LIMIT ${amount(select.limitCount)}${ties}`);
  }
  if (select.limitOffset !== undefined) parts.push(`OFFSET ${amount(select.limitOffset)}`);
  for (const { LockingClause: lock } of (select.lockingClause ?? []) as Node[]) {
    parts.push(`${lock.strength}${lock.waitPolicy === 'LockWaitBlock' ? '' : ` ${lock.waitPolicy}`}`);
  }
  return parts;
}

function readValues(state: State, select: Node, options: QueryOptions): Query {
  const rows = (select.valuesLists as Node[]).map(({ List }) =>
    (List.items as Node[]).flatMap((one) => expandStar(state, one)),
  );
  const width = rows[0]?.length ?? 0;
  const types = Array.from(
    { length: width },
    (_, at) =>
      commonType(
        state,
        rows.flatMap((row) => row[at] ?? []),
      ) ?? options.types?.[at],
  );
  const inRow = (value: Value, at: number) =>
    options.isInserted ? settled(state, value, options.types?.[at]) : coerce(state, value, types[at]);
  const forms = rows.map((row) => `(${row.map((value, at) => inRow(value, at).form).join(', ')})`);
  const columns = types.map((type, at) => ({ name: options.names?.[at] ?? `column${at + 1}`, type }));
  const order =
    select.sortClause === undefined ? [] : [`ORDER BY ${orderOf(state, select.sortClause, byColumn(columns))}`];
  return { form: [`VALUES ${forms.join(', ')}`, ...order, ...limits(state, select)].join(' '), columns };
}

/** In the order of a UNION, names and numbers mean its columns. */
function byColumn(columns: Query['columns']): (node: Node) => Value | undefined {
  return (node) => {
    const name = node.ColumnRef === undefined ? undefined : stringsOf(node.ColumnRef.fields).at(-1);
    const at = name === undefined ? (node.A_Const?.ival?.ival ?? 0) - 1 : columns.findIndex((one) => one.name === name);
    return at < 0 ? undefined : typed(`column ${at + 1}`, columns[at]?.type);
  };
}

const SET_OPERATIONS: Readonly<Record<string, string>> = {
  SETOP_UNION: 'UNION',
  SETOP_INTERSECT: 'INTERSECT',
  SETOP_EXCEPT: 'EXCEPT',
};

function readSetOperation(state: State, select: Node, options: QueryOptions): Query {
  const { recursive, ...rest } = options;
  const left = readQuery(state, { SelectStmt: select.larg }, rest);
  const inner = recursive === undefined ? state : withQuery(state, recursive, left);
  const right = readQuery(
    inner,
    { SelectStmt: select.rarg },
    {
      areNamesSeen: false,
      types: left.columns.map(({ type }) => type),
    },
  );
  const columns = left.columns.map((column, at) => unite(state, column, right.columns[at]));
  const word = `${SET_OPERATIONS[select.op as string]}${select.all ? ' ALL' : ''}`;
  const parts = [`(${left.form}) ${word} (${right.form})`];
  if (select.sortClause !== undefined) parts.push(`ORDER BY ${orderOf(state, select.sortClause, byColumn(columns))}`);
  return { form: [...parts, ...limits(state, select)].join(' '), columns };
}

function unite(state: State, left: QueryColumn, right: QueryColumn | undefined): QueryColumn {
  const values = [typed('', left.type, left.args), typed('', right?.type, right?.args)];
  const type = commonType(state, values) ?? left.type;
  return { name: left.name, type, args: commonArgs(type, values) };
}

function withQuery(state: State, name: string, query: Query): State {
  const queries = new Map([[name, columnsOf(query)]]);
  return { ...state, frame: { items: [], visible: [], queries, outer: state.frame } };
}

/** A target whose literal has become a text, as in every list that nobody else decides on. */
export function settled(state: State, value: Value, type: TypeKey | undefined): Value {
  return isUnknown(value) && type !== undefined ? cast(state, value, type) : assign(state, value, undefined);
}
