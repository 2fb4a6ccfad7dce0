import type { AlterStatsStmt, Node } from '@pgsql/types';
import { all, as, nameIn, nameOf, shownName, textIn } from '../nodes.js';
import { query } from './code.js';
import { chooseRelationName, newName, tableOrView } from './names.js';
import { addOther, findOther } from './others.js';
import type { Context, OtherDraft, TableDraft, ViewDraft } from './state.js';

/** `CREATE STATISTICS`, which belong to a table and go with it. */
export function createStatistics(context: Context, node: Node): OtherDraft | undefined {
  const { defnames, relations, exprs, if_not_exists } = as('CreateStatsStmt', node) ?? {};
  const table = tableOrView(context, nameOf(all('RangeVar', relations)[0] ?? {}));
  const elements = inOrder(table, exprs);
  const columns = all('StatsElem', elements).map(({ name }) => name ?? 'expr');
  const parts = [table.name, columns.join('_'), 'stat'] as const;
  const name =
    defnames === undefined
      ? { schema: table.schema, name: chooseRelationName(context.state, table.schema, parts) }
      : newName(context, nameIn(defnames));
  const other = addOther(context, 'statistics', shownName(name), {}, if_not_exists === true);
  if (other === undefined) return undefined;
  other.definition = query(context, { CreateStatsStmt: { ...as('CreateStatsStmt', node), exprs: elements } });
  if (table.$kind === 'table') other.$on = table;
  return other;
}

/** The server keeps columns before expressions, in the order of the table. */
function inOrder(table: TableDraft | ViewDraft, elements: readonly Node[] = []): Node[] {
  const at = (node: Node) => {
    const name = as('StatsElem', node)?.name;
    return name === undefined ? table.columns.length : table.columns.findIndex((column) => column.name === name);
  };
  return elements.toSorted((one, other) => at(one) - at(other));
}

/** `ALTER STATISTICS … SET STATISTICS`. */
export function alterStatistics(context: Context, { defnames, stxstattarget }: AlterStatsStmt): void {
  const found = findOther(context, 'statistics', { List: { items: defnames ?? [] } });
  if (found === undefined) return;
  const target = textIn(stxstattarget);
  found.facts['target'] = target === '-1' || target === undefined ? undefined : target;
}
