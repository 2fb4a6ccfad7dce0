import type { TableDraft } from './state.js';

/** The partitions of a table. */
export function partitionsOf(table: TableDraft): readonly TableDraft[] {
  return table.partitioning === undefined ? [] : table.$children;
}

/** The tables that inherit from a table, at any depth, nearest first. */
export function descendantsOf(table: TableDraft): TableDraft[] {
  const found = new Set<TableDraft>();
  const pending = [...table.$children];
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    if (found.has(next)) continue;
    found.add(next);
    pending.push(...next.$children);
  }
  return [...found];
}
