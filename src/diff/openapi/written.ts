import { byName } from '../../lib/diff-by-name.js';
import { isObject, own } from '../../lib/json-value.js';
import type { OpenApiChange } from '../../model/openapi-change.js';
import { type Resolvers, saySame } from './references.js';

/** Where an attribute stands and what it is an attribute of. */
export interface Owner {
  readonly path: string;
  /** In words: "the response (status 200) of GET /users". */
  readonly subject: string;
  readonly operations: readonly string[];
}

/**
 * Parts of a description that are compared as they are written: entries by name that went or changed. New ones
 * are nobody's loss.
 *
 * @param keys the attributes of the owner that are looked at, such as `headers`
 */
export function writtenChanges(
  resolvers: Resolvers,
  before: unknown,
  after: unknown,
  keys: readonly string[],
  owner: Owner,
): OpenApiChange[] {
  return keys.flatMap((key) => {
    const [from, to] = [attributeOf(before, key), attributeOf(after, key)];
    return [...from].flatMap(([name, value]): OpenApiChange[] => {
      if (name.startsWith('x-') || (to.has(name) && saySame(resolvers, value, to.get(name)))) return [];
      const path = owner.path === '' ? key : `${owner.path}.${key}`;
      const change = { path, subject: owner.subject, operations: owner.operations };
      return [{ kind: 'api_attribute_changed', ...change, attribute: name, before: value, after: to.get(name) }];
    });
  });
}

/** The entries of an attribute by name: of a list of servers, by their addresses. */
function attributeOf(owner: unknown, key: string): ReadonlyMap<string, unknown> {
  const value = isObject(owner) ? own(owner, key) : undefined;
  if (Array.isArray(value)) return new Map(value.filter(isObject).map((item) => [String(item.url), item.url]));
  return isObject(value) ? byName<unknown>(value) : new Map();
}
