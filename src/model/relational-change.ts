import type { JsonObject } from '../lib/json-value.js';
import type { Numeric } from '../lib/python/number.js';
import type { Column, ConstraintType, Index, Table } from './relational.js';

/** Digits of a number: in all, and behind the point. Absent means without limit. */
export interface Digits {
  readonly precision: Numeric | undefined;
  readonly scale: Numeric | undefined;
}

interface Kinds {
  table_removed: { table: string; before: Table };
  table_added: { table: string; after: Table };
  table_attribute_changed: { table: string; attribute: string; before: unknown; after: unknown };

  column_removed: { table: string; column: string; before: Column };
  column_added: { table: string; column: string; after: Column };
  /** In lower case, empty when the schema says none. */
  column_type_changed: { table: string; column: string; before: string; after: string };
  column_nullability_changed: { table: string; column: string; before: boolean; after: boolean };
  column_length_changed: { table: string; column: string; before: Numeric | undefined; after: Numeric };
  column_digits_changed: { table: string; column: string; before: Digits; after: Digits };
  /** `undefined` is no default. `required`: the column is NOT NULL and the database does not number it. */
  column_default_changed: { table: string; column: string; before: unknown; after: unknown; required: boolean };
  column_auto_increment_changed: { table: string; column: string; before: boolean; after: boolean };
  column_unique_changed: { table: string; column: string; before: boolean; after: boolean };
  column_primary_key_changed: { table: string; column: string; before: boolean; after: boolean };
  /** A key of the column that the model does not know. */
  column_attribute_changed: { table: string; column: string; attribute: string; before: unknown; after: unknown };

  /** `owner` is "column 'status' of table 'orders'" or "type 'mood'". */
  enum_values_changed: {
    path: string;
    owner: string;
    /** `undefined`: any value. */
    before: readonly string[] | undefined;
    after: readonly string[] | undefined;
  };
  enum_removed: { name: string; before: readonly string[] };
  enum_added: { name: string; after: readonly string[] };

  /** The constraint in Python's `str()`, which is how the original tells two apart. */
  constraint_removed: { table: string; constraintType: ConstraintType; constraint: string };
  constraint_added: { table: string; constraintType: ConstraintType; constraint: string };

  index_removed: { table: string; index: string; before: Index };
  index_added: { table: string; index: string; after: Index };
  index_changed: { table: string; index: string; before: Index; after: Index };

  view_removed: { view: string; before: JsonObject };
  view_added: { view: string; after: JsonObject };
  view_column_removed: { view: string; column: string };
  /** `appendsOnly`: the columns and rows that were there are there still, in their places. */
  view_definition_changed: { view: string; before: JsonObject; after: JsonObject; appendsOnly: boolean };

  procedure_removed: { procedure: string; before: JsonObject };
  procedure_added: { procedure: string; after: JsonObject };
  procedure_signature_changed: { procedure: string; before: JsonObject; after: JsonObject };
  procedure_definition_changed: { procedure: string; before: JsonObject; after: JsonObject };

  /** A key of the schema that the model does not know. */
  schema_attribute_changed: { attribute: string; before: unknown; after: unknown };
}

export type RelationalChangeKind = keyof Kinds;

/** One fact about two relational schemas; it has no opinion. */
export type RelationalChange<Kind extends RelationalChangeKind = RelationalChangeKind> = {
  [K in Kind]: { readonly kind: K } & { readonly [Key in keyof Kinds[K]]: Kinds[K][Key] };
}[Kind];
