import type { TableDemand } from './demands.js';

/**
 * Tables in an order in which what is referred to comes first. Where they refer to each other in a ring, the one that
 * can leave its reference open, or put off its check, comes first.
 */
export function inOrder(demands: readonly TableDemand[]): TableDemand[] {
  const left = new Map(demands.map((demand) => [demand.key, demand]));
  const ordered: TableDemand[] = [];
  const isFree = (demand: TableDemand, mayWait: (one: TableDemand['references'][number]) => boolean) =>
    demand.references.every((one) => one.to === demand.key || !left.has(one.to) || mayWait(one));
  while (left.size > 0) {
    const rest = [...left.values()];
    const next =
      rest.find((demand) => isFree(demand, () => false)) ??
      rest.find((demand) => isFree(demand, (one) => canBeOpen(demand, one.columns))) ??
      rest.find((demand) => isFree(demand, (one) => one.isDeferrable || canBeOpen(demand, one.columns))) ??
      (rest[0] as TableDemand);
    ordered.push(next);
    left.delete(next.key);
  }
  return ordered;
}

/** Whether a reference may be NULL. */
export function canBeOpen({ columns }: TableDemand, names: readonly string[]): boolean {
  return columns.some(({ column, nullable }) => nullable && names.includes(column.name));
}
