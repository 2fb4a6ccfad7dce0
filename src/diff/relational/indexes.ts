import { diffByName } from '../../lib/diff-by-name.js';
import { equal } from '../../lib/python/equal.js';
import { repr } from '../../lib/python/repr.js';
import type { Index, Table } from '../../model/relational.js';
import type { RelationalChange } from '../../model/relational-change.js';

/** Indexes that went, that came and that changed under their name. */
export function indexChanges(table: string, before: Table, after: Table): RelationalChange[] {
  const indexes = diffByName(indexesByName(before), indexesByName(after));
  return [
    ...indexes.removed.map(([index, value]) => ({ kind: 'index_removed', table, index, before: value }) as const),
    ...indexes.added.map(([index, value]) => ({ kind: 'index_added', table, index, after: value }) as const),
    ...indexes.common
      .filter(([, from, to]) => !equal(from, to))
      .map(([index, from, to]) => ({ kind: 'index_changed', table, index, before: from, after: to }) as const),
  ];
}

// An index without a name is known by what it indexes.
function indexesByName(table: Table): ReadonlyMap<string, Index> {
  return new Map((table.indexes ?? []).map((index) => [index.name ?? repr(index.columns ?? []), index]));
}
