import { follow as followPointer, keyOfToken, keysOfPointer } from '../../lib/json-pointer.js';
import { isObject, keysOf } from '../../lib/json-value.js';
import { equal } from '../../lib/python/equal.js';
import { FILES, type OpenApiDescription } from '../../model/openapi.js';

interface Resolved<T> {
  readonly node: T | undefined;
  readonly reference: string | undefined;
}

/** Follows references within one description. */
export interface Resolver {
  /** Whether keywords beside a `$ref` count. */
  readonly keepsSiblings: boolean;
  /** What one reference names: anything, or `undefined` when it leads nowhere. */
  follow(reference: string): unknown;
  /**
   * The object that a node is or refers to, however many references lead there, and the last of them.
   * `node` is undefined when a reference leads nowhere, around in a circle, or to what is no object.
   */
  resolve<T extends object>(node: T): Resolved<T>;
}

/** The resolvers of the two descriptions that are compared. */
export interface Resolvers {
  readonly before: Resolver;
  readonly after: Resolver;
}

/** A resolver of the references of one description. */
export function createResolver(description: OpenApiDescription): Resolver {
  const followed = new Map<string, unknown>();
  let anchors: ReadonlyMap<string, unknown> | undefined;
  const resolved = new Map<object, Resolved<object>>();

  function follow(reference: string): unknown {
    if (!followed.has(reference)) {
      const isAnchor = /^#[^/]/.test(reference);
      if (isAnchor) anchors ??= anchorsOf(description);
      followed.set(reference, isAnchor ? anchors?.get(reference) : lookUp(description, reference));
    }
    return followed.get(reference);
  }

  function resolve<T extends object>(start: T): Resolved<T> {
    const chain = new Set<object>();
    let node: unknown = start;
    let reference: string | undefined;
    while (isObject(node) && typeof node.$ref === 'string' && !chain.has(node) && !resolved.has(node)) {
      chain.add(node);
      reference = node.$ref;
      node = follow(reference);
    }
    const isEnd = isObject(node) && !chain.has(node);
    const known = isEnd ? resolved.get(node as object) : undefined;
    const result = known ?? { node: isEnd ? (node as object) : undefined, reference };
    // Whatever was passed on the way leads to the same.
    for (const passed of chain) resolved.set(passed, result);
    return result as Resolved<T>;
  }

  return { keepsSiblings: !/^3\.0/.test(String(description.openapi ?? '3.0')), follow, resolve };
}

/** The schemas that have a name of their own; the first of a name, which is the outermost (JSON Schema 2020-12, 8.2.2). */
function anchorsOf(document: object): ReadonlyMap<string, unknown> {
  const anchors = new Map<string, unknown>();
  const waiting: unknown[] = [document];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (Array.isArray(node)) waiting.push(...node.toReversed());
    if (!isObject(node)) continue;
    for (const name of [node.$anchor, node.$dynamicAnchor]) {
      if (typeof name === 'string' && !anchors.has(`#${name}`)) anchors.set(`#${name}`, node);
    }
    const inner = node;
    waiting.push(
      ...keysOf(inner)
        .map((key) => inner[key])
        .reverse(),
    );
  }
  return anchors;
}

/** What a JSON pointer of the same document names (RFC 6901, as a URI fragment: section 6). */
function lookUp(document: object, reference: string): unknown {
  if (reference === '#') return document;
  return reference.startsWith('#/') ? followPointer(document, reference.slice(1)) : undefined;
}

const MODELS = '#/components/schemas/';

/** The name of the model that a reference names, or `undefined` when it names something else. */
export function modelOf(reference: string | undefined): string | undefined {
  if (reference?.startsWith(MODELS) !== true) return undefined;
  const token = reference.slice(MODELS.length);
  return token === '' || token.includes('/') ? undefined : keyOfToken(token);
}

/**
 * Where a thing stands that both descriptions have in a file of its own: `pets.yaml#Pet`; `undefined` when they do
 * not.
 *
 * @param noun what it is
 */
export function placeInFile(
  before: string | undefined,
  after: string | undefined,
  noun: string,
): { readonly path: string; readonly subject: string } | undefined {
  if (before === undefined || before !== after || !before.startsWith(`#/${FILES}/`)) return undefined;
  const [, file = '', ...keys] = keysOfPointer(before.slice(1));
  const name = keys.at(-1);
  return {
    path: `${file}#${keys.join('.')}`,
    subject: name === undefined ? `${noun} ${file}` : `${noun} '${name}' of ${file}`,
  };
}

/** Where schemas that stand alone keep those that they refer to (JSON Schema 2020-12, section 8.2.4; before, draft 7). */
const DEFINITIONS = /^#\/(?:\$defs|definitions)\/[^/]+$/;

/** What to call a schema by its name among the definitions, when it has one and the same in both versions. */
export function placeOfDefinition(
  before: string | undefined,
  after: string | undefined,
): { readonly path: string; readonly subject: string } | undefined {
  if (before === undefined || after === undefined || !DEFINITIONS.test(before) || !DEFINITIONS.test(after))
    return undefined;
  const [was, is] = [before, after].map((reference) => keysOfPointer(reference.slice(1)));
  const name = is?.[1];
  if (is === undefined || name === undefined || was?.[1] !== name) return undefined;
  return { path: is.join('.'), subject: `definition '${name}'` };
}

/**
 * Whether two parts of two descriptions say the same, whatever references they are spread over. What is met
 * again on the way is the same if all the rest is.
 */
export function saySame(resolvers: Resolvers, before: unknown, after: unknown): boolean {
  const met = new Map<object, Set<object>>();
  const waiting: [unknown, unknown][] = [[before, after]];
  for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop()) {
    const [left, right] = [target(resolvers.before, pair[0]), target(resolvers.after, pair[1])];
    if (!Array.isArray(left) && !isObject(left)) {
      if (!equal(left, right)) return false;
      continue;
    }
    if (typeof right !== 'object' || right === null || Array.isArray(left) !== Array.isArray(right)) return false;
    const partners = met.get(left) ?? new Set();
    if (partners.has(right)) continue;
    met.set(left, partners.add(right));
    const [keys, others] = [keysOf(left), keysOf(right)];
    if (keys.length !== others.length || !keys.every((key) => Object.hasOwn(right, key))) return false;
    for (const key of keys) waiting.push([(left as never)[key], (right as never)[key]]);
  }
  return true;
}

// A reference that leads nowhere says what it says.
function target(resolver: Resolver, part: unknown): unknown {
  return isObject(part) && typeof part.$ref === 'string' ? (resolver.resolve(part).node ?? part) : part;
}
