import type { DataType } from '../catalog/data-type.js';
import type { Policy, Trigger } from '../catalog/table.js';

/** A name as a statement writes it: without a schema it is looked for along the search path. */
export interface WrittenName {
  readonly schema?: string;
  readonly name: string;
}

/** An expression of a statement, and the functions that it calls. */
export interface WrittenExpression {
  readonly text: string;
  readonly calls: readonly WrittenName[];
}

/** A type as a statement writes it. Built-in types have the name that the server prints, and an empty schema. */
export type WrittenType = Omit<DataType, 'schema'> & {
  /** Absent for a name that is looked for along the search path. */
  readonly schema?: string;
  /** A `serial`, which is a whole number with a sequence behind it. */
  readonly isSerial?: boolean;
};

export interface ColumnDefinition {
  readonly name: string;
  readonly type: WrittenType;
  readonly isNotNull: boolean;
  readonly default?: WrittenExpression;
  readonly generated?: 'stored' | 'virtual';
  readonly isIdentity: boolean;
  readonly collation?: string;
  /** As it stands in the statement. */
  readonly text: string;
}

export interface ConstraintDefinition {
  readonly type: 'check' | 'foreign_key' | 'unique' | 'primary_key' | 'exclusion' | 'not_null';
  readonly name?: string;
  readonly columns: readonly string[];
  /** Of a check. */
  readonly expression?: string;
  readonly references?: WrittenName;
  readonly referencedColumns?: readonly string[];
  readonly usingIndex?: string;
  readonly isNotValid: boolean;
  /** Of a check: whether what inherits from the table goes without. */
  readonly isNoInherit?: boolean;
  readonly isEnforced: boolean;
  /** As it stands in the statement, without its name. */
  readonly text: string;
}

export interface IndexDefinition {
  readonly name?: string;
  readonly columns: readonly string[];
  /** What expressions and the predicate say. */
  readonly expressions: readonly string[];
  readonly isUnique: boolean;
}

/** What a caller gives to a routine, as a statement writes it, and what comes back. */
export interface WrittenSignature {
  readonly inputs: readonly {
    /** Empty for one that has none. */
    readonly name: string;
    readonly type: WrittenType;
    readonly hasDefault: boolean;
    readonly isVariadic: boolean;
  }[];
  /** Absent for procedures, and where parameters say it. */
  readonly returns?: { readonly type: WrittenType; readonly isSet: boolean };
}

/** What a policy says, or what `ALTER POLICY` has it say from then on. */
export type WrittenPolicy = Partial<Pick<Policy, 'command' | 'isPermissive' | 'roles' | 'using' | 'check'>>;

/** When a trigger runs, and what it calls. */
export type WrittenTrigger = Pick<Trigger, 'timing' | 'events' | 'columns' | 'level'> & {
  readonly routine: WrittenName;
  readonly args: readonly string[];
};

/** The rows that a partition takes, as far as it is a list or a range of literals over one column or more. */
export type PartitionBound =
  | { readonly type: 'default' }
  | { readonly type: 'list'; readonly values: readonly string[] }
  | {
      readonly type: 'range';
      readonly from: readonly (string | undefined)[];
      readonly to: readonly (string | undefined)[];
    }
  | { readonly type: 'hash' };
