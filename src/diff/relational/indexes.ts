import { diffByName } from '../../lib/diff-by-name.js';
import type { JsonObject } from '../../lib/json-value.js';
import { identityOf } from '../../lib/missing-from.js';
import { equal, isTruthy } from '../../lib/python/equal.js';
import type { Index, Table } from '../../model/relational.js';
import type { RelationalChange } from '../../model/relational-change.js';
import { FOR_PEOPLE } from './definition.js';
import { type NamedThings, namedThings } from './named.js';

/** Indexes that went, that came and that changed under their name. One that only has another name stays. */
export function indexChanges(table: string, before: Table, after: Table): RelationalChange[] {
  const [from, to] = [indexesOf(before), indexesOf(after)];
  if (from === undefined || to === undefined) {
    const change = { attribute: 'indexes', before: before.indexes, after: after.indexes };
    return equal(before.indexes, after.indexes) ? [] : [{ kind: 'table_attribute_changed', table, ...change }];
  }
  const { removed, added, common } = diffByName<Index>(from, to);
  const identities = (indexes: readonly (readonly [string, Index])[]) => {
    return new Set(indexes.map(([, index]) => identityOf(withoutName(index))));
  };
  const [gone, fresh] = [identities(removed), identities(added)];
  return [
    ...removed
      .filter(([, value]) => !fresh.has(identityOf(withoutName(value))))
      .map(([index, value]) => ({ kind: 'index_removed', table, index, before: value }) as const),
    ...added
      .filter(([, value]) => !gone.has(identityOf(withoutName(value))))
      .map(([index, value]) => ({ kind: 'index_added', table, index, after: value }) as const),
    ...common
      .filter(([, value, other]) => !equal(withoutName(value), withoutName(other)))
      .map(([index, value, other]) => ({ kind: 'index_changed', table, index, before: value, after: other }) as const),
  ];
}

function indexesOf({ indexes }: Table): ReadonlyMap<string, Index> | undefined {
  const named: NamedThings = namedThings(indexes, 'columns');
  return named && new Map([...named].map(([name, index]) => [name, { ...index, unique: isUnique(index) }]));
}

function isUnique({ unique, type }: JsonObject): boolean {
  return isTruthy(unique ?? false) || (typeof type === 'string' && type.toLowerCase() === 'unique');
}

function withoutName(index: Index): object {
  const kept = Object.entries(index).filter(([key]) => !(FOR_PEOPLE as readonly string[]).includes(key));
  return Object.fromEntries(kept);
}
