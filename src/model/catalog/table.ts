import type { Described, Expression, Name, Options, Owned, Privilege } from './common.js';
import type { DataType } from './data-type.js';
import type { SequenceOptions } from './objects.js';

export interface Table extends Owned, Name {
  readonly persistence: 'permanent' | 'unlogged' | 'temporary';
  /** In order; those that a parent brings are among them. */
  readonly columns: readonly Column[];
  /**
   * Those that come from a parent or from a partitioned table are not repeated, nor are indexes and triggers; but an
   * index or key that belongs to one of a partitioned table is, where it is otherwise than the server makes it.
   */
  readonly constraints: readonly Constraint[];
  readonly indexes: readonly Index[];
  readonly triggers: readonly Trigger[];
  readonly policies: readonly Policy[];
  readonly rules: readonly RewriteRule[];
  /** `prepared`: it is off, but will hold for the owner too as soon as it is on (`FORCE` without `ENABLE`). */
  readonly rowSecurity: 'off' | 'on' | 'forced' | 'prepared';
  readonly partitioning?: Partitioning;
  /** The table that this is a partition of, and the rows that it takes (`FOR VALUES …` or `DEFAULT`). */
  readonly partitionOf?: { readonly parent: Name; readonly bound: Expression };
  /** Parents by `INHERITS`, in order. */
  readonly inherits: readonly Name[];
  /** The composite type of `CREATE TABLE … OF`. */
  readonly ofType?: Name;
  /** The server of a foreign table, and its options. */
  readonly foreign?: { readonly server: string; readonly options: Options };
  /** Storage parameters; in MySQL engine, charset, collate, row_format … without what the server would take anyway. */
  readonly options: Options;
  /** Absent when it is the default one. */
  readonly tablespace?: string;
  readonly accessMethod?: string;
  /** `default`, `full`, `nothing` or the name of an index. PostgreSQL. */
  readonly replicaIdentity?: string;
  /** MySQL, MariaDB: the query of `CREATE TABLE … AS`, whose columns it has besides; only where a text was read. */
  readonly fromQuery?: Expression;
  /** What the server's statistics say; only of a live database. */
  readonly size?: { readonly rows: number; readonly bytes: number };
}

/** How a column is numbered. */
export interface Identity {
  readonly mode: 'always' | 'by default';
  readonly sequence: SequenceOptions;
  /** What its sequence is called, unless that is what the server calls the one of a table and column of those names. */
  readonly name?: string;
}

export interface Column extends Described {
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
  /** The constraint behind NOT NULL where the server keeps one (PostgreSQL 18) or the file names it. */
  readonly notNull?: { readonly name?: string; readonly validated: boolean; readonly noInherit: boolean };
  readonly default?: Expression;
  readonly generated?: { readonly expression: Expression; readonly isStored: boolean };
  readonly identity?: Identity;
  /** Absent when it is the type's or the table's own. */
  readonly collation?: string;
  /** `plain`, `external`, `extended`, `main`; absent when it is the type's own. */
  readonly storage?: string;
  readonly compression?: string;
  readonly statistics?: number;
  readonly options?: Options;
  /** Whether the column comes from a parent only. */
  readonly isInherited?: boolean;
  readonly privileges: readonly Privilege[];
  /** MySQL, MariaDB. */
  readonly isAutoIncrement?: boolean;
  readonly onUpdate?: Expression;
  readonly isInvisible?: boolean;
}

interface ConstraintBase extends Described {
  /** As the server names it where the file does not. */
  readonly name: string;
  readonly isDeferrable: boolean;
  readonly isInitiallyDeferred: boolean;
  readonly isValidated: boolean;
  /** PostgreSQL 18, MySQL 8.0. */
  readonly isEnforced: boolean;
}

/** What has an index of its own name behind it. */
export interface Indexed {
  /** What is said of the index, which is another thing than what is said of the constraint. */
  readonly indexComment?: string;
  /** The index of the partitioned table that its index is attached to. */
  readonly attachedTo?: Name;
  /** Not after `ALTER TABLE ONLY … ADD`, until every partition has one that is attached. */
  readonly isUnbuilt?: boolean;
  /** Whether the table is to be clustered by it. */
  readonly isClustered?: boolean;
}

/** A primary key or a unique constraint. */
export interface KeyConstraint extends ConstraintBase, Indexed {
  readonly type: 'primary_key' | 'unique';
  readonly columns: readonly string[];
  readonly include: readonly string[];
  readonly nullsNotDistinct: boolean;
  /** PostgreSQL 18: the last column is a period. */
  readonly withoutOverlaps: boolean;
  readonly options: Options;
  readonly tablespace?: string;
  /** MySQL: the details of the index, such as prefix lengths. */
  readonly keys?: readonly IndexKey[];
}

