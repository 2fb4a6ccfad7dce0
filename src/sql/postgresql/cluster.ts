import type { Name } from '../../model/catalog/common.js';
import type { Unit } from '../unit.js';
import { full, id, reg, when } from './spelling.js';

/** What a table may be clustered by. */
interface Clustering {
  readonly name?: string;
  readonly isClustered?: boolean;
}

/** Whether a table is clustered by an index, or by that of a key. */
export function isClustered({ object }: Unit): boolean {
  return (object as Clustering | undefined)?.isClustered === true;
}

/** The statements by which a table is to be clustered by an index, or no more; another index may have the mark by then. */
export function clusterChanges(table: Name, from: Clustering, to: Clustering & { readonly name: string }): string[] {
  if ((from.isClustered ?? false) === (to.isClustered ?? false)) return [];
  if (to.isClustered) return [`ALTER TABLE ${full(table)} CLUSTER ON ${id(to.name)}`];
  const index = reg('regclass', full({ schema: table.schema, name: to.name }));
  const query = `SELECT FROM pg_catalog.pg_index WHERE indexrelid = ${index} AND indisclustered`;
  return [when(query, `ALTER TABLE ${full(table)} SET WITHOUT CLUSTER`)];
}
