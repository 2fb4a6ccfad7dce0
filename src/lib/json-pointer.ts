import { isObject, own } from './json-value.js';

/** A token of a JSON pointer as it is written (RFC 6901, section 3). */
export function escapeToken(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The JSON pointer of a place below a document; '' is the document. */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${escapeToken(String(key))}`).join('');
}

/** The keys of a JSON pointer, or of one in the fragment of a URI (section 6): percent signs may be escapes. */
export function keysOfPointer(pointer: string): string[] {
  return pointer.split('/').slice(1).map(keyOfToken);
}

/** The key that a token stands for. */
export function keyOfToken(token: string): string {
  const text = decode(token);
  return text.includes('~') ? text.replaceAll('~1', '/').replaceAll('~0', '~') : text;
}

/** What a JSON pointer names, or `undefined` when it names nothing. */
export function follow(document: unknown, pointer: string): unknown {
  let node = document;
  for (const key of keysOfPointer(pointer)) {
    if (Array.isArray(node)) node = /^\d+$/.test(key) ? node[Number(key)] : undefined;
    else if (isObject(node)) node = own(node, key);
    else return undefined;
  }
  return node;
}

/** A text without its percent-encoding; what is none stays. */
export function decode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A JSON pointer as the fragment of a URI. */
export function fragmentOf(pointer: string): string {
  return `#${encodeURI(pointer).replaceAll('#', '%23').replaceAll('?', '%3F')}`;
}
