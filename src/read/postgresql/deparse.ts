import type { Node } from '@pgsql/types';

/** Writes a parsed expression or statement as SQL. */
export type Deparse = (node: Node) => string;

/** Loads what writes SQL: nobody needs it who has none. */
export async function loadDeparser(): Promise<Deparse> {
  const { deparseSync } = await import('pgsql-deparser');
  return (node) => deparseSync(node as never, { pretty: false }).replace(/;\s*$/, '');
}
