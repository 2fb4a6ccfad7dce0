import { fromForm } from './from-form.js';
import { literal, type Node, node } from './node.js';
import { normalize, normalizeCondition } from './normalize.js';
import { type Naming, print } from './print.js';
import type { Query, QueryBody, Select, SelectItem, SetOperation } from './query.js';
import { resolveColumn, type Scope, tellUse } from './scope.js';
import { withWindows } from './windows.js';

/** The form of a query, and the names of the columns that it gives; undefined where `*` cannot be resolved. */
export interface QueryForm {
  readonly form: string;
  readonly columns: readonly string[] | undefined;
}

/** What the columns of a query are called instead; `none` where nobody sees it. */
type Titles = readonly string[] | 'none';

/**
 * One spelling of a query: every name with its table, `*` as the columns that it stands for. The columns that it
 * gives have the names of `titles`, if there are any.
 */
export function queryForm(query: Query, outer: Scope, titles: Titles = []): QueryForm {
  const tables: string[] = [];
  let scope = outer;
  for (const table of query.with) {
    const known = new Map(scope.commonTables).set(table.name, table.columns.length > 0 ? table.columns : undefined);
    const { form, columns } = queryForm(
      table.query,
      query.recursive ? { ...scope, commonTables: known } : scope,
      table.columns,
    );
    const names = table.columns.length > 0 ? table.columns : columns;
    tables.push(`${table.name}${names === undefined ? '' : `(${names.join(', ')})`} as (${form})`);
    scope = { ...scope, commonTables: new Map(scope.commonTables).set(table.name, names) };
  }
  const body = bodyForm(query.body, scope, query.orderBy, titles);
  const limit = query.limit
    .filter((one, index) => index === 0 || one.text !== '0')
    .map((one) => print(normalize(one), namingOf(scope)));
  const parts = [
    tables.length === 0 ? '' : `with ${query.recursive ? 'recursive ' : ''}${tables.join(', ')}`,
    body.form,
    limit.length === 0 ? '' : `limit ${limit.join(' offset ')}`,
    query.locking,
  ];
  return { form: parts.filter((part) => part !== '').join(' '), columns: body.columns };
}

function bodyForm(body: QueryBody, scope: Scope, orderBy: readonly Node[], titles: Titles): QueryForm {
  switch (body.type) {
    case 'select':
      return selectForm(body, scope, orderBy, titles);
    case 'set':
      return setForm(body, scope, orderBy, titles);
    case 'rows': {
      const rows = body.rows.map((row) => `(${row.map((one) => print(normalize(one), namingOf(scope))).join(', ')})`);
      return { form: `values ${rows.join(', ')}`, columns: body.rows[0]?.map((_, index) => `column_${index}`) };
    }
    case 'query': {
      const inner = queryForm(body.query, scope, titles);
      const isBare = body.query.orderBy.length === 0 && body.query.limit.length === 0;
      const order = orderBy.length === 0 ? '' : ` ${orderForm(orderBy, namingOf(withoutMisses(scope)))}`;
      return { form: (isBare ? inner.form : `(${inner.form})`) + order, columns: inner.columns };
    }
  }
}

function setForm(body: SetOperation, scope: Scope, orderBy: readonly Node[], titles: Titles): QueryForm {
  const left = bodyForm(body.left, scope, [], titles);
  const right = bodyForm(body.right, scope, [], 'none');
  const bracketed = body.right.type === 'set' || (body.right.type === 'query' && body.right.query.body.type === 'set');
  const order =
    orderBy.length === 0 ? '' : ` ${orderForm(orderBy, namingOf(withoutMisses({ ...scope, sources: [] })))}`;
  return {
    form: `${left.form} ${body.operator} ${bracketed ? `(${right.form})` : right.form}${order}`,
    columns: left.columns,
  };
}

/** Titles are what such an ORDER BY names. */
function withoutMisses({ misses: _, ...scope }: Scope): Scope {
  return scope;
}

/** How expressions in a scope name things. */
export function namingOf(scope: Scope): Naming {
  const inner: Scope = { ...scope, sources: [], outer: scope };
  return {
    column: (path) => resolveColumn(scope, path),
    query: (query) => `(${queryForm(query, inner, 'none').form})`,
    existence: (query) => `(${queryForm(withoutItems(query), inner, 'none').form})`,
  };
}

/** EXISTS does not look at what is selected, in which order and how often. */
function withoutItems(query: Query): Query {
  if (query.body.type !== 'select' || query.body.groupBy.length > 0) return query;
  const one: SelectItem = { expression: literal('number', '1'), title: '1' };
  return { ...query, orderBy: [], limit: query.limit.slice(1), body: { ...query.body, distinct: false, items: [one] } };
}

