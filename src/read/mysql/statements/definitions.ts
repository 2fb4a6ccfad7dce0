import type { Name, Options } from '../../../model/catalog/common.js';
import type { ReferentialAction } from '../../../model/catalog/table.js';
import type { Node } from '../expressions/node.js';

/** An expression with the text that it was written as. */
export interface Written {
  readonly text: string;
  readonly node: Node;
}

/** The type of a column or parameter as it was written, by the server's name for it. */
export interface TypeDefinition {
  readonly name: string;
  readonly args: readonly string[];
  readonly isUnsigned: boolean;
  readonly isZerofill: boolean;
  readonly values?: readonly string[];
  readonly characterSet?: string;
  readonly collation?: string;
  /** `BINARY` behind the type: the charset's binary collation. */
  readonly isBinary: boolean;
  /** What the type's name brings beside the type. */
  readonly alias?: 'serial' | 'json';
}

export interface ColumnDefinition {
  readonly name: string;
  readonly type: TypeDefinition;
  readonly nullable?: boolean;
  /** The literal NULL stands for none. */
  readonly default?: Written;
  readonly onUpdate?: Written;
  readonly generated?: { readonly expression: Written; readonly isStored: boolean };
  /** ROW START and ROW END of system versioning. */
  readonly row?: 'start' | 'end';
  readonly isAutoIncrement?: boolean;
  readonly isInvisible?: boolean;
  readonly key?: 'primary' | 'unique';
  readonly comment?: string;
  readonly checks: readonly CheckDefinition[];
  readonly references?: ForeignKeyDefinition;
  readonly options: Options;
}

export type KeyKind = 'primary' | 'unique' | 'index' | 'fulltext' | 'spatial' | 'vector';

export interface KeyPart {
  readonly column?: string;
  readonly expression?: Written;
  readonly prefix?: number;
  readonly order: 'asc' | 'desc';
}

export interface KeyDefinition {
  readonly kind: KeyKind;
  readonly name?: string;
  readonly parts: readonly KeyPart[];
  readonly method?: string;
  readonly comment?: string;
  readonly isInvisible?: boolean;
  /** The period of `WITHOUT OVERLAPS`. */
  readonly period?: string;
  readonly options: Options;
}

export interface ForeignKeyDefinition {
  readonly name?: string;
  readonly indexName?: string;
  readonly columns: readonly string[];
  readonly references: Name;
  readonly referencedColumns: readonly string[];
  readonly onDelete?: ReferentialAction;
  readonly onUpdate?: ReferentialAction;
  readonly match: 'simple' | 'full' | 'partial';
}

export interface CheckDefinition {
  readonly name?: string;
  readonly expression: Written;
  readonly isEnforced: boolean;
}

export interface PeriodDefinition {
  readonly name: string;
  readonly columns: readonly string[];
}

/** Behind the closing bracket of a table: charset and collation apart, since columns inherit them. */
export interface TableOptions {
  readonly characterSet?: string;
  readonly collation?: string;
  readonly comment?: string;
  /** By name, in lower case; without what holds data, as AUTO_INCREMENT does. */
  readonly options: Options;
  /** All that the statement sets, in lower case and in order. */
  readonly names: readonly string[];
}

export interface PartitionDefinition {
  readonly strategy: 'range' | 'list' | 'hash' | 'key' | 'system_time';
  readonly isLinear: boolean;
  readonly columns?: readonly string[];
  readonly expression?: Written;
  /** SUBPARTITION BY, as it is printed. */
  readonly subpartitioning?: string;
  readonly count?: number;
  readonly partitions: readonly NamedPartition[];
}

export interface NamedPartition {
  readonly name: string;
  readonly text: string;
  readonly form: string;
}
