/**
 * A node of the parser's tree: `{ A_Const: { … } }`. The grammar has some 250 kinds with fields of their own, which
 * libpg-query gives as plain JSON, leaving out what is false, zero or empty.
 */
// biome-ignore lint/suspicious/noExplicitAny: the shape is the parser's, and every access is guarded by its kind
export type Node = Record<string, any>;

/** The kind of a node, and its fields. */
export function open(node: Node): [kind: string, fields: Node] {
  for (const kind in node) return [kind, node[kind] as Node];
  return ['', {}];
}
