import type { FullSpec, SpecifiedTable } from '../../../model/full-spec.js';
import type { MigrationSpec } from '../../../model/spec.js';

/** Whether tables go from one system to another. */
export function movesTables({
  tables_to_migrate: tables = [],
  source,
  target,
}: Pick<FullSpec & MigrationSpec, 'tables_to_migrate' | 'source' | 'target'>): boolean {
  return tables.length > 0 && String(source) !== String(target);
}

/** The tables of a specification, each behind those that it refers to; otherwise as they are written. */
export function tablesInOrder({ tables_to_migrate: list = [] }: Pick<FullSpec, 'tables_to_migrate'>): SpecifiedTable[] {
  const placed = new Set<string>();
  const ordered: SpecifiedTable[] = [];
  let rest = [...list];
  while (rest.length > 0) {
    const ready = rest.filter(({ depends_on: needs = [] }) => needs.every((name) => placed.has(name)));
    // Circles are refused before a plan is made.
    const next = ready.length > 0 ? ready : rest;
    for (const table of next) placed.add(table.name);
    ordered.push(...next);
    rest = rest.filter((table) => !next.includes(table));
  }
  return ordered;
}
