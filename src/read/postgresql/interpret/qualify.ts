import type { ColumnRef, Node } from '@pgsql/types';
import { queryOf } from '../expressions/index.js';
import { textsOf, visit } from '../nodes.js';
import { viewsUsing } from './dependents.js';
import { scopeOf } from './scope.js';
import type { Context, TableDraft } from './state.js';

/**
 * Has the views on a table that is about to gain a column say which source they mean by that name: the server has
 * resolved it when the view was made.
 */
export function qualifyInViews({ state }: Context, table: TableDraft, column: string): void {
  if (table.$isRead !== true) return;
  for (const { query: code } of viewsUsing(state, table)) {
    if (!namesPlainly(code.node, column)) continue;
    const copy = structuredClone(code.node as Node);
    const sources = new Map<object, string>();
    queryOf('', copy, scopeOf(state, code.path), [], {
      onColumn: (reference, source) => void sources.set(reference, source),
    });
    visit(copy, (kind, body) => {
      const source = sources.get(body);
      if (kind !== 'ColumnRef' || source === undefined || plainName(body as ColumnRef) !== column) return;
      (body as ColumnRef).fields = [source, column].map((sval) => ({ String: { sval } }));
    });
    Object.assign(code, { node: copy, isOwn: true });
  }
}

function namesPlainly(node: unknown, column: string): boolean {
  let found = false;
  visit(node, (kind, body) => {
    if (kind === 'ColumnRef' && plainName(body as ColumnRef) === column) found = true;
    return !found;
  });
  return found;
}

function plainName({ fields }: ColumnRef): string | undefined {
  const [name, ...further] = textsOf(fields);
  return further.length === 0 ? name : undefined;
}
