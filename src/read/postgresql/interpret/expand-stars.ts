import type { JoinExpr, Node, SelectStmt } from '@pgsql/types';
import { queryOf } from '../expressions/index.js';
import { as, visit } from '../nodes.js';
import { searchPath } from './names.js';
import { scopeOf } from './scope.js';
import type { Context } from './state.js';

/**
 * Has a query name the columns that a `*` stands for now, as the server does: a column that its tables gain later is
 * none of the query's, and so with the columns that a natural join takes together. A `*` over something that is not known here stays.
 */
export function expandStars({ state }: Context, query: Node): Node {
  if (!hasStar(query)) return query;
  const copy = structuredClone(query);
  const columnsOf = new Map<object, readonly (readonly string[])[]>();
  const onStar = (star: object, columns: readonly (readonly string[])[]) => void columnsOf.set(star, columns);
  const sharedBy = new Map<object, readonly string[]>();
  const onNatural = (join: object, columns: readonly string[]) => void sharedBy.set(join, columns);
  queryOf('', copy, scopeOf(state, searchPath(state)), [], { onStar, onNatural });
  visit(copy, (kind, body) => {
    if (kind === 'SelectStmt') expandIn(body as SelectStmt, columnsOf);
    const shared = sharedBy.get(body);
    if (shared === undefined) return;
    const join = body as JoinExpr;
    delete join.isNatural;
    if (shared.length > 0) join.usingClause = shared.map((sval) => ({ String: { sval } }));
  });
  return copy;
}

function hasStar(query: Node): boolean {
  let found = false;
  visit(query, (kind, body) => {
    if (kind === 'A_Star' || (kind === 'JoinExpr' && (body as JoinExpr).isNatural === true)) found = true;
    return !found;
  });
  return found;
}

function expandIn(select: SelectStmt, columnsOf: ReadonlyMap<object, readonly (readonly string[])[]>): void {
  // The sides of UNION and the like are no nodes of their own.
  for (const side of [select.larg, select.rarg]) if (side !== undefined) expandIn(side, columnsOf);
  if (select.targetList === undefined) return;
  select.targetList = select.targetList.flatMap((target): Node[] => {
    const star = as('ResTarget', target)?.val;
    const columns = star === undefined ? undefined : columnsOf.get(star);
    if (star === undefined || columns === undefined || columns.length === 0) return [target];
    return columns.map((names) => ({ ResTarget: { val: referenceTo(star, names) } }));
  });
}

function referenceTo(star: Node, names: readonly string[]): Node {
  const fields = names.map((sval): Node => ({ String: { sval } }));
  const composite = as('A_Indirection', star);
  if (composite === undefined) return { ColumnRef: { fields } };
  return {
    A_Indirection: { ...composite, indirection: [...(composite.indirection ?? []).slice(0, -1), ...fields.slice(-1)] },
  };
}
