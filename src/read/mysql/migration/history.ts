/** What a statement has written: as it was before the migration, as it is. Either is absent where there is none. */
export interface Written<Value> {
  readonly key: string;
  readonly before: Value | undefined;
  readonly after: Value | undefined;
  /** Whether an earlier statement of the migration has made it: nobody uses it yet. */
  readonly isOwn: boolean;
}

/** What becomes of the objects of a kind from the beginning of a migration on. */
export interface History<Value> {
  /** @param written what keys held before a statement */
  follow(written: ReadonlyMap<string, Value | undefined>): Written<Value>[];
}

/** Follows the objects of a map. What is dropped and made again is the same object. */
export function followHistory<Value>(map: ReadonlyMap<string, Value>): History<Value> {
  const dropped = new Map<string, Value>();
  const made = new Set<string>();
  const changeOf = (key: string, old: Value | undefined): Written<Value> | undefined => {
    const now = map.get(key);
    if (now === old) return undefined;
    if (made.has(key)) {
      if (now === undefined) made.delete(key);
      return { key, before: old, after: now, isOwn: true };
    }
    const before = old ?? dropped.get(key);
    if (before === undefined) made.add(key);
    else if (now === undefined) dropped.set(key, before);
    else dropped.delete(key);
    return { key, before, after: now, isOwn: false };
  };
  return { follow: (written) => [...written].flatMap(([key, old]) => changeOf(key, old) ?? []) };
}
