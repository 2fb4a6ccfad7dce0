import type { ForeignKey, Table } from '../catalog/table.js';

/** What MODIFY and CHANGE say of a column; what they leave out, the column loses. */
export const COLUMN_ATTRIBUTES = [
  ...(['nullable', 'default', 'comment', 'on_update', 'character_set', 'collation', 'auto_increment'] as const),
  ...(['generated', 'invisible', 'check'] as const),
] as const;
export type ColumnAttribute = (typeof COLUMN_ATTRIBUTES)[number];

/** What a clause of a statement asks for, in MySQL and MariaDB. */
export type TableClause =
  | { readonly kind: 'create_table'; readonly fromQuery: boolean }
  | { readonly kind: 'drop_table' }
  | { readonly kind: 'rename_table' }
  | { readonly kind: 'add_column'; readonly column: string; readonly isPlaced: boolean }
  | { readonly kind: 'drop_column'; readonly column: string }
  | {
      readonly kind: 'modify_column';
      readonly column: string;
      readonly name: string;
      readonly stated: readonly ColumnAttribute[];
      /** The definition as it stands in the statement, from the type on. */
      readonly definition: string;
      readonly isPlaced: boolean;
    }
  | { readonly kind: 'rename_column'; readonly column: string; readonly name: string }
  | { readonly kind: 'set_default'; readonly column: string }
  | { readonly kind: 'set_column_visibility'; readonly column: string }
  | { readonly kind: 'add_key' }
  | { readonly kind: 'add_foreign_key' }
  | { readonly kind: 'add_check' }
  | { readonly kind: 'add_period' }
  | { readonly kind: 'drop_key'; readonly name: string }
  | { readonly kind: 'drop_foreign_key'; readonly name: string }
  | { readonly kind: 'drop_check'; readonly name: string }
  | { readonly kind: 'drop_constraint'; readonly name: string }
  | { readonly kind: 'drop_period' }
  | { readonly kind: 'rename_index'; readonly name: string }
  | { readonly kind: 'set_index_visibility'; readonly name: string }
  | { readonly kind: 'enforce_check' }
  | { readonly kind: 'convert_charset' }
  | { readonly kind: 'order_rows' }
  | { readonly kind: 'rebuild' }
  | { readonly kind: 'set_versioning' }
  /** In lower case, in the order of the statement. */
  | { readonly kind: 'set_options'; readonly names: readonly string[] }
  | { readonly kind: 'partition_table' }
  | { readonly kind: 'remove_partitioning' }
  | { readonly kind: 'add_partition' }
  | { readonly kind: 'drop_partition'; readonly names: readonly string[] }
  /** The verb in lower case: `truncate`, `reorganize`, `coalesce`, `exchange`, `rebuild` … */
  | { readonly kind: 'maintain_partition'; readonly verb: string; readonly names: readonly string[] }
  /** The file of the table is taken from it. */
  | { readonly kind: 'discard_tablespace' }
  /** ALGORITHM and LOCK, and what changes nothing of the table. */
  | { readonly kind: 'algorithm'; readonly value: string }
  | { readonly kind: 'lock'; readonly value: string }
  | { readonly kind: 'nothing' };

/** A clause, and the table as it was and is around it. */
export interface TableStep {
  readonly clause: TableClause;
  /** As it stands in the statement. */
  readonly text: string;
  /** Absent of a table that is made. */
  readonly before?: Table;
  /** Absent of a table that is dropped. */
  readonly after?: Table;
  /** Foreign keys of other tables that lead to this one as it was, where the clause may be in their way. */
  readonly referencedBy?: readonly ForeignKey[];
  /** Whether anything says what the table was. */
  readonly isKnown: boolean;
}
