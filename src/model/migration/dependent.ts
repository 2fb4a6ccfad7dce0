import type { Name } from '../catalog/common.js';

/** What PostgreSQL drops only by CASCADE when that is dropped on which it depends. */
export interface Dependent {
  readonly kind:
    | 'view'
    | 'materialized view'
    | 'function'
    | 'policy'
    | 'trigger'
    | 'rule'
    | 'generated column'
    | 'column'
    | 'foreign key'
    | 'table'
    | 'type';
  readonly name: Name;
  /** The table that it stands on; absent for what has a name of its own. */
  readonly table?: Name;
}

/** Something that others depend on. */
export interface Needed {
  readonly kind: 'column' | 'table' | 'view' | 'constraint' | 'type' | 'schema';
  readonly name: Name;
  /** The table of a column or a constraint. */
  readonly table?: Name;
}

/** Why PostgreSQL refuses a statement, whatever the rows are. */
export type Refusal =
  | {
      readonly why: 'needed';
      readonly asks: 'drop' | 'retype' | 'truncate';
      readonly object: Needed;
      readonly dependents: readonly Dependent[];
    }
  | { readonly why: 'partition_key'; readonly table: Name; readonly column: string }
  | { readonly why: 'inherited'; readonly table: Name; readonly column: string; readonly parent: Name }
  | { readonly why: 'index_of_constraint'; readonly table: Name; readonly index: string };
