import { ATTRIBUTES } from '../../model/catalog/attributes.js';
import type { CatalogChange } from '../../model/catalog/change.js';
import type { Options } from '../../model/catalog/common.js';
import { same } from './same.js';

/** The objects whose attributes are compared one by one. */
export type Compared = keyof typeof ATTRIBUTES;

/**
 * A change for every attribute in which two objects differ.
 *
 * @param where the objects that they belong to, as the change is to name them
 */
export function attributeChanges(prefix: Compared, from: object, to: object, where: object = {}): CatalogChange[] {
  const changes: CatalogChange[] = [];
  for (const attribute of ATTRIBUTES[prefix] as readonly string[]) {
    const [before, after] = [from[attribute as keyof object], to[attribute as keyof object]];
    if (same(before, after) || isUnknown(attribute, before, after)) continue;
    const kind = `${prefix}_${snake(attribute)}_changed`;
    changes.push({ kind, ...where, from, to, before, after } as unknown as CatalogChange);
  }
  return changes;
}

/** What a file need not say, so that its absence says nothing. */
const NEED_NOT_BE_SAID: ReadonlySet<string> = new Set(['owner', 'version', 'definer', 'notNull']);

function isUnknown(attribute: string, before: unknown, after: unknown): boolean {
  if (attribute === 'options') return isSameButDefiner(before as Options | undefined, after as Options | undefined);
  return NEED_NOT_BE_SAID.has(attribute) && (before === undefined || after === undefined);
}

// Views and routines have their definer among their options.
function isSameButDefiner(before: Options = {}, after: Options = {}): boolean {
  if (Object.hasOwn(before, 'definer') === Object.hasOwn(after, 'definer')) return false;
  return same({ ...before, definer: '' }, { ...after, definer: '' });
}

function snake(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/**
 * What became of a list of objects: those that went, those that came, and whatever changed in those that stayed.
 *
 * @param keyOf what tells one from the others
 */
export function objectChanges<T extends object>(
  prefix: Compared,
  before: readonly T[],
  after: readonly T[],
  keyOf: (object: T) => string,
  where: object = {},
): CatalogChange[] {
  const { removed, added, common } = pair(before, after, keyOf);
  return [
    ...removed.map((one) => ({ kind: `${prefix}_removed`, ...where, before: one }) as unknown as CatalogChange),
    ...added.map((one) => ({ kind: `${prefix}_added`, ...where, after: one }) as unknown as CatalogChange),
    ...common.flatMap(([from, to]) => attributeChanges(prefix, from, to, where)),
  ];
}

export interface Pairing<T> {
  /** In the order of before. */
  readonly removed: readonly T[];
  /** In the order of after. */
  readonly added: readonly T[];
  /** In the order of before. */
  readonly common: readonly (readonly [before: T, after: T])[];
}

/** Which objects of two lists are the same one. Linear. */
export function pair<T>(before: readonly T[], after: readonly T[], keyOf: (object: T) => string): Pairing<T> {
  const theirs = new Map(after.map((object) => [keyOf(object), object]));
  const removed: T[] = [];
  const common: [T, T][] = [];
  for (const object of before) {
    const key = keyOf(object);
    const other = theirs.get(key);
    if (other === undefined) removed.push(object);
    else common.push([object, other]);
    theirs.delete(key);
  }
  return { removed, added: [...theirs.values()], common };
}

/** Of what went and what came, those that are the same but for their name. */
export function pairRenamed<T extends { readonly name: string }>(
  { removed, added, common }: Pairing<T>,
  isAlike: (before: T, after: T) => boolean,
): Pairing<T> & { readonly renamed: readonly (readonly [before: T, after: T])[] } {
  const left = [...added];
  const renamed: [T, T][] = [];
  const gone = removed.filter((before) => {
    const at = left.findIndex((after) => isAlike(before, after));
    if (at < 0) return true;
    renamed.push([before, left[at] as T]);
    left.splice(at, 1);
    return false;
  });
  return { removed: gone, added: left, common, renamed };
}

/** The name of an object as a key. */
export function nameKey({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return JSON.stringify([schema, name]);
}
