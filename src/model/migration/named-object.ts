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
  | { readonly why: 'second_primary_key'; readonly table: Name; readonly key: string }
  | {
      /** A foreign key refers to what no key holds; to no columns where it refers to the primary key. */
      readonly why: 'no_key';
      readonly table: Name;
      readonly columns: readonly string[];
    }
  | {
      readonly why: 'index_unfit';
      readonly table: Name;
      readonly index: string;
      readonly is: 'not unique' | 'partial or of expressions';
    }
  | {
      readonly why: 'never_null';
      readonly table: Name;
      readonly column: string;
      readonly because: 'primary key' | 'identity';
    }
  | { readonly why: 'no_identity'; readonly table: Name; readonly column: string; readonly has: 'nulls' | 'default' }
  | {
      /** No cast is made unasked from the type of a column to the new one. */
      readonly why: 'uncast';
      readonly table: Name;
      readonly column: string;
      readonly type: string;
      readonly is: 'values' | 'default';
    }
  /** The enum has no value of that name. */
  | { readonly why: 'no_value'; readonly type: Name; readonly value: string }
  | { readonly why: 'not_partitioned'; readonly table: Name }
  | { readonly why: 'is_partition'; readonly table: Name; readonly parent: Name }
  | { readonly why: 'no_partition'; readonly table: Name; readonly parent: Name }
  | { readonly why: 'second_default'; readonly table: Name; readonly partition: Name }
  | {
      /** What is to become an heir has a column too few, or, to become a partition, one too many. */
      readonly why: 'other_columns';
      readonly table: Name;
      readonly parent: Name;
      readonly column: string;
      readonly isMissing: boolean;
    }
  | { readonly why: 'column_of_partition'; readonly table: Name; readonly parent: Name }
  | { readonly why: 'not_alone'; readonly table: Name; readonly heir: Name }
  | { readonly why: 'index_of_constraint'; readonly table: Name; readonly index: string }
  /** The server has never heard of it: it came with a later version. */
  | { readonly why: 'too_new'; readonly words: string; readonly since: number; readonly version: number }
  /** As whoever reads schemas says it. */
  | { readonly why: 'read'; readonly problem: string; readonly isMissing: boolean };

/** A statement of a migration that the schema before does not take. */
export interface RefusedStatement {
  readonly file: string;
  /** Where it begins there. */
  readonly start: number;
  readonly problem: string;
  /** Whether it speaks of what is not there: the schema before may lack it. */
  readonly isMissing: boolean;
}
