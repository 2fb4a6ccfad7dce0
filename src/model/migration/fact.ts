import type { Name } from '../catalog/common.js';
import type { DataType } from '../catalog/data-type.js';
import type { Table } from '../catalog/table.js';
import type { TypeFit } from '../catalog/type-fit.js';
import type { AccessFact } from './access-fact.js';
import type { Action, MigrationStatement, PlainOperation, Suppression } from './action.js';
import type { Blocked, LockMode, LockRole, Operation } from './lock.js';
import type { Misspelt } from './misspelt.js';
import type { NamedObject, Refusal } from './named-object.js';
import type { ColumnDefinition } from './written.js';

/** A relation that a statement locks. */
export interface Lock {
  readonly object: Name;
  readonly role: LockRole;
  readonly mode: LockMode;
  /** What of an application waits for it. */
  readonly blocks: Blocked;
  /** Made by this migration: nobody else knows of it. */
  readonly isNew: boolean;
  /** As the statistics of a live database say. */
  readonly rows?: number;
}

type Of<Kind extends Action['kind']> = Extract<Action, { kind: Kind }>;

/** The part of a statement that an operation comes from. */
// biome-ignore format: a table
export type ActionOf<Kind extends Operation> =
  Kind extends 'add_column' | 'add_column_default' | `add_column_${'volatile_default' | 'serial' | 'identity' | 'generated_stored' | 'generated_virtual' | 'constrained_domain'}` ? Of<'add_column'> :
  Kind extends `add_domain_check${string}` | 'validate_domain_check' | 'set_domain_not_null' ? Of<'alter_domain'> :
  Kind extends 'add_enum_value' ? Of<'add_enum_value'> :
  Kind extends PlainOperation ? Of<'plain'> :
  Kind extends `add_${string}` ? Of<'add_constraint'> :
  Kind extends `alter_type_${string}` ? Of<'alter_type'> :
  Kind extends `validate_${string}` ? Of<'validate_constraint'> :
  Kind extends `drop_table${string}` | 'drop_partition' ? Of<'drop_table'> :
  Kind extends `drop_column${string}` ? Of<'drop_column'> :
  Kind extends `drop_index${string}` ? Of<'drop_index'> :
  Kind extends 'drop_constraint' | 'drop_foreign_key' ? Of<'drop_constraint'> :
  Kind extends `set_not_null${string}` ? Of<'set_not_null'> :
  Kind extends `create_index${string}` ? Of<'create_index'> :
  Kind extends `create_table${string}` | `create_partition${string}` ? Of<'create_table'> :
  Kind extends `rename_${string}` | 'set_schema' ? Of<'rename'> :
  Kind extends `reindex_${string}` ? Of<'reindex'> :
  Kind extends `refresh${string}` ? Of<'refresh'> :
  Kind extends `attach_partition${string}` ? Of<'attach_partition'> :
  Kind extends `detach_partition${string}` ? Of<'detach_partition'> :
  Kind extends 'attach_index' ? Of<'attach_index'> :
  Kind extends 'move_index' ? Of<'move_index'> :
  Kind extends 'truncate' ? Of<'truncate'> :
  Kind extends 'cluster' ? Of<'cluster'> :
  Kind extends `vacuum${string}` ? Of<'vacuum'> :
  Kind extends 'lock_table' ? Of<'lock_table'> :
  Kind extends 'insert' | 'update' | 'select' | 'select_for_update' ? Of<'write'> :
  Kind extends 'drop_view' ? Action :
  Kind extends `${string}_view` ? Of<'view'> | Of<'create_materialized_view'> | Of<'rename'> :
  Action;

