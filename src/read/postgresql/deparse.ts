import type { Node } from '@pgsql/types';
import { load } from '../../lib/load.js';

type Deparser = Pick<typeof import('pgsql-deparser'), 'deparseSync'>;

/** Writes a parsed expression, statement or list of statements as SQL. What does so is loaded with the first that somebody looks at. */
export function deparse(node: Node): string {
  if ('List' in node) return (node.List.items ?? []).map(deparse).join('; ');
  const { deparseSync } = load<Deparser>('pgsql-deparser');
  return deparseSync(node as never, { pretty: false }).replace(/;\s*$/, '');
}
