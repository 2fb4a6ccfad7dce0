/**
 * The schemas on the way that a finding's path takes through a description, references followed.
 *
 * @param path keys joined by dots, as findings have it; it may go on where the document does not
 */
export function nodesAlong(document: object, path: string): unknown[] {
  const nodes: unknown[] = [];
  let node: unknown = document;
  let rest = path;
  let isSchema = false;
  while (typeof node === 'object' && node !== null) {
    const { $ref } = node as { $ref?: string };
    if ($ref !== undefined) {
      nodes.push(node);
      node = $ref
        .slice(2)
        .split('/')
        .reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], document);
      continue;
    }
    if (isSchema && !Array.isArray(node)) nodes.push(node);
    node = withPropertiesOfAll(node);
    const key = Object.keys(node as object)
      .filter(
        (name) =>
          rest === name || rest.startsWith(`${name}.`) || rest.startsWith(`${name}[`) || rest.startsWith(`${name}]`),
      )
      .sort((one, other) => other.length - one.length)[0];
    if (key === undefined) return nodes;
    isSchema ||= key === 'schema' || key === 'schemas';
    node = (node as Record<string, unknown>)[key];
    rest = rest.slice(key.length).replace(/^\]?[.[]?/, '');
  }
  return nodes;
}

/** A schema whose `allOf` says of properties what the schema so says of them itself. */
function withPropertiesOfAll(node: object): object {
  const { allOf, properties } = node as { readonly allOf?: unknown; readonly properties?: object };
  if (!Array.isArray(allOf)) return node;
  const all = [{ properties }, ...(allOf as { readonly properties?: object }[])].flatMap((part) =>
    Object.entries(part.properties ?? {}),
  );
  const names = [...new Set(all.map(([name]) => name))];
  const merged = names.map((name) => [
    name,
    { allOf: all.filter(([one]) => one === name).map(([, schema]) => schema) },
  ]);
  return { ...node, properties: Object.fromEntries(merged) as object };
}
