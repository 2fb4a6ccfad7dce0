/** Wanted places of a document in the shape of it, and where in the text they were found. */
export interface Trie {
  readonly held: Map<string, Trie>;
  offset?: number | undefined;
}

/** A place in a text: that of as much of the path as is written there. */
export interface Found {
  readonly offset: number;
  /** How many keys of the path lead there. */
  readonly depth: number;
}

export function plant(paths: readonly (readonly string[])[]): Trie {
  const root: Trie = { held: new Map() };
  for (const path of paths) {
    let node = root;
    for (const key of path) {
      const next = node.held.get(key) ?? { held: new Map() };
      node.held.set(key, next);
      node = next;
    }
  }
  return root;
}

/** Marks where a key stands. When an object has it twice the last one counts, and nothing of the first. */
export function mark(node: Trie, offset: number): void {
  if (node.offset !== undefined) clear(node);
  node.offset = offset;
}

function clear(node: Trie): void {
  node.offset = undefined;
  for (const held of node.held.values()) clear(held);
}

/** Where a path was found, or as much of it as is written. */
export function gather(root: Trie, path: readonly string[]): Found {
  let found: Found = { offset: root.offset ?? 0, depth: 0 };
  let node: Trie | undefined = root;
  for (const [index, key] of path.entries()) {
    node = node.held.get(key);
    if (node?.offset === undefined) break;
    found = { offset: node.offset, depth: index + 1 };
  }
  return found;
}
