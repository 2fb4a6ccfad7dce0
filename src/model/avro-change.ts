import type { AvroType, LogicalType } from './avro.js';
import type { Flow, Spots } from './openapi-change.js';

/** What a change does to data that go one way: before writes and after reads (`request`), or the other way round. */
export interface AvroHarm {
  /** What comes out instead, where nothing fails: the data are read as something else. */
  readonly misread?: string;
  /** Why nobody can tell. */
  readonly undecided?: string;
  /** How to get from the schema to where it fails, for whoever wants to show it. */
  readonly trail: Trail;
}

/** The way from a root down to a type of the writer's, and what must stand there. */
export interface Trail {
  readonly writer: AvroType;
  readonly reader: AvroType;
  readonly steps: readonly TrailStep[];
  /** The types that the way ends at, of which the one cannot be read with the other. */
  readonly end: { readonly writer: AvroType; readonly reader: AvroType };
  /** The field of the reader's record that the data lack. */
  readonly field?: string;
  /** Of an enumeration, the symbol that fails. */
  readonly symbol?: string;
}

export type TrailStep =
  | { readonly into: 'field'; readonly name: string }
  | { readonly into: 'items' | 'values' }
  | { readonly into: 'branch'; readonly index: number };

interface Kinds {
  /** Of a record, an enumeration or a fixed type. */
  type_renamed: { before: string; after: string; noun: string };
  namespace_changed: { before: string; after: string; noun: string };
  field_added: { record: string; field: string; hasDefault: boolean; after: unknown };
  field_removed: { record: string; field: string; hasDefault: boolean; before: unknown };
  /** A field that the new schema finds by an alias. */
  field_renamed: { record: string; before: string; after: string; hasDefault: boolean };
  field_default_changed: { record: string; field: string; before: unknown; after: unknown };
  type_changed: { before: string; after: string };
  union_branch_removed: { branch: string };
  union_branch_added: { branch: string };
  enum_symbols_removed: { name: string; symbols: readonly string[]; hasDefault: boolean };
  enum_symbols_added: { name: string; symbols: readonly string[]; hasDefault: boolean };
  fixed_size_changed: { name: string; before: number; after: number };
  logical_type_changed: { before: LogicalType | undefined; after: LogicalType | undefined; isMeaning: boolean };
  /** Of what is sorted by it: the order of fields, of symbols, or the word of a field. */
  sort_order_changed: { name: string; before: string; after: string };
  message_removed: { message: string };
  message_added: { message: string };
  message_kind_changed: { message: string; isOneWay: boolean };
  schema_removed: { subject: string };
  schema_added: { subject: string };
}

/** One fact about two versions of Avro schemas; it has no opinion. */
export type AvroChange<Kind extends keyof Kinds = keyof Kinds> = {
  [K in Kind]: {
    readonly kind: K;
    /** Where: the full name of a record and a field, and what is below. */
    readonly path: string;
    /** In words: "field 'total' of record 'Order'". */
    readonly subject: string;
    readonly spots: Spots;
    readonly flows: ReadonlySet<Flow>;
    readonly effect: { readonly [F in Flow]?: AvroHarm };
  } & { readonly [Key in keyof Kinds[K]]: Kinds[K][Key] };
}[Kind];
