import type { Node, SelectStmt, ViewStmt } from '@pgsql/types';
import type { Action } from '../../../model/migration/action.js';
import { columnNameOf } from '../figure-name.js';
import { all, as, nameOf, textsOf } from '../nodes.js';

/** `CREATE VIEW`, and `CREATE OR REPLACE VIEW`. */
export function readView({ view = {}, replace, query, aliases }: ViewStmt): Action {
  const columns = columnsOf(query, textsOf(aliases));
  return {
    kind: 'view',
    operation: replace === true ? 'replace_view' : 'create_view',
    view: nameOf(view),
    ...(columns !== undefined && { columns }),
  };
}

/** What the columns of a query are called; undefined when a star stands for some of them. */
function columnsOf(query: Node | undefined, aliases: readonly string[]): readonly string[] | undefined {
  let select: SelectStmt | undefined = as('SelectStmt', query);
  while (select?.larg !== undefined) select = select.larg;
  const targets = all('ResTarget', select?.targetList);
  const isStar = targets.some(({ val }) => as('A_Star', as('ColumnRef', val)?.fields?.at(-1)) !== undefined);
  if (targets.length === 0 || isStar) return undefined;
  return targets.map(({ name, val }, at) => aliases[at] ?? name ?? (val === undefined ? '' : columnNameOf(val)));
}
