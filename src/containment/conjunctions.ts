import type { SchemaNode } from '../model/openapi.js';
import { saysNothing } from './values.js';

/** Schemas that must all hold, as one; the same schemas give the same one. */
export function createConjunctions(): (schemas: readonly unknown[]) => unknown {
  interface Trie {
    schema?: SchemaNode;
    readonly next: Map<unknown, Trie>;
  }
  const root: Trie = { next: new Map() };
  return (schemas) => {
    const saying = schemas.filter((schema) => !saysNothing(schema));
    if (saying.length === 0) return true;
    if (saying.length === 1) return saying[0];
    let trie = root;
    for (const schema of saying) {
      const deeper = trie.next.get(schema) ?? { next: new Map<unknown, Trie>() };
      trie.next.set(schema, deeper);
      trie = deeper;
    }
    trie.schema ??= { allOf: saying };
    return trie.schema;
  };
}
