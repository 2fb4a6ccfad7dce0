import { isObject } from '../../lib/json-value.js';
import { linesAndColumns } from '../../lib/places.js';
import type { Location } from '../../model/finding.js';
import { findInJson } from '../json-places.js';

/** The lists of what has a name, in an introspection and in what is in it (GraphQL, October 2021, section 4.1). */
const LISTS = [
  ...['types', 'directives', 'fields', 'args', 'inputFields', 'enumValues', 'interfaces', 'possibleTypes'],
] as const;

/**
 * Where everything that has a name in an introspection has it, by its path (`__schema.types[0].fields[2]`). One pass
 * over the document, and one over its text.
 */
export function placesOfNames(value: unknown, file: string, text: string): Map<string, Location> {
  const wrapped = isObject(value) && !('__schema' in value) ? ['data'] : [];
  const data = wrapped.length > 0 ? (value as { data?: unknown }).data : value;
  const found: { readonly path: string; readonly keys: readonly string[] }[] = [];
  const gather = (holder: unknown, path: string, keys: readonly string[]): void => {
    if (!isObject(holder)) return;
    for (const list of LISTS) {
      const items = holder[list];
      if (!Array.isArray(items)) continue;
      for (const [index, item] of items.entries()) {
        const [itemPath, itemKeys] = [`${path}.${list}[${index}]`, [...keys, list, String(index)]];
        found.push({ path: itemPath, keys: [...itemKeys, 'name'] });
        gather(item, itemPath, itemKeys);
      }
    }
  };
  gather(isObject(data) ? data.__schema : undefined, '__schema', [...wrapped, '__schema']);
  const offsets = findInJson(
    text,
    found.map(({ keys }) => keys),
  ).map(({ offset }) => offset);
  const places = linesAndColumns(text, offsets);
  return new Map(
    found.map(({ path }, index) => [path, { file, ...(places[index] as { line: number; column: number }) }]),
  );
}
