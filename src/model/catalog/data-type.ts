/**
 * The type of a column, parameter or domain. Built-in types have the name that the server itself prints
 * (`integer`, `character varying`, `timestamp with time zone`; in MySQL `int`, `varchar`, `datetime`).
 */
export interface DataType {
  /** Of a type that somebody created; empty for built-in ones. */
  readonly schema: string;
  readonly name: string;
  /** What stands in brackets behind the name: length, precision and scale, the fields of an interval, a geometry. */
  readonly args: readonly string[];
  /** The server keeps no number of dimensions: `int[]` and `int[3][]` are one type. */
  readonly isArray: boolean;
  /** MySQL, MariaDB. */
  readonly isUnsigned?: boolean;
  readonly isZerofill?: boolean;
  /** The values of a MySQL `enum` or `set`. */
  readonly values?: readonly string[];
  readonly characterSet?: string;
}
