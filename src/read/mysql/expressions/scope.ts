import type { Name } from '../../../model/catalog/common.js';

/** A table, view or subquery that a query reads from. */
export interface Source {
  /** Absent of a subquery. */
  readonly table?: Name;
  /** How columns name it; empty when nothing can. */
  readonly alias: string;
  /** The names of its columns; undefined when nothing says which it has. */
  readonly columns: readonly string[] | undefined;
  /** Columns that a join with USING merges with those of another source; `*` shows them once. */
  readonly merged: readonly string[];
}

/** What the names in a query mean. */
export interface Scope {
  readonly sources: readonly Source[];
  /** The query around this one. */
  readonly outer: Scope | undefined;
  readonly commonTables: ReadonlyMap<string, readonly string[] | undefined>;
  /** What the columns of a table or view are called; undefined when nothing says. */
  columnsOf(name: Name): readonly string[] | undefined;
  /** The name of a database as the catalog has it. */
  nameOf(name: Name): Name;
  /** Is told of each column of a table or view that the query names, in lower case. */
  uses?(table: Name, column: string): void;
  /** Is told of each name without a table before it, in lower case, that no source has. */
  misses?(column: string): void;
  /** Is told of the columns that a `*` stands for, each with what it is of. */
  spells?(star: readonly [start: number, end: number], columns: readonly (readonly string[])[]): void;
}

/** The name of a column with its table before it. */
export function resolveColumn(scope: Scope, path: readonly string[]): string {
  const column = (path.at(-1) as string).toLowerCase();
  if (path.length > 1) {
    tellUse(scope, sourceNamed(scope, path.at(-2) as string), column);
    return `${path.at(-2)}.${column}`;
  }
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    const source = at.sources.find(({ columns }) => columns?.some((one) => one.toLowerCase() === column));
    if (source !== undefined) tellUse(scope, source, column);
    if (source !== undefined) return source.alias === '' ? column : `${source.alias}.${column}`;
    const unknown = at.sources.filter(({ columns }) => columns === undefined);
    if (unknown.length === 1) return `${unknown[0]?.alias}.${column}`;
    if (unknown.length > 1) return column;
  }
  scope.misses?.(column);
  return column;
}

/** Says that a query names a column of a source, if that is a table or view. */
export function tellUse(scope: Scope, source: Source | undefined, column: string): void {
  if (source?.table !== undefined) scope.uses?.(source.table, column.toLowerCase());
}

function sourceNamed(scope: Scope, alias: string): Source | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    const source = at.sources.find((each) => each.alias === alias);
    if (source !== undefined) return source;
  }
  return undefined;
}
