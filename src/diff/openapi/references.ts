import { isObject, own } from '../../lib/json-value.js';
import type { OpenApiDescription } from '../../model/openapi.js';

export interface Resolved<T> {
  readonly node: T | undefined;
  readonly target: unknown;
  readonly reference: string | undefined;
}

/** Follows references within one description. */
export interface Resolver {
  /** Whether keywords beside a `$ref` count. */
  readonly keepsSiblings: boolean;
  /**
   * The object that a node is or refers to, however many references lead there, and the last of them.
   * `node` is undefined when a reference leads nowhere, around in a circle, or to what is no object; that
   * `target` may be `true` or `false`, which are schemas too.
   */
  resolve<T extends object>(node: T): Resolved<T>;
}

/** A resolver of the references of one description. */
export function createResolver(description: OpenApiDescription): Resolver {
  return {
    keepsSiblings: !/^3\.0/.test(String(description.openapi ?? '3.0')),
    resolve<T extends object>(start: T) {
      const seen = new Set<unknown>();
      let node: unknown = start;
      let reference: string | undefined;
      while (isObject(node) && typeof node.$ref === 'string') {
        if (seen.has(node)) return { node: undefined, target: undefined, reference };
        seen.add(node);
        reference = node.$ref;
        node = follow(description, reference);
      }
      return { node: isObject(node) ? (node as unknown as T) : undefined, target: node, reference };
    },
  };
}

/** What a JSON pointer of the same document names (RFC 6901, as a URI fragment: section 6). */
function follow(document: object, reference: string): unknown {
  if (!reference.startsWith('#/')) return reference === '#' ? document : undefined;
  let node: unknown = document;
  for (const token of reference.slice(2).split('/')) {
    const key = decode(token).replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(node)) node = node[Number(key)];
    else if (isObject(node)) node = own(node, key);
    else return undefined;
  }
  return node;
}

function decode(token: string): string {
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
}

/** The name of the model that a reference names, or `undefined` when it names something else. */
export function modelOf(reference: string | undefined): string | undefined {
  const match = /^#\/components\/schemas\/([^/]+)$/.exec(reference ?? '');
  return match === null
    ? undefined
    : decode(match[1] as string)
        .replaceAll('~1', '/')
        .replaceAll('~0', '~');
}
