import type { Node, RangeVar, SelectStmt } from '@pgsql/types';
import { as, textsOf, visit } from '../nodes.js';
import { columnsOfQuery } from './query-columns.js';
import type { Context } from './state.js';

/**
 * Has a query name the columns that a `*` stands for now, as the server does: a column that its tables gain later is
 * none of the query's.
 */
export function expandStars(context: Context, query: Node): Node {
  if (!hasStar(query)) return query;
  const copy = structuredClone(query);
  const common = commonTables(copy);
  visit(copy, (kind, body) => {
    if (kind === 'SelectStmt') expandIn(context, body as SelectStmt, common);
  });
  return copy;
}

function hasStar(query: Node): boolean {
  let found = false;
  visit(query, (kind) => {
    if (kind === 'A_Star') found = true;
    return !found;
  });
  return found;
}

function commonTables(query: Node): ReadonlySet<string> {
  const names = new Set<string>();
  visit(query, (kind, body) => {
    if (kind === 'CommonTableExpr') names.add((body as { ctename?: string }).ctename ?? '');
  });
  return names;
}

function expandIn(context: Context, select: SelectStmt, common: ReadonlySet<string>): void {
  if (select.targetList === undefined || !select.targetList.some(isStar)) return;
  select.targetList = select.targetList.flatMap((target) => {
    if (!isStar(target)) return [target];
    const qualifier = textsOf(as('ColumnRef', as('ResTarget', target)?.val)?.fields?.slice(0, -1)).at(-1);
    return columnsFor(context, select.fromClause ?? [], qualifier, common) ?? [target];
  });
}

function isStar(target: Node): boolean {
  const last = as('ColumnRef', as('ResTarget', target)?.val)?.fields?.at(-1);
  return last !== undefined && 'A_Star' in last;
}

/** References to the columns of all sources, or of one; undefined when a source is not known here. */
function columnsFor(
  context: Context,
  sources: readonly Node[],
  qualifier: string | undefined,
  common: ReadonlySet<string>,
): Node[] | undefined {
  const targets: Node[] = [];
  for (const source of sources) {
    const join = as('JoinExpr', source);
    if (join !== undefined && (join.isNatural === true || join.usingClause !== undefined || join.alias !== undefined)) {
      return undefined;
    }
    const parts = join === undefined ? undefined : [join.larg, join.rarg].filter((part) => part !== undefined);
    const found =
      parts === undefined
        ? ownColumns(context, source, qualifier, common)
        : columnsFor(context, parts, qualifier, common);
    if (found === undefined) return undefined;
    targets.push(...found);
  }
  return targets;
}

function ownColumns(
  context: Context,
  source: Node,
  qualifier: string | undefined,
  common: ReadonlySet<string>,
): Node[] | undefined {
  const range: RangeVar | undefined = as('RangeVar', source);
  if (range === undefined || common.has(range.relname ?? '')) return undefined;
  const name = range.alias?.aliasname ?? range.relname ?? '';
  if (qualifier !== undefined && qualifier !== name) return [];
  const star: Node = { ResTarget: { val: { ColumnRef: { fields: [{ A_Star: {} }] } } } };
  const columns = columnsOfQuery(context, { SelectStmt: { targetList: [star], fromClause: [source] } });
  return columns.map(({ name: column }) => ({
    ResTarget: { val: { ColumnRef: { fields: [name, column].map((sval) => ({ String: { sval } })) } } },
  }));
}
