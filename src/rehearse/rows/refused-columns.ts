import type { TableDemand } from './demands.js';

/** What a driver says of a refusal. */
interface Refusal {
  readonly constraint?: string;
  readonly column?: string;
}

/** The columns that the server had something against, as far as its error tells; none when it does not. */
export function refusedColumns({ table }: TableDemand, error: unknown): readonly string[] {
  const { constraint, column } = error as Refusal;
  if (constraint === undefined) return column === undefined ? [] : [column];
  const names = table.columns.map(({ name }) => name);
  const found = table.constraints.find(({ name }) => name === constraint);
  const index = table.indexes.find(({ name }) => name === constraint);
  if (index !== undefined) return index.keys.flatMap((key) => key.column ?? []);
  switch (found?.type) {
    case 'check':
      return names.filter((name) => found.expression.text.includes(name));
    case 'exclusion':
      return found.elements.flatMap(({ key }) => key.column ?? []);
    case 'primary_key':
    case 'unique':
    case 'foreign_key':
      return found.columns;
    default:
      return [];
  }
}
