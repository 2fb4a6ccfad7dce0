import type { CatalogChange, InTable } from '../../model/catalog/change.js';
import type { Dialect } from '../../model/catalog/common.js';
import type { Column } from '../../model/catalog/table.js';
import { attributeChanges, pair } from './attributes.js';
import { columnCandidates } from './rename-candidates.js';
import { same } from './same.js';
import { compareTypes } from './type-fit.js';

/** Columns that went, columns that came, another order, and what changed in those that stayed. */
export function columnChanges(where: InTable, dialect: Dialect): CatalogChange[] {
  const key = keyFor(dialect);
  const { removed, added, common } = pair(where.table.columns, where.now.columns, key);
  return [
    ...removed.map((column): CatalogChange => {
      const candidates = columnCandidates(column, where.table, added, where.now);
      return { kind: 'column_removed', ...where, before: column, candidates };
    }),
    ...added.map((column) => ({ kind: 'column_added', ...where, after: column }) as const),
    ...orderChanges(where, common),
    ...common.flatMap(([from, to]) => [
      ...typeChanges(where, from, to, dialect),
      ...attributeChanges('column', from, to, where),
    ]),
  ];
}

/** MySQL and MariaDB compare the names of columns without their case ("Identifier Case Sensitivity"). */
function keyFor(dialect: Dialect): (column: Column) => string {
  return dialect === 'postgresql' ? ({ name }) => name : ({ name }) => name.toLowerCase();
}

function typeChanges(where: InTable, from: Column, to: Column, dialect: Dialect): CatalogChange[] {
  if (same(from.type, to.type)) return [];
  return [{ kind: 'column_type_changed', ...where, from, to, fit: compareTypes(from.type, to.type, dialect) }];
}

/** Columns that moved in relation to each other; what came among them is no move. */
function orderChanges(where: InTable, common: readonly (readonly [Column, Column])[]): CatalogChange[] {
  const after = new Set(common.map(([, to]) => to));
  const before = common.map(([, to]) => to.name);
  const order = where.now.columns.filter((column) => after.has(column)).map(({ name }) => name);
  return same(before, order) ? [] : [{ kind: 'column_order_changed', ...where, before, after: order }];
}
