import type { CatalogChange } from '../../model/catalog/change.js';
import type { Dialect } from '../../model/catalog/common.js';
import type { View } from '../../model/catalog/objects.js';
import { attributeChanges, objectChanges, pair } from './attributes.js';
import { same } from './same.js';
import { indexChanges } from './tables.js';
import { compareTypes } from './type-fit.js';

/** Everything that changed in a view that stays. */
export function viewChanges(from: View, to: View, dialect: Dialect): CatalogChange[] {
  const relation = { relation: from, now: to };
  const named = ({ name }: { readonly name: string }) => name;
  return [
    ...columnChanges(from, to, dialect),
    ...attributeChanges('view', from, to),
    ...indexChanges(from.indexes, to.indexes, relation),
    ...objectChanges('trigger', from.triggers, to.triggers, named, relation),
    ...objectChanges('rule', from.rules, to.rules, named, relation),
  ];
}

function columnChanges(from: View, to: View, dialect: Dialect): CatalogChange[] {
  // A view whose columns cannot be told from its text has none.
  if (from.columns.length === 0 || to.columns.length === 0) return [];
  const { removed, added, common } = pair(from.columns, to.columns, ({ name }) => name);
  const stayed = new Set(common.map(([, column]) => column.name));
  const order = to.columns.filter(({ name }) => stayed.has(name)).map(({ name }) => name);
  const last = to.columns.findLastIndex(({ name }) => stayed.has(name));
  const changes: CatalogChange[] = removed.map(({ name }) => ({ kind: 'view_column_removed', from, to, column: name }));
  for (const { name } of added) {
    const isLast = to.columns.findIndex((column) => column.name === name) > last;
    changes.push({ kind: 'view_column_added', from, to, column: name, isLast });
  }
  const before = common.map(([{ name }]) => name);
  if (!same(before, order)) changes.push({ kind: 'view_column_order_changed', from, to });
  for (const [was, is] of common) {
    const column = was.name;
    if (was.comment !== is.comment) changes.push({ kind: 'view_column_comment_changed', from, to, column });
    const [before, after] = [was.privileges ?? [], is.privileges ?? []];
    if (!same(before, after)) {
      changes.push({ kind: 'view_column_privileges_changed', from, to, before, after, column });
    }
    if (was.type === undefined || is.type === undefined || same(was.type, is.type)) continue;
    const fit = compareTypes(was.type, is.type, dialect);
    changes.push({ kind: 'view_column_type_changed', from, to, column, fit });
  }
  return changes;
}
