import type { Place } from '../catalog/common.js';
import type { ActionByName } from './action-by-name.js';
import type { ActionOnAccess } from './action-on-access.js';
import type { NewerWords } from './newer-words.js';
import type {
  ColumnDefinition,
  ConstraintDefinition,
  IndexDefinition,
  PartitionBound,
  WrittenName,
  WrittenPolicy,
  WrittenTrigger,
  WrittenType,
} from './written.js';

/** A table-level command that needs nothing but to know what it is about. */
export const PLAIN_OPERATIONS = [
  ...(['set_default', 'drop_default', 'drop_not_null', 'set_statistics', 'set_storage', 'set_compression'] as const),
  ...([
    'set_table_options',
    'set_unlogged',
    'set_logged',
    'set_tablespace',
    'set_access_method',
    'cluster_on',
  ] as const),
  ...([
    'set_replica_identity',
    'set_row_type',
    'set_owner',
    'add_identity',
    'drop_identity',
    'drop_expression',
  ] as const),
  ...(['set_expression', 'alter_constraint', 'add_inherit', 'set_trigger', 'set_rule', 'set_row_security'] as const),
  ...(['create_trigger', 'drop_trigger', 'create_rule', 'create_policy', 'alter_policy', 'drop_policy'] as const),
  ...(['create_statistics', 'comment', 'grant', 'analyze'] as const),
] as const;
export type PlainOperation = (typeof PLAIN_OPERATIONS)[number];

/** What one part of a statement asks for. */
export type Action =
  | {
      readonly kind: 'create_table';
      readonly table: WrittenName;
      readonly columns: readonly ColumnDefinition[];
      readonly constraints: readonly ConstraintDefinition[];
      readonly partitionOf?: WrittenName;
      readonly inherits?: readonly WrittenName[];
      readonly isPartitioned: boolean;
      readonly partitionColumns: readonly string[];
      readonly isDefaultPartition: boolean;
      readonly isTemporary: boolean;
      /** Whether it has columns from somewhere that the statement only names: another table, a type, a query. */
      readonly isCopy?: boolean;
      readonly ifNotExists: boolean;
    }
  | { readonly kind: 'drop_table'; readonly table: WrittenName; readonly cascade: boolean; readonly ifExists: boolean }
  | { readonly kind: 'drop_schema'; readonly name: string; readonly cascade: boolean }
  | { readonly kind: 'drop_type'; readonly type: WrittenName; readonly cascade: boolean }
  | ActionByName
  | ActionOnAccess
  | { readonly kind: 'drop_database'; readonly name: string }
  | {
      readonly kind: 'add_column';
      readonly table: WrittenName;
      readonly column: ColumnDefinition;
      readonly ifNotExists: boolean;
    }
  | {
      readonly kind: 'drop_column';
      readonly table: WrittenName;
      readonly column: string;
      readonly cascade: boolean;
      readonly ifExists: boolean;
    }
  | {
      readonly kind: 'alter_type';
      readonly table: WrittenName;
      readonly column: string;
      readonly type: WrittenType;
      readonly typeText: string;
      /** What makes the new values, when it is more than a cast of the old ones. */
      readonly using?: string;
      /** Whether USING asks for a cast of the old ones, which makes more of them than the server does by itself. */
      readonly isCast?: boolean;
      readonly collation?: string;
    }
  | { readonly kind: 'set_not_null'; readonly table: WrittenName; readonly column: string }
  | {
      readonly kind: 'add_constraint';
      readonly table: WrittenName;
      readonly constraint: ConstraintDefinition;
      /** Written with a new column, which has its default in every row. */
      readonly column?: ColumnDefinition;
    }
  | { readonly kind: 'validate_constraint'; readonly table: WrittenName; readonly name: string }
  | {
      readonly kind: 'drop_constraint';
      readonly table: WrittenName;
      readonly name: string;
      readonly cascade: boolean;
      readonly ifExists: boolean;
    }
  | {
      readonly kind: 'rename';
      readonly what: 'table' | 'column' | 'constraint' | 'index' | 'view' | 'schema' | 'policy' | 'trigger' | 'rule';
      readonly object: WrittenName;
      readonly part?: string;
      readonly to: string;
    }
  | {
      readonly kind: 'create_index';
      readonly table: WrittenName;
      readonly index: IndexDefinition;
      readonly isConcurrent: boolean;
      readonly ifNotExists: boolean;
      readonly only: boolean;
    }
  | {
      readonly kind: 'drop_index';
      readonly index: WrittenName;
      readonly isConcurrent: boolean;
      readonly ifExists: boolean;
    }
  | {
      readonly kind: 'reindex';
      readonly what: 'index' | 'table' | 'schema' | 'database' | 'system';
      readonly object: WrittenName;
      readonly isConcurrent: boolean;
    }
  | {
      readonly kind: 'attach_partition';
      readonly table: WrittenName;
      readonly partition: WrittenName;
      readonly bound: PartitionBound;
    }
  | {
      readonly kind: 'detach_partition';
      readonly table: WrittenName;
      readonly partition: WrittenName;
      readonly isConcurrent: boolean;
      readonly isFinal: boolean;
    }
  | { readonly kind: 'drop_statistics'; readonly statistics: WrittenName }
  /** Into another tablespace. */
  | { readonly kind: 'move_index'; readonly index: WrittenName; readonly tablespace: string }
  | { readonly kind: 'alter_sequence'; readonly name: WrittenName; readonly isOwner: boolean }
  | { readonly kind: 'attach_index'; readonly index: WrittenName; readonly partition: WrittenName }
  | { readonly kind: 'set_index_options'; readonly index: WrittenName }
  | {
      readonly kind: 'view';
      readonly operation: 'create_view' | 'replace_view';
      readonly view: WrittenName;
      /** What its columns are called, as far as its text tells. */
      readonly columns?: readonly string[];
    }
  | { readonly kind: 'drop_view'; readonly view: WrittenName; readonly cascade: boolean }
  | { readonly kind: 'create_materialized_view'; readonly view: WrittenName }
  | { readonly kind: 'refresh'; readonly view: WrittenName; readonly isConcurrent: boolean }
  | { readonly kind: 'truncate'; readonly table: WrittenName; readonly cascade: boolean }
  | { readonly kind: 'cluster'; readonly table?: WrittenName; readonly index?: string }
  | { readonly kind: 'vacuum'; readonly table?: WrittenName; readonly isFull: boolean }
  | { readonly kind: 'lock_table'; readonly table: WrittenName; readonly mode: string }
  | {
      readonly kind: 'create_domain';
      readonly domain: WrittenName;
      readonly base: WrittenType;
      readonly isConstrained: boolean;
    }
  | {
      readonly kind: 'alter_domain';
      readonly domain: WrittenName;
      readonly operation:
        | 'add_domain_check'
        | 'add_domain_check_not_valid'
        | 'validate_domain_check'
        | 'set_domain_not_null';
      readonly name?: string;
      readonly text?: string;
    }
  | {
      readonly kind: 'write';
      readonly verb: 'insert' | 'update' | 'delete' | 'merge';
      readonly table: WrittenName;
      /** Whether every row is written: no condition says which. */
      readonly isWhole: boolean;
    }
  | {
      readonly kind: 'plain';
      readonly operation: PlainOperation;
      readonly table: WrittenName;
      readonly part?: string;
      /** What the table comes to inherit from, or no longer does. */
      readonly parent?: WrittenName;
      /** Whether it no longer inherits from that. */
      readonly isApart?: boolean;
      /** What it is set to, or which of two things it is: `disabled`, `forced`, `permissive`. */
      readonly setting?: string;
      readonly ifExists?: boolean;
      /** Of a trigger: when it runs and what it calls; absent when there is more to say. */
      readonly trigger?: WrittenTrigger;
      readonly policy?: WrittenPolicy;
    }
  | { readonly kind: 'transaction'; readonly verb: 'begin' | 'commit' | 'rollback' }
  | { readonly kind: 'set'; readonly name: string; readonly value: string; readonly isLocal: boolean }
  /** Whatever concerns no rows: the statement's first words. */
  | {
      readonly kind: 'other';
      readonly tag: string;
      readonly isTransactional: boolean;
      /** What it takes away that defaults may draw from. */
      readonly sequence?: { readonly name: WrittenName; readonly cascade: boolean };
    };

