import { unquoteIdentifier } from '../../../lib/quote.js';
import type { Node } from './node.js';

/** A name as it is written in SQL: quoted only where it must be. */
export function quoteName(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The key of a type or routine of somebody's: `schema.name`. */
export function keyOf(schema: string, name: string): string {
  return `${quoteName(schema)}.${quoteName(name)}`;
}

const QUALIFIED = /^("(?:[^"]|"")*"|[^."]+)\.("(?:[^"]|"")*"|[^."]+)$/;

/** The two parts of a key; undefined for what is built in. */
export function splitKey(key: string): { schema: string; name: string } | undefined {
  const parts = QUALIFIED.exec(key);
  return parts === null
    ? undefined
    : { schema: unquoteIdentifier(parts[1] as string), name: unquoteIdentifier(parts[2] as string) };
}

/** The texts of a list of `String` nodes. */
export function stringsOf(nodes: readonly Node[] | undefined): string[] {
  return (nodes ?? []).map((node) => node.String?.sval ?? '');
}
