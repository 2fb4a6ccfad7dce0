import type { Node } from '@pgsql/types';
import { unquoteIdentifier } from '../../../lib/quote.js';
import { tokenize } from '../../../lib/sql-text.js';
import { visit } from '../nodes.js';

/** NAMEDATALEN is 64, with a zero at the end. */
const MOST_BYTES = 63;

/** The names of a statement that the server cuts. The parser has cut them already. */
export function longNamesIn(statement: string): string[] {
  const names = tokenize(statement).flatMap((token) => {
    if (token.startsWith('"')) return unquoteIdentifier(token);
    return /^[\p{L}_]/u.test(token) ? token.split('.') : [];
  });
  return [...new Set(names.filter((name) => Buffer.byteLength(name) > MOST_BYTES))];
}

/** The texts that a statement speaks of. */
export function literalsIn(node: Node): string[] {
  const literals = new Set<string>();
  visit(node, (kind, body) => {
    const { sval } = body as { sval?: { sval?: string } };
    if (kind === 'A_Const' && sval?.sval !== undefined) literals.add(sval.sval);
  });
  return [...literals];
}