/** A number stands for the column of that position. */
function orderForm(orderBy: readonly Node[], naming: Naming, items: readonly { readonly form: string }[] = []): string {
  const formOf = (value: Node): string => {
    if (value.op === 'desc') return `${formOf(value.args[0] as Node)} desc`;
    const item = value.op === 'number' ? items[Number(value.text) - 1] : undefined;
    return item?.form ?? print(normalize(value), naming);
  };
  return `order by ${orderBy.map(formOf).join(', ')}`;
}

function selectForm(written: Select, outer: Scope, order: readonly Node[], titles: Titles): QueryForm {
  const windows = windowsOf(written);
  const select: Select = {
    ...written,
    items: written.items.map((item) =>
      item.expression === undefined ? item : { ...item, expression: withWindows(item.expression, windows) },
    ),
  };
  const orderBy = order.map((value) => withWindows(value, windows));
  const from = select.from === undefined ? undefined : fromForm(select.from, outer);
  const scope: Scope = { ...outer, sources: from?.sources ?? [] };
  const naming = namingOf(scope);
  const condition = (keyword: string, value: Node | undefined) =>
    value === undefined ? '' : `${keyword} ${print(normalizeCondition(value), naming)}`;
  const aliases = (value: Node) => withoutAlias(value, select.items);
  const items = select.items.map((item) => itemForms(item, scope, naming));
  const isKnown = items.every((item) => item !== undefined);
  const known = items
    .flatMap((item) => item ?? [{ form: '*', title: '*' }])
    .map(({ form, title }, index) => ({ form, title: titles === 'none' ? title : (titles[index] ?? title) }));
  const columns = isKnown ? known.map(({ title }) => title) : undefined;
  const shown = known.map(({ form, title }) => (titles === 'none' ? form : `${form} as ${title}`));
  const group = orderForm(select.groupBy.map(aliases), naming, known).slice('order by '.length);
  const parts = [
    `select ${select.distinct ? 'distinct ' : ''}${shown.join(', ')}`,
    from === undefined ? '' : `from ${from.form}`,
    condition('where', select.where),
    group === '' ? '' : `group by ${group}${select.rollup ? ' with rollup' : ''}`,
    condition('having', select.having === undefined ? undefined : aliases(select.having)),
    orderBy.length === 0 ? '' : orderForm(orderBy.map(aliases), naming, known),
  ];
  return { form: parts.filter((part) => part !== '').join(' '), columns };
}

/** The named windows of a query, each with those written out that it builds on. */
function windowsOf({ windows }: Select): ReadonlyMap<string, Node> {
  const known = new Map<string, Node>();
  for (const { name, window } of windows) known.set(name.toLowerCase(), withWindows(window, known));
  return known;
}

function itemForms(item: SelectItem, scope: Scope, naming: Naming): { form: string; title: string }[] | undefined {
  if (item.star === undefined) {
    const form = item.expression === undefined ? '' : print(normalize(item.expression), naming);
    return [{ form, title: item.alias ?? item.title }];
  }
  const table = item.star.at(-1);
  const sources = table === undefined ? scope.sources : scope.sources.filter(({ alias }) => alias === table);
  if (sources.length === 0 || sources.some(({ columns }) => columns === undefined)) return undefined;
  const found = sources.flatMap((source) => {
    const hidden = table === undefined ? source.merged : [];
    const columns = (source.columns ?? []).filter((name) => !hidden.includes(name.toLowerCase()));
    for (const column of columns) tellUse(scope, source, column);
    return columns.map((title) => ({ alias: source.alias, title }));
  });
  if (item.span !== undefined)
    scope.spells?.(
      item.span,
      found.map(({ alias, title }) => (alias === '' ? [title] : [alias, title])),
    );
  return found.map(({ alias, title }) => ({ form: `${alias}.${title.toLowerCase()}`, title }));
}

/** ORDER BY, GROUP BY and HAVING may name what SELECT calls so. */
function withoutAlias(value: Node, items: readonly SelectItem[]): Node {
  if (value.path?.length === 1) {
    const name = value.text.toLowerCase();
    const item = items.find(({ alias, title }) => (alias ?? title).toLowerCase() === name);
    return item?.expression ?? value;
  }
  if (value.op === 'query') return value;
  return value.args.length === 0
    ? value
    : node(
        value.op,
        value.args.map((arg) => withoutAlias(arg, items)),
        value.text,
      );
}
