import { decode, follow, keysOfPointer, pointerOf } from '../../lib/json-pointer.js';
import { isObject } from '../../lib/json-value.js';
import { enter, type LinkedFile, type Linking, type Reference } from './link.js';

/** What a reference leads to. */
export interface Target {
  readonly node: unknown;
  readonly file: LinkedFile;
  /** Where in the file it is, when that is known. */
  readonly pointer?: string;
  /** The reference is a JSON pointer of its own file. */
  readonly isWithin?: true;
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
  const { file, base } = reference;
  const text = reference.holder[reference.key] as string;
  if (text.startsWith('#') && base === file.uri) return within(linking, reference, file, text.slice(1), true);
  const [byBase, byFile] = [resolveUri(text, base), resolveUri(text, file.uri)];
  if (byBase === undefined || byFile === undefined) return NO_ADDRESS;
  const embedded = inResource(linking, byBase.resource, byBase.fragment);
  if (embedded !== undefined) return embedded;
  for (const { resource, fragment } of [byBase, byFile]) {
    const there = linking.files.get(resource);
    if (there !== undefined) return within(linking, reference, there, fragment, text.startsWith('#'));
  }
  return linking.failures.get(byFile.resource) ?? { wanted: byFile.resource };
}

function inResource({ resources }: Linking, resource: string, fragment: string): Target | undefined {
  if (fragment !== '' && !fragment.startsWith('/')) return resources.get(`${resource}#${decode(fragment)}`);
  const whole = resources.get(resource);
  if (whole === undefined || fragment === '') return whole;
  const node = follow(whole.node, fragment);
  // Without a pointer the place is searched, which only embedded schemas need.
  return node === undefined ? undefined : { node, file: whole.file };
}

function within(
  linking: Linking,
  { kind, isNeeded }: Reference,
  file: LinkedFile,
  fragment: string,
  isSame: boolean,
): Found {
  if (fragment === '' || fragment.startsWith('/')) {
    const node = fragment === '' ? file.value : follow(file.value, fragment);
    if (!fits(node, kind)) return NOTHING;
    const pointer = pointerOf(keysOfPointer(fragment));
    return isSame ? { node, file, pointer, isWithin: true } : { node, file, pointer };
  }
  const anchor = `${file.uri}#${decode(fragment)}`;
  // Only a walk through the whole file finds all its anchors.
  if (!linking.resources.has(anchor)) enter(linking, file.value, kindOf(file), file, isNeeded);
  return linking.resources.get(anchor) ?? NOTHING;
}

function kindOf({ value }: LinkedFile) {
  return isObject(value) && (Object.hasOwn(value, 'openapi') || Object.hasOwn(value, 'swagger'))
    ? 'description'
    : 'schema';
}

function fits(node: unknown, kind: Reference['kind']): boolean {
  return isObject(node) || (kind === 'schema' && typeof node === 'boolean');
}

/** The URI that a reference means, and its fragment; `undefined` when it is no reference. */
export function resolveUri(text: string, base: string): { resource: string; fragment: string } | undefined {
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
