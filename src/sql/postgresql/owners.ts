import type { Catalog } from '../../model/catalog/catalog.js';
import type { Owned } from '../../model/catalog/common.js';
import { nameKey } from '../unit.js';
import { routineKey } from './relation-units.js';

/** Everything that somebody owns, by what tells it from the others. */
function ownedIn({ schemas, types, sequences, tables, views, routines }: Catalog): Map<string, Partial<Owned>> {
  return new Map<string, Partial<Owned>>([
    ...schemas.map((each) => [`schema ${each.name}`, each] as const),
    ...types.map((each) => [`type ${nameKey(each)}`, each] as const),
    ...[...sequences, ...tables, ...views].map((each) => [`relation ${nameKey(each)}`, each] as const),
    ...routines.map((each) => [`routine ${routineKey(each)}`, each] as const),
  ]);
}

/** Whether a text leaves unsaid of something whose it is, as a dump never does: that belongs to whoever runs it. */
export function leavesOwnersOpen(catalog: Catalog): boolean {
  return [...ownedIn(catalog)].some(([key, { owner }]) => owner === undefined && key !== 'schema public');
}

/**
 * The database after the steps: what it leaves unsaid of its owners is as before, where everything had one there, as in
 * a dump beside a schema that speaks of none.
 */
export function withOwnersKept(before: Catalog, after: Catalog): Catalog {
  if (leavesOwnersOpen(before)) return after;
  const were = ownedIn(before);
  const kept = new Map<Partial<Owned>, string>();
  for (const [key, object] of ownedIn(after)) {
    const owner = were.get(key)?.owner;
    if (object.owner === undefined && owner !== undefined) kept.set(object, owner);
  }
  if (kept.size === 0) return after;
  const all = <Each extends Partial<Owned>>(list: readonly Each[]): Each[] =>
    list.map((each) => (kept.has(each) ? { ...each, owner: kept.get(each) as string } : each));
  return {
    ...after,
    schemas: all(after.schemas),
    types: all(after.types),
    sequences: all(after.sequences),
    tables: all(after.tables),
    views: all(after.views),
    routines: all(after.routines),
  };
}
