import { forEachKey, isObject } from '../../lib/json-value.js';

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
  const descend = (key: string, held: unknown): void => {
    if (found.size === wanted.size || typeof held !== 'object' || held === null) return;
    if (path.length === 0 && key === passedOver) return;
    path.push(key);
    search(held);
    path.pop();
  };
  const search = (node: unknown): void => {
    if (Array.isArray(node)) {
      if (wanted.has(node) && !found.has(node)) found.set(node, [...path]);
      for (let index = 0; index < node.length; index++) descend(String(index), node[index]);
    } else if (isObject(node)) {
      if (wanted.has(node) && !found.has(node)) found.set(node, [...path]);
      forEachKey(node, descend);
    }
  };
  search(document);
  return found;
}