/** A statement of a migration. */
export interface MigrationStatement {
  readonly place: Required<Place>;
  readonly text: string;
  /** Where it begins in its file. */
  readonly start: number;
  readonly actions: readonly Action[];
  /** Names of more bytes than the server keeps, in whole. */
  readonly longNames: readonly string[];
  /** Texts of the statement, for what depends on their being used. */
  readonly literals: readonly string[];
  readonly newest?: NewerWords;
  /** Whether it says IF EXISTS of what it alters. */
  readonly ifExists?: boolean;
  /** Whether it says ONLY of its tables: what inherits from them is left alone. */
  readonly isOnly?: boolean;
  /** Whether it is a block of code that runs its statements, all of them in one transaction: `DO`. */
  readonly isCode?: boolean;
  /** What makes it a part of a larger whole whose effect nobody can read: `DO`, dynamic SQL. */
  readonly unread?: string;
}

/** A file of a migration. */
export interface MigrationFile {
  readonly name: string;
  readonly statements: readonly MigrationStatement[];
  readonly suppressions: readonly Suppression[];
  /** Whether the tool that runs it puts it into a transaction, as far as the file says. */
  readonly isWrapped?: boolean;
}

/** A comment that takes a finding away: `-- migrate-arch: ignore <rule> reason="…" until=2027-01-31`. */
export interface Suppression {
  readonly place: Required<Place>;
  readonly rule: string;
  readonly reason?: string;
  /** The last day on which it counts. */
  readonly until?: string;
  /** The line of the statement that it speaks of; absent when it stands at no statement. */
  readonly statement?: number;
}
