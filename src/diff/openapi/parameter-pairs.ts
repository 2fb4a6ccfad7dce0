import { isObject } from '../../lib/json-value.js';
import type { Parameter } from '../../model/openapi.js';
import type { Api } from './endpoint.js';
import type { Resolver } from './references.js';

/** A parameter of an operation and where it stands. */
export interface FoundParameter {
  readonly node: Parameter;
  readonly name: string;
  readonly place: string;
  /** What tells it from others: its place, and its name as far as it counts. */
  readonly key: string;
  /** The last reference that led to it. */
  readonly reference: string | undefined;
  /** It is one of the path, for all its operations. */
  readonly isOfPath: boolean;
  /** It means nothing. */
  readonly isIgnored: boolean;
}

/**
 * The parameters of an operation. Those of the path hold for each of its operations unless the operation has one
 * of the same name and place.
 *
 * @param renamed what the parameters of the template are called on the other side
 */
export function parametersOf(
  resolver: Resolver,
  { item, operation }: Api,
  renamed: ReadonlyMap<string, string>,
): readonly FoundParameter[] {
  const found = new Map<string, FoundParameter>();
  const add = (parameter: Parameter, isOfPath: boolean) => {
    const { node, reference } = resolver.resolve<Parameter>(parameter);
    if (node?.name === undefined) return;
    const { name } = node;
    const place = String(node.in);
    const key = `${place} ${nameIn(place, name, renamed)}`;
    const isIgnored = place === 'header' && IGNORED.has(name.toLowerCase());
    if (!found.has(key)) found.set(key, { node, name, place, key, reference, isOfPath, isIgnored });
  };
  for (const parameter of writtenParameters(operation)) add(parameter, false);
  for (const parameter of writtenParameters(item)) add(parameter, true);
  return [...found.values()];
}

/** The parameters as they stand, references among them; what is none is left out. */
export function writtenParameters({ parameters }: { readonly parameters?: unknown }): readonly Parameter[] {
  return Array.isArray(parameters) ? parameters.filter(isObject) : [];
}

// Said by the media types and the security of an operation (OpenAPI 3.2, "Fixed Fields", Parameter Object, name).
const IGNORED: ReadonlySet<string> = new Set(['accept', 'content-type', 'authorization']);

function nameIn(place: string, name: string, renamed: ReadonlyMap<string, string>): string {
  if (place === 'path') return renamed.get(name) ?? name;
  // Names of header fields (RFC 9110, section 5.1); the whole query string has no name.
  return place === 'header' ? name.toLowerCase() : place === 'querystring' ? '' : name;
}

export interface ParameterPairs {
  readonly common: readonly (readonly [FoundParameter, FoundParameter])[];
  readonly moved: readonly (readonly [FoundParameter, FoundParameter])[];
  readonly removed: readonly FoundParameter[];
  readonly added: readonly FoundParameter[];
}

/** Which parameter became which: by place and name; what is left of a name has moved, one for one. */
export function pairParameters(before: readonly FoundParameter[], after: readonly FoundParameter[]): ParameterPairs {
  const counts = (parameter: FoundParameter) => !parameter.isIgnored;
  const byKey = new Map(after.filter(counts).map((parameter) => [parameter.key, parameter]));
  const common: [FoundParameter, FoundParameter][] = [];
  const left: FoundParameter[] = [];
  for (const from of before.filter(counts)) {
    const to = byKey.get(from.key);
    if (to === undefined) left.push(from);
    else common.push([from, to]);
    byKey.delete(from.key);
  }
  const fresh = new Set(byKey.values());
  const moved: [FoundParameter, FoundParameter][] = [];
  for (const from of left) {
    const to = [...fresh].find(({ name }) => name === from.name);
    if (to === undefined) continue;
    moved.push([from, to]);
    fresh.delete(to);
  }
  const hasMoved = new Set(moved.map(([from]) => from));
  return { common, moved, removed: left.filter((from) => !hasMoved.has(from)), added: [...fresh] };
}
