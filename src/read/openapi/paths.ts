import { isObject, keysOf } from '../../lib/json-value.js';

/**
 * Where some objects of a document are, by the keys that lead there: the first place of each. One walk, which ends
 * when all are found; what an alias of YAML stands for is walked wherever it stands, which its reader bounds.
 *
 * @param passedOver a key of the document itself that is not looked into
 */
export function pathsTo(
  document: unknown,
  wanted: ReadonlySet<object>,
  passedOver?: string,
): ReadonlyMap<object, readonly string[]> {
  const found = new Map<object, readonly string[]>();
  const path: string[] = [];
  const search = (node: unknown): void => {
    const isList = Array.isArray(node);
    if (!isList && !isObject(node)) return;
    if (wanted.has(node) && !found.has(node)) found.set(node, [...path]);
    for (const key of isList ? node.keys() : keysOf(node)) {
      if (found.size === wanted.size) return;
      const held = (node as never)[key] as unknown;
      if (typeof held !== 'object' || held === null || (path.length === 0 && key === passedOver)) continue;
      path.push(String(key));
      search(held);
      path.pop();
    }
  };
  search(document);
  return found;
}
