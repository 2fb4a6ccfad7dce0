import type { Name } from '../catalog/common.js';

/** Something in a database, as a sentence names it. */
export interface NamedObject {
  readonly kind:
    | 'schema'
    | 'table'
    | 'column'
    | 'generated column'
    | 'default'
    | 'index'
    | 'sequence'
    | 'constraint'
    | 'foreign key'
    | 'view'
    | 'materialized view'
    | 'type'
    | 'attribute'
    | 'function'
    | 'procedure'
    | 'aggregate'
    | 'operator'
    | 'operator class'
    | 'operator family'
    | 'cast'
    | 'event trigger'
    | 'server'
    | 'extension'
    | 'enum value'
    | 'policy'
    | 'trigger'
    | 'rule'
    | 'event';
  readonly name: Name;
  /** The table that it stands on; absent for what has a name of its own. */
  readonly table?: Name;
}

/** Why PostgreSQL refuses a statement, whatever the rows are. */
export type Refusal =
  | {
      /** Something depends on the object. */
      readonly why: 'needed';
      readonly asks: 'drop' | 'retype' | 'truncate';
      readonly object: NamedObject;
      readonly dependents: readonly NamedObject[];
      /** Whether it may be another object of that name that they need, which shows only on the server. */
      readonly isDoubtful?: boolean;
    }
  | {
      /** `CREATE OR REPLACE` keeps what callers rely on. */
      readonly why: 'replaced';
      readonly routine: NamedObject;
      readonly keeps: 'result' | 'parameter names' | 'defaults' | 'kind';
    }
  | { readonly why: 'exists'; readonly object: NamedObject }
  | { readonly why: 'view_columns'; readonly view: Name; readonly column: string; readonly now?: string }
  | { readonly why: 'not_unique'; readonly view: Name }
  | { readonly why: 'partitioned'; readonly table: Name }
  | { readonly why: 'key_of_partitions'; readonly table: Name; readonly columns: readonly string[] }
  | { readonly why: 'not_valid_of_partitions'; readonly table: Name }
  | { readonly why: 'partition_key'; readonly table: Name; readonly column: string }
  | { readonly why: 'inherited'; readonly table: Name; readonly column: string; readonly parent: Name }
  | { readonly why: 'index_of_constraint'; readonly table: Name; readonly index: string };
