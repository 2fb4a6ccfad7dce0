import type { Described, Expression, Name, Options, Owned, Privilege } from './common.js';
import type { DataType } from './data-type.js';
import type { CheckConstraint, Column, Index, RewriteRule, Trigger } from './table.js';

export type Schema = Owned & { readonly name: string };

export interface Extension extends Described {
  readonly name: string;
  readonly schema?: string;
  readonly version?: string;
}

/** Numbers are texts, since they may be larger than a double can tell; the server's defaults are filled in. */
export interface SequenceOptions {
  readonly type: string;
  readonly start: string;
  readonly increment: string;
  readonly minimum: string;
  readonly maximum: string;
  readonly cache: string;
  readonly cycles: boolean;
}

export interface Sequence extends Owned, Name {
  readonly options: SequenceOptions;
  readonly persistence: 'permanent' | 'unlogged' | 'temporary';
  readonly ownedBy?: { readonly table: Name; readonly column: string };
}

export interface Enum extends Owned, Name {
  readonly type: 'enum';
  readonly values: readonly string[];
}

export interface Domain extends Owned, Name {
  readonly type: 'domain';
  readonly base: DataType;
  readonly collation?: string;
  readonly nullable: boolean;
  readonly default?: Expression;
  readonly constraints: readonly CheckConstraint[];
}

export interface CompositeType extends Owned, Name {
  readonly type: 'composite';
  readonly attributes: readonly { readonly name: string; readonly type: DataType; readonly collation?: string }[];
  /** What is said of attributes, by their names; absent where nothing is. */
  readonly attributeComments?: Options;
}

export interface RangeType extends Owned, Name {
  readonly type: 'range';
  readonly subtype: DataType;
  readonly options: Options;
}

export type UserType = Enum | Domain | CompositeType | RangeType;

export interface ViewColumn extends Pick<Described, 'comment'> {
  readonly name: string;
  readonly type?: DataType;
  /** Absent when nobody has one on the column alone. */
  readonly privileges?: readonly Privilege[];
}

export interface View extends Owned, Name {
  readonly isMaterialized: boolean;
  /** What a reader gets, in order; the type where it is known. */
  readonly columns: readonly ViewColumn[];
  readonly query: Expression;
  /** security_barrier, security_invoker, check_option; in MySQL algorithm, definer, sql_security. */
  readonly options: Options;
  readonly tablespace?: string;
  readonly accessMethod?: string;
  /** Of a materialized view. */
  readonly indexes: readonly Index[];
  readonly triggers: readonly Trigger[];
  readonly rules: readonly RewriteRule[];
  /** Defaults of columns (`ALTER VIEW … ALTER COLUMN … SET DEFAULT`). */
  readonly defaults: readonly Pick<Column, 'name' | 'default'>[];
}

export interface Parameter {
  readonly name: string;
  readonly mode: 'in' | 'out' | 'inout' | 'variadic' | 'table';
  readonly type: DataType;
  readonly default?: Expression;
}

export interface Routine extends Owned, Name {
  readonly type: 'function' | 'procedure' | 'aggregate' | 'window';
  readonly parameters: readonly Parameter[];
  /** Absent for procedures. */
  readonly returns?: { readonly type: DataType; readonly isSet: boolean };
  readonly language: string;
  /** The text that the language interprets, or the parsed body of `RETURN …` and `BEGIN ATOMIC`. */
  readonly body: Expression;
  readonly volatility: 'immutable' | 'stable' | 'volatile';
  readonly isStrict: boolean;
  readonly isSecurityDefiner: boolean;
  readonly isLeakproof: boolean;
  readonly parallel: 'unsafe' | 'restricted' | 'safe';
  /** `SET` clauses. */
  readonly settings: Options;
  /** cost, rows, support; of aggregates sfunc, stype, initcond …; in MySQL definer, data access, sql_mode. */
  readonly options: Options;
}

/** MySQL, MariaDB. */
export interface ScheduledEvent extends Described {
  readonly name: string;
  readonly schedule: Expression;
  readonly isEnabled: boolean;
  readonly isPreserved: boolean;
  readonly body: Expression;
  readonly definer?: string;
  /** In which the body is read, where it needs another one than the usual. */
  readonly sqlMode?: string;
}

export interface Publication extends Described {
  readonly name: string;
  readonly owner?: string;
  readonly allTables: boolean;
  readonly tables: readonly { readonly name: Name; readonly columns: readonly string[]; readonly where?: Expression }[];
  readonly schemas: readonly string[];
  readonly options: Options;
}

/** What `ALTER DEFAULT PRIVILEGES` says of objects that are made later. */
export interface DefaultPrivilege {
  /** The role that makes the objects; absent for whoever runs the file. */
  readonly role?: string;
  readonly schema?: string;
  /** tables, sequences, functions, types, schemas. */
  readonly objects: string;
  readonly grantee: string;
  readonly privilege: string;
  readonly isGranted: boolean;
  readonly grantable: boolean;
}

/** An object of a rarer kind, which is compared as a whole: an operator, a cast, a collation, a foreign server … */
export interface OtherObject extends Described {
  /** As in `CREATE …`, in lower case: `operator class`, `event trigger`, `statistics`. */
  readonly kind: string;
  readonly owner?: string;
  readonly privileges?: Owned['privileges'];
  /** What tells it from its like, with everything that belongs to that: `public.=(citext, citext)`. */
  readonly identity: string;
  readonly definition: Expression;
  /** What it is made of, by name, but for what the definition says in SQL; a list has no order. */
  readonly facts: Readonly<Record<string, string | true | readonly string[]>>;
}
