import { decode, follow, keysOfPointer, pointerOf } from '../../lib/json-pointer.js';
import { isObject } from '../../lib/json-value.js';
import { type LinkedFile, type Linking, type Reference, registerNames } from './link.js';

/** What a reference leads to. */
export interface Target {
  readonly node: unknown;
  readonly file: LinkedFile;
  /** Where in the file it is, when that is known. */
  readonly pointer?: string;
  /** The reference is a JSON pointer of its own file. */
  readonly isWithin?: boolean;
}

type Found = Target | { readonly wanted: string } | { readonly problem: string; readonly remedy: string };

const NOTHING = { problem: 'leads nowhere', remedy: 'mend the reference, or define what it names' };
const NO_ADDRESS = { problem: 'is no reference', remedy: 'write a path to a file, and behind # where in it' };

/**
 * What a reference leads to: the file that is wanted first, or why it leads nowhere.
 *
 * A reference is relative to the `$id` or `$self` around it (RFC 3986, section 5). Where that names nothing that is
 * there, it is relative to the file that it stands in: files beside each other often have such names.
 */
export function targetOf(linking: Linking, reference: Reference): Found {
  const { file, base, kind } = reference;
  const text = reference.holder[reference.key] as string;
  if (text.startsWith('#') && base === file.uri) {
    const target = inFile(linking, file, text.slice(1), true);
    return target !== undefined && fits(target.node, kind) ? target : NOTHING;
  }
  const [byBase, byFile] = [resolveUri(text, base), resolveUri(text, file.uri)];
  if (byBase === undefined || byFile === undefined) return NO_ADDRESS;
  const isThere = linking.files.has(byFile.resource);
  // A name is that of a schema, and may be known by what is around it alone; a pointer leads through its file.
  const isNamed = !isThere || isName(byBase.fragment);
  const target = byName(linking, byBase) ?? (isNamed && registerNames(linking) ? byName(linking, byBase) : undefined);
  if (target !== undefined) return fits(target.node, kind) ? target : NOTHING;
  for (const { resource, fragment } of [byBase, byFile]) {
    const there = linking.files.get(resource);
    const found = there && inFile(linking, there, fragment, text.startsWith('#'));
    if (found !== undefined && fits(found.node, kind)) return found;
  }
  if (isThere) return NOTHING;
  return linking.failures.get(byFile.resource) ?? { wanted: byFile.resource };
}

/** What a URI names that a schema or a description gives itself. */
function byName({ resources }: Linking, { resource, fragment }: Address): Target | undefined {
  if (isName(fragment)) return resources.get(`${resource}#${decode(fragment)}`);
  const whole = resources.get(resource);
  if (whole === undefined || fragment === '') return whole;
  const node = follow(whole.node, fragment);
  // Where that is in its file is searched for, which only schemas with names need.
  return node === undefined ? undefined : { node, file: whole.file };
}

/** What a fragment names in a file. */
function inFile(linking: Linking, file: LinkedFile, fragment: string, isWithin: boolean): Target | undefined {
  if (isName(fragment)) {
    const address = { resource: file.uri, fragment };
    return byName(linking, address) ?? (registerNames(linking) ? byName(linking, address) : undefined);
  }
  const target = pointed(linking, file, fragment);
  return isWithin ? { ...target, isWithin } : target;
}

function pointed({ named }: Linking, file: LinkedFile, fragment: string): Target {
  const known = named.get(file) ?? new Map<string, Target>();
  named.set(file, known);
  const target = known.get(fragment) ?? {
    node: fragment === '' ? file.value : follow(file.value, fragment),
    file,
    pointer: pointerOf(keysOfPointer(fragment)),
  };
  // What is missing now may be put there: an empty schema in the place of null.
  if (isObject(target.node)) known.set(fragment, target);
  return target;
}

/** Whether a fragment is the name of an anchor, and no pointer. */
function isName(fragment: string): boolean {
  return fragment !== '' && !fragment.startsWith('/');
}

function fits(node: unknown, kind: Reference['kind']): boolean {
  return isObject(node) || (kind === 'schema' && typeof node === 'boolean');
}

interface Address {
  readonly resource: string;
  readonly fragment: string;
}

/** The URI that a reference means, and its fragment; `undefined` when it is no reference. */
export function resolveUri(text: string, base: string): Address | undefined {
  try {
    const { href } = new URL(text, base);
    const at = href.indexOf('#');
    // The fragment as it is written: URLs encode more of it than JSON pointers need.
    const fragment = text.includes('#') ? text.slice(text.indexOf('#') + 1) : '';
    return { resource: at < 0 ? href : href.slice(0, at), fragment };
  } catch {
    return undefined;
  }
}
