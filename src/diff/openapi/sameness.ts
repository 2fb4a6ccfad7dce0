import type { Sameness } from '../../containment/containment.js';
import { isObject } from '../../lib/json-value.js';
import { equal } from '../../lib/python/equal.js';
import { isNumeric } from '../../lib/python/number.js';
import { SAID_TO_PEOPLE } from '../../tables/schema-annotations.js';
import type { Resolvers } from './references.js';
import type { Hierarchies } from './subtypes.js';

/** What is known of two parts of two documents. */
export interface DocumentSameness extends Sameness {
  /** @param role what the two parts are, if they are objects */
  isSame(before: unknown, after: unknown, role?: Role): boolean;
}

/** What two targets of one reference are: written alike or not, and what they refer to. */
interface Target {
  isSame: boolean;
  readonly references: ReadonlySet<string>;
  readonly referring: Set<string>;
}

/**
 * A quick way past what has not changed: whether two parts are written alike, and so is all that they refer to.
 * Each part that a reference names is looked at once. What is said to people alone may differ.
 */
export function createSameness(
  { before, after }: Resolvers,
  hierarchies: { readonly before: Hierarchies; readonly after: Hierarchies },
): DocumentSameness {
  // The same text may mean another thing in another version.
  if (before.keepsSiblings !== after.keepsSiblings) return { isSame: () => false, isAlike: () => false };
  const areAlike = createLikeness(hierarchies);
  const targets = new Map<string, Target>();
  const different = new Map<object, Set<object>>();

  /** Finds out about a reference and all that it leads to. */
  function explore(reference: string): void {
    const found: string[] = [];
    const waiting = [reference];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (targets.has(next)) continue;
      const references = new Set<string>();
      const isSame = areAlike(before.follow(next), after.follow(next), references);
      targets.set(next, { isSame, references, referring: new Set() });
      found.push(next);
      waiting.push(...references);
    }
    for (const one of found) {
      for (const other of targets.get(one)?.references ?? []) targets.get(other)?.referring.add(one);
    }
    const changed = found.filter((one) => {
      const { isSame, references } = targets.get(one) as Target;
      return !isSame || [...references].some((other) => targets.get(other)?.isSame === false);
    });
    for (let one = changed.pop(); one !== undefined; one = changed.pop()) {
      const target = targets.get(one) as Target;
      target.isSame = false;
      for (const other of target.referring) if (targets.get(other)?.isSame) changed.push(other);
    }
  }

  function leadsToSame(reference: string): boolean {
    if (!targets.has(reference)) explore(reference);
    return targets.get(reference)?.isSame === true;
  }

  const isSame = (left: unknown, right: unknown, role: Role = 'object') => {
    if (typeof left !== 'object' || left === null || typeof right !== 'object' || right === null) return left === right;
    if (different.get(left)?.has(right)) return false;
    const references = new Set<string>();
    const is = areAlike(left, right, references, role) && [...references].every(leadsToSame);
    if (!is) different.set(left, (different.get(left) ?? new Set()).add(right));
    return is;
  };
  return { isSame, isAlike: (left, right) => areAlike(left, right, new Set()) };
}

/** What an object of a document is: one whose keywords are known, what holds such by name, or anybody's data. */
type Role = 'object' | 'named' | 'data';

const ROLES: ReadonlyMap<string, Role> = new Map([
  ...[
    ...['schema', 'itemSchema', 'requestBody', 'parameters', 'items', 'prefixItems', 'allOf', 'anyOf', 'oneOf', 'not'],
    ...['if', 'then', 'else', 'contains', 'propertyNames', 'additionalProperties', 'additionalItems', 'contentSchema'],
    ...['unevaluatedProperties', 'unevaluatedItems'],
  ].map((key) => [key, 'object'] as const),
  ...[
    ...['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions'],
    ...['content', 'headers', 'encoding'],
  ].map((key) => [key, 'named'] as const),
]);

function roleBelow(role: Role, key: string): Role {
  if (role === 'named') return 'object';
  return role === 'object' ? (ROLES.get(key) ?? 'data') : 'data';
}

/** Creates the question whether two parts are written alike; it gathers the references that they have. */
function createLikeness({ before, after }: Parameters<typeof createSameness>[1]) {
  const inherits = before.bases.size + after.bases.size > 0;

  function areAlike(left: unknown, right: unknown, references: Set<string>, role: Role = 'object'): boolean {
    if (typeof left !== 'object' || left === null) {
      return left === right || (isNumeric(left) && isNumeric(right) && equal(left, right));
    }
    if (Array.isArray(left)) {
      if (!Array.isArray(right) || left.length !== right.length) return false;
      for (let index = 0; index < left.length; index++) {
        if (!areAlike(left[index], right[index], references, role)) return false;
      }
      return true;
    }
    if (!isObject(left) || !isObject(right)) return isNumeric(left) && isNumeric(right) && equal(left, right);
    let count = 0;
    for (const key in left) {
      if (role === 'object' && SAID_TO_PEOPLE.has(key)) continue;
      count++;
      const value = left[key];
      if (!Object.hasOwn(right, key) || !areAlike(value, right[key], references, roleBelow(role, key))) return false;
      if ((key === '$ref' || key === '$dynamicRef') && typeof value === 'string') references.add(value);
    }
    for (const key in right) if (role !== 'object' || !SAID_TO_PEOPLE.has(key)) count--;
    if (count !== 0) return false;
    return (!inherits && left.discriminator === undefined) || haveSameSubtypes(left, right, references);
  }

  /** Subtypes are no part of what is written, and come with it all the same. */
  function haveSameSubtypes(left: object, right: object, references: Set<string>): boolean {
    const [from, to] = [before.of(left)?.subtypes, after.of(right)?.subtypes];
    if (from?.size !== to?.size) return false;
    for (const [value, { reference }] of from ?? []) {
      if (to?.get(value)?.reference !== reference) return false;
      references.add(reference);
    }
    return true;
  }

  return areAlike;
}
