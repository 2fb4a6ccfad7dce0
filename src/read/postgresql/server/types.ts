import type { DataType } from '../../../model/catalog/data-type.js';
import type { RunQuery } from './query.js';

/** The types of a server by their number. */
export type TypeTable = ReadonlyMap<string, TypeRow>;

interface TypeRow {
  readonly oid: string;
  readonly schema: string;
  readonly name: string;
  readonly printed: string;
  /** Of an array. */
  readonly element: string | null;
}

export async function readTypeTable(run: RunQuery): Promise<TypeTable> {
  const rows = await run(`SELECT t.oid, n.nspname AS schema, t.typname AS name, format_type(t.oid, NULL) AS printed,
      CASE WHEN t.typcategory = 'A' AND t.typelem <> 0 AND t.typlen = -1 AND t.typarray = 0 THEN t.typelem END AS element
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace`);
  return new Map(rows.map((row) => [String(row.oid), row as TypeRow]));
}

/**
 * A type by its number.
 *
 * @param printed what format_type prints for the type with its modifier, which says what stands in brackets
 */
export function dataTypeAt(types: TypeTable, oid: string | number, printed?: string): DataType {
  const row = types.get(String(oid));
  if (row === undefined) return { schema: '', name: printed ?? `type ${oid}`, args: [], isArray: false };
  const element = row.element === null ? undefined : types.get(String(row.element));
  const { schema, name } = element ?? row;
  const { plain, args } = splitPrinted((printed ?? row.printed).replace(/(?:\[\])+$/, ''));
  const isArray = element !== undefined;
  if (schema === 'pg_catalog') return { schema: '', name: plain, args, isArray };
  return { schema, name, args, isArray };
}

/** `timestamp(3) with time zone` and `interval day to second(3)`: the name, and what belongs to it. */
function splitPrinted(printed: string): { plain: string; args: string[] } {
  const parts = /^(.*?)\(([^()]*)\)( .*)?$/.exec(printed);
  const before = parts === null ? printed : (parts[1] as string);
  const inBrackets = parts === null ? [] : (parts[2] as string).split(',').map((arg) => arg.trim());
  const interval = /^interval (.+)$/.exec(before);
  if (interval !== null) return { plain: 'interval', args: [interval[1] as string, ...inBrackets] };
  return { plain: `${before}${parts?.[3] ?? ''}`, args: inBrackets };
}
