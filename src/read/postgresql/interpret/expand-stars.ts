import type { Node, SelectStmt } from '@pgsql/types';
import { queryOf } from '../expressions/index.js';
import { as, visit } from '../nodes.js';
import { searchPath } from './names.js';
import { scopeOf } from './scope.js';
import type { Context } from './state.js';

/**
 * Has a query name the columns that a `*` stands for now, as the server does: a column that its tables gain later is
 * none of the query's. A `*` over something that is not known here stays.
 */
export function expandStars({ state }: Context, query: Node): Node {
  if (!hasStar(query)) return query;
  const copy = structuredClone(query);
  const columnsOf = new Map<object, readonly (readonly string[])[]>();
  const onStar = (star: object, columns: readonly (readonly string[])[]) => void columnsOf.set(star, columns);
  queryOf('', copy, scopeOf(state, searchPath(state)), [], { onStar });
  visit(copy, (kind, body) => {
    if (kind === 'SelectStmt') expandIn(body as SelectStmt, columnsOf);
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

function expandIn(select: SelectStmt, columnsOf: ReadonlyMap<object, readonly (readonly string[])[]>): void {
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
