import type { DataType } from '../../model/catalog/data-type.js';
import type { Extension } from '../../model/catalog/objects.js';
import type { Constraint } from '../../model/catalog/table.js';
import type { KnownDependent } from './dependents.js';
import type { KnownRoutine } from './known-routines.js';

export interface KnownColumn {
  name: string;
  type: DataType | undefined;
  isNotNull: boolean;
  collation?: string | undefined;
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

export interface KnownIndex {
  name: string;
  columns: readonly string[];
  expressions: readonly string[];
  isUnique: boolean;
}

/** A table or view as the statements so far left it. */
export interface KnownTable {
  schema: string;
  name: string;
  /** Made by this migration. */
  isNew: boolean;
  /** Whether something says what is in it. */
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
  readonly rows?: number;
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
  /** Values added by this migration and not yet committed, by type. */
  readonly enums: Map<string, { isNew: boolean; added: Set<string> }>;
  readonly volatility: ReadonlyMap<string, string>;
  routines: readonly KnownRoutine[];
  /** The types that somebody made, by schema and name. */
  readonly types: Map<string, { readonly isNew: boolean }>;
  /** The operators that somebody made: `public.@+@(integer, integer)`. */
  operators: readonly string[];
  extensions: readonly (Pick<Extension, 'name' | 'schema'> & { readonly isNew?: boolean })[];
  /** What depends on tables, views and columns. */
  dependents: KnownDependent<KnownTable>[];
  /** Whether a schema was given at all. */
  readonly isGiven: boolean;
  /** Whether it is known whole: no code that nobody could read has changed it. */
  isWhole: boolean;
  path: readonly string[];
}
