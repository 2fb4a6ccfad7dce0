import type { Privilege } from '../../model/catalog/common.js';
import type { DataType } from '../../model/catalog/data-type.js';
import type { Extension } from '../../model/catalog/objects.js';
import type { Constraint } from '../../model/catalog/table.js';
import type { KnownDependent } from './dependents.js';
import type { KnownAccess, KnownPublication } from './known-access.js';
import type { KnownRoutine } from './known-routines.js';

export interface KnownColumn {
  name: string;
  type: DataType | undefined;
  isNotNull: boolean;
  collation?: string | undefined;
  /** What the database fills in when a writer leaves it out. */
  supply?: 'default' | 'identity' | undefined;
  /** Made by this migration. */
  isNew?: boolean;
  /** What filled it in before this migration. */
  suppliedBefore?: 'default' | 'identity' | undefined;
}

export interface KnownConstraint {
  name: string;
  /** `unknown` for one that a statement speaks of and nothing defines. */
  type: Constraint['type'] | 'not_null' | 'unknown';
  columns: readonly string[];
  /** Of a check. */
  expression?: string | undefined;
  references?: KnownTable | undefined;
  referencedColumns?: readonly string[];
  isValidated: boolean;
}

/** Where rows are kept and how; absent for what the server takes by default. */
export interface KnownStorage {
  readonly persistence?: string | undefined;
  readonly tablespace?: string | undefined;
  readonly accessMethod?: string | undefined;
}

export interface KnownIndex {
  name: string;
  columns: readonly string[];
  expressions: readonly string[];
  isUnique: boolean;
  /** Made by this migration. */
  isNew?: boolean;
  /** Absent when nothing tells. */
  storage?: KnownStorage;
}

/** A table or view as the statements so far left it. */
export interface KnownTable {
  schema: string;
  name: string;
  /** Made by this migration. */
  isNew: boolean;
  /** Whether something says all that is in it. */
  readonly isKnown: boolean;
  readonly isView: boolean;
  columns: KnownColumn[];
  constraints: KnownConstraint[];
  indexes: KnownIndex[];
  partitionColumns: readonly string[] | undefined;
  parent: KnownTable | undefined;
  /** By INHERITS, which is another thing than to be a partition. */
  parents: readonly KnownTable[];
  isDefaultPartition: boolean;
  /** Absent when nothing tells. */
  access: KnownAccess | undefined;
  readonly rows?: number;
  /** How its rows are kept; absent when nothing tells. */
  storage?: KnownStorage;
}

export interface KnownDomain {
  readonly base: DataType;
  isConstrained: boolean;
}

/** What a migration finds, changed by each statement. */
export interface KnownSchema {
  readonly tables: Map<string, KnownTable>;
  readonly domains: Map<string, KnownDomain>;
  /** The tables of extended statistics, by the names of these with their schemas. */
  readonly statistics: Map<string, KnownTable>;
  /** By their keys. */
  readonly enums: Map<string, { readonly isNew: boolean; values: readonly string[] }>;
  readonly volatility: ReadonlyMap<string, string>;
  routines: readonly KnownRoutine[];
  /** The types that somebody made, by schema and name. */
  readonly types: Map<string, { readonly isNew: boolean }>;
  /** The schemas and roles that this migration makes, after their kind. */
  readonly made: Set<string>;
  /** The operators that somebody made: `public.@+@(integer, integer)`. */
  operators: readonly string[];
  /** Whether somebody made casts, of which nobody knows here what they lead to. */
  hasCasts: boolean;
  extensions: readonly (Pick<Extension, 'name' | 'schema'> & { readonly isNew?: boolean })[];
  /** Who may do what, by the keys of objects. */
  readonly privileges: Map<string, readonly Privilege[]>;
  readonly publications: Map<string, KnownPublication>;
  /** What depends on tables, views and columns. */
  dependents: KnownDependent<KnownTable>[];
  /** Whether a schema was given at all. */
  readonly isGiven: boolean;
  /** Whether it is known whole: no code that nobody could read has changed it. */
  isWhole: boolean;
  path: readonly string[];
}