export interface ForeignKey extends ConstraintBase {
  readonly type: 'foreign_key';
  readonly columns: readonly string[];
  readonly references: Name;
  /** Those of the primary key where the file names none. */
  readonly referencedColumns: readonly string[];
  readonly onUpdate: ReferentialAction;
  readonly onDelete: ReferentialAction;
  /** The columns of `ON DELETE SET NULL (…)`; empty for all. */
  readonly setColumns: readonly string[];
  readonly match: 'simple' | 'full' | 'partial';
  readonly isPeriod: boolean;
}

export type ReferentialAction = 'no action' | 'restrict' | 'cascade' | 'set null' | 'set default';

export interface CheckConstraint extends ConstraintBase {
  readonly type: 'check';
  readonly expression: Expression;
  readonly noInherit: boolean;
}

export interface ExclusionConstraint extends ConstraintBase, Indexed {
  readonly type: 'exclusion';
  readonly method: string;
  readonly elements: readonly { readonly key: IndexKey; readonly operator: string }[];
  readonly include: readonly string[];
  readonly predicate?: Expression;
  readonly options: Options;
  readonly tablespace?: string;
}

export type Constraint = KeyConstraint | ForeignKey | CheckConstraint | ExclusionConstraint;

/** An index that belongs to no constraint. */
export interface Index extends Described {
  readonly name: string;
  /** `btree`, `gin`, …; in MySQL also `fulltext` and `spatial`. */
  readonly method: string;
  readonly keys: readonly IndexKey[];
  readonly include: readonly string[];
  readonly isUnique: boolean;
  readonly nullsNotDistinct: boolean;
  readonly predicate?: Expression;
  readonly options: Options;
  readonly tablespace?: string;
  /** Not after `CREATE INDEX … ON ONLY`, or after a concurrent build that failed. */
  readonly isValid: boolean;
  /** The index of the partitioned table that this one is attached to. */
  readonly attachedTo?: Name;
  /** How much the server is to find out about the values of what it holds, by the place of each, from 1. */
  readonly statistics?: Readonly<Record<string, number>>;
  /** Whether the table is to be clustered by it. */
  readonly isClustered?: boolean;
  /** MySQL 8.0 `INVISIBLE`, MariaDB `IGNORED`. */
  readonly isInvisible?: boolean;
}

/** A column or an expression that an index holds. */
export interface IndexKey {
  readonly column?: string;
  readonly expression?: Expression;
  /** MySQL: how much of the column, in characters. */
  readonly prefix?: number;
  /** Absent when it is the column's. */
  readonly collation?: string;
  /** Absent when it is the type's default. */
  readonly operatorClass?: string;
  readonly operatorClassOptions?: Options;
  readonly order: 'asc' | 'desc';
  readonly nulls: 'first' | 'last';
}

export interface Partitioning {
  readonly strategy: 'range' | 'list' | 'hash' | 'key' | 'system_time';
  /** Columns, or one expression in brackets; with collation and operator class when they are not the default. */
  readonly keys: readonly IndexKey[];
  /** MySQL, where partitions are no tables: their clauses in order, or how many there are. */
  readonly partitions?: readonly Expression[];
}

export interface Trigger extends Described {
  readonly name: string;
  readonly timing: 'before' | 'after' | 'instead of';
  /** In the order insert, update, delete, truncate. */
  readonly events: readonly ('insert' | 'update' | 'delete' | 'truncate')[];
  /** The columns of `UPDATE OF`. */
  readonly columns: readonly string[];
  readonly level: 'row' | 'statement';
  readonly when?: Expression;
  /** What it calls, and with which arguments; in MySQL the body. */
  readonly action: Expression;
  readonly oldTable?: string;
  readonly newTable?: string;
  /** Of a constraint trigger. */
  readonly constraint?: { readonly isDeferrable: boolean; readonly isInitiallyDeferred: boolean; readonly from?: Name };
  readonly enabled: 'origin' | 'always' | 'replica' | 'disabled';
  /** MySQL. */
  readonly definer?: string;
  /** In which its body is read, where it needs another one than the usual. */
  readonly sqlMode?: string;
}

export interface Policy extends Described {
  readonly name: string;
  readonly command: 'all' | 'select' | 'insert' | 'update' | 'delete';
  readonly isPermissive: boolean;
  /** Ordered; `public` is everybody. */
  readonly roles: readonly string[];
  readonly using?: Expression;
  readonly check?: Expression;
}

/** A rule of `CREATE RULE`. */
export interface RewriteRule extends Described {
  readonly name: string;
  readonly definition: Expression;
  readonly enabled: 'origin' | 'always' | 'replica' | 'disabled';
}
