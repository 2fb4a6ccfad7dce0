import type { DataType } from '../../../model/catalog/data-type.js';

/** What the names in an expression or a query mean. All look-ups by schema are exact. */
export interface Scope {
  /** The version of the server, when somebody knows it. */
  readonly major?: number;
  /** The schemas that unqualified names are looked for in, without `pg_catalog`. */
  readonly searchPath: readonly string[];
  /** The extensions that were created, and the schemas where their objects are. */
  readonly extensions: readonly { readonly name: string; readonly schema: string }[];
  relation(schema: string, name: string): Relation | undefined;
  type(schema: string, name: string): NamedType | undefined;
  routines(schema: string, name: string): readonly Signature[];
  operators(schema: string, name: string): readonly OperatorSignature[];
  /** Is told which literals are values of a type that somebody created, or arrays of them. */
  readonly onLiteral?: (type: { readonly schema: string; readonly name: string }, literal: object) => void;
}

/** A table, a view or anything else that has columns. */
export interface Relation {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly RelationColumn[];
  /** Whether it surely has no others. */
  readonly isWhole?: boolean;
}

export interface RelationColumn {
  readonly name: string;
  /** Absent when it is not known. */
  readonly type?: DataType;
}

/** What a type is that somebody created. */
export type NamedType =
  | { readonly type: 'enum' | 'base' }
  | { readonly type: 'domain'; readonly base: DataType }
  | { readonly type: 'composite'; readonly attributes: readonly { readonly name: string; readonly type: DataType }[] }
  | { readonly type: 'range'; readonly subtype: DataType };

/** A routine, as far as a call is concerned. */
export interface Signature {
  readonly kind: 'function' | 'procedure' | 'aggregate' | 'window';
  /** Of those that a caller gives. */
  readonly parameters: readonly { readonly name: string; readonly type: DataType }[];
  readonly isVariadic: boolean;
  /** How many of the last parameters may be left out. */
  readonly defaults: number;
  readonly result?: DataType;
  /** The columns of a result that is a record. */
  readonly columns?: readonly { readonly name: string; readonly type: DataType }[];
}

export interface OperatorSignature {
  readonly left?: DataType;
  readonly right: DataType;
  readonly result: DataType;
}

/** Where an expression stands. */
export interface Context {
  /** For messages: `schema.sql:12`. */
  readonly place?: string;
  /** What its columns belong to: the table of a check, `old` and `new` of a trigger (see {@link Source}). */
  readonly sources?: readonly Source[];
  /** The type that the value gets: of the column of a default, for instance. */
  readonly target?: DataType;
  /** The type of `VALUE` in the check of a domain. */
  readonly value?: DataType;
  /** The types of `$1`, `$2` … and the names of the parameters of a function. */
  readonly parameters?: readonly { readonly name: string; readonly type: DataType }[];
  /** Is told which columns a natural join takes together. */
  readonly onNatural?: (join: object, columns: readonly string[]) => void;
  /** Is told which source of a query a column is of that is named alone. */
  readonly onColumn?: (reference: object, source: string) => void;
  /** Is told which columns are named that no source has, where all sources are known as a whole. */
  readonly onMissing?: (names: readonly string[]) => void;
  /** Is told what each `*` of a list of results stands for, where all sources are known, as the names that columns can be referred to by. */
  readonly onStar?: (star: object, columns: readonly (readonly string[])[]) => void;
}

/** Columns that an expression may name. */
export interface Source {
  /** What they may be qualified with. */
  readonly name: string;
  readonly schema?: string;
  readonly columns: readonly RelationColumn[];
  /** Whether their names are always qualified (`old`, `new`). */
  readonly isQualified?: boolean;
  /** Whether they may be named alone all the same. */
  readonly isMeant?: boolean;
}

/** Where something goes that nothing defines, such as a part of an extension: the first schema that people can use. */
export function homeOf({ searchPath }: Scope): string {
  return searchPath.find((schema) => !schema.startsWith('pg_')) ?? 'public';
}
