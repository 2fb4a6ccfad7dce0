import type { WrittenName } from './written.js';

/** What the text of a routine names. The server looks for it only when the routine runs. */
export interface RoutineCode {
  readonly relations: readonly RelationUse[];
  /** The columns that it names without their tables. */
  readonly columns: readonly ColumnUse[];
  /** The columns that it names of `NEW` and `OLD`: those of the tables whose triggers call it. */
  readonly rowFields: readonly string[];
  readonly routines: readonly WrittenName[];
  readonly types: readonly WrittenName[];
  /** Where names without a schema are looked for, when the routine says so itself (`SET search_path`). */
  readonly path?: readonly string[];
}

/** A table, view or sequence that code names, and its columns, as far as their names tell. */
export interface RelationUse {
  readonly relation: WrittenName;
  readonly columns: readonly string[];
}

/** A column without its table: that of the innermost query whose sources have one of its name. */
export interface ColumnUse {
  readonly column: string;
  /** Innermost first. */
  readonly scopes: readonly CodeScope[];
}

/** What one query reads from. */
export interface CodeScope {
  readonly relations: readonly WrittenName[];
  /** The columns of queries that it reads from. */
  readonly columns: readonly string[];
}
