import type { Node } from '@pgsql/types';
import { load } from '../../lib/load.js';

type Deparser = Pick<typeof import('pgsql-deparser'), 'deparseSync'>;

/** Writes a parsed expression or statement as SQL. What does so is loaded with the first that somebody looks at. */
export function deparse(node: Node): string {
  const { deparseSync } = load<Deparser>('pgsql-deparser');
  return deparseSync(node as never, { pretty: false }).replace(/;\s*$/, '');
}