/** What a part of a statement does on a server, given what is there. */
export interface Effect<Kind extends Operation = Operation> {
  readonly kind: Kind;
  readonly action: ActionOf<Kind>;
  readonly statement: MigrationStatement;
  /** The relation that it is about, by its full name. */
  readonly subject: Name;
  /** Whether that was made by this migration, so that nobody waits for it and nothing is in it. */
  readonly isNew: boolean;
  /** Whether the schema before says what it is; otherwise the worst is assumed. */
  readonly isKnown: boolean;
  readonly locks: readonly Lock[];
  readonly rewrites: readonly Name[];
  readonly rebuilds?: 'all' | 'some';
  readonly scans: readonly Name[];
  /** The server refuses it in a transaction. */
  readonly isAlone: boolean;
  readonly isInTransaction: boolean;
  /** What the transaction holds of the relation from statements before this one. */
  readonly heldLocks: readonly Lock[];
  /** The version of the server. */
  readonly version: number;
  /** The tables that it locks as they are before the migration, as far as that is known. */
  readonly tables?: readonly Table[];
  /** Columns that the migration has given to the table that it is about. */
  readonly newColumns?: readonly string[];
  /** Of a change of type: what the column is, and what becomes of its values. */
  readonly from?: DataType;
  readonly fit?: TypeFit;
  /** Of a default: a function that nobody knows, which rewrites the table if it is volatile. */
  readonly unknownFunction?: string;
  /** Of a constraint or index: the name that it gets, or the columns that are concerned. */
  readonly name?: string;
  readonly columns?: readonly string[];
  /** Whether it has rows kept as they are kept already, so that nothing is written. */
  readonly isAsItWas?: boolean;
  /** Of a rename: whether something that can be read in the same way has the old name when the transaction ends. */
  readonly isNameKept?: boolean;
  /** Whether the column that it is about was made by this migration: nobody names it yet. */
  readonly isOfNewColumn?: boolean;
}

/** A constructor of the union, so that each kind keeps its own action. */
type Effects = { [Kind in Operation]: Effect<Kind> }[Operation];

interface At {
  readonly statement: MigrationStatement;
}

/** What only shows from the order of the statements, or from a name. */
type FileFacts =
  | (At & { readonly kind: 'lock_timeout_missing'; readonly locks: readonly Lock[] })
  | (At & { readonly kind: 'locks_held_together'; readonly locks: readonly Lock[]; readonly held: readonly Lock[] })
  | (At & { readonly kind: 'refused_in_transaction'; readonly isWrapped: boolean })
  | (At & { readonly kind: 'transaction_left_open' })
  | (At & { readonly kind: 'transaction_nested' })
  | (At & { readonly kind: 'transaction_not_begun' })
  | (At & { readonly kind: 'enum_value_used_early'; readonly value: string; readonly type: Name })
  | (At & { readonly kind: 'identifier_cut'; readonly identifier: string; readonly kept: string })
  | (At & { readonly kind: 'statement_refused'; readonly refusal: Refusal })
  | (At & { readonly kind: 'statement_unread'; readonly reason: string })
  | (At & { readonly kind: 'object_dropped'; readonly object: NamedObject })
  | (At & {
      readonly kind: 'dependents_dropped';
      readonly object: NamedObject;
      readonly dependents: readonly NamedObject[];
      /** Whether it may be another object of that name that they need. */
      readonly isDoubtful?: boolean;
    })
  | (At & {
      readonly kind: 'code_broken';
      /** What is gone, under the name that the code has for it. */
      readonly object: NamedObject;
      readonly routine: NamedObject;
      /** The tables whose triggers run the code. */
      readonly triggered: readonly Name[];
      /** Of a text that is searched for the name and not followed. */
      readonly language?: string;
    })
  | (At & { readonly kind: 'name_changed'; readonly object: NamedObject; readonly to: string })
  | (At & { readonly kind: 'relation_missing'; readonly relation: Name; readonly part?: NamedObject })
  | (At & { readonly kind: 'column_typed'; readonly table: Name; readonly column: ColumnDefinition })
  | (At & { readonly kind: 'database_dropped'; readonly database: string })
  | (At & { readonly kind: 'schema_dropped'; readonly schema: string; readonly tables: readonly Name[] })
  | (At & { readonly kind: 'domain_constrained'; readonly domain: string });

/** What becomes of the comments that take findings away. */
type SuppressionFacts =
  | { readonly kind: 'suppression_unused'; readonly suppression: Suppression; readonly misspelt?: Misspelt }
  | { readonly kind: 'suppression_expired'; readonly suppression: Suppression }
  | { readonly kind: 'suppression_unreasoned'; readonly suppression: Suppression };

/** A fact about a migration. */
export type MigrationFact<Kind extends MigrationFactKind = MigrationFactKind> = Extract<AnyFact, { kind: Kind }>;
export type MigrationFactKind = AnyFact['kind'];
type AnyFact = Effects | FileFacts | AccessFact | SuppressionFacts;
