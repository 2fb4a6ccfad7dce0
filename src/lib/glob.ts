/** Whether a name holds what a pattern of names is made of. */
export function isGlob(name: string): boolean {
  return /[*?[{]/.test(name);
}

/** A pattern in two parts: the folder that it is looked for in, and the rest. */
export function splitGlob(glob: string): { readonly folder: string; readonly pattern: string } {
  const parts = glob.split('/');
  const first = parts.findIndex(isGlob);
  return { folder: parts.slice(0, first).join('/'), pattern: parts.slice(first).join('/') };
}

/**
 * A test of paths by a pattern: `*` and `?` within a name, `**` over folders, `{a,b}` either, `[a-z]` one of these.
 * What is no pattern stands for itself.
 */
export function globMatcher(glob: string): (path: string) => boolean {
  const pattern = new RegExp(`^${translate(glob)}$`, 's');
  return (path) => pattern.test(path);
}

const TOKEN = /\*\*\/|\*+|\?|\[!?[^\]/]+\]|\{[^{}]*\}|./gs;

function translate(glob: string): string {
  return glob.replace(TOKEN, (token) => {
    if (token === '**/') return '(?:[^/]+/)*';
    if (token.startsWith('**')) return '.*';
    if (token === '*') return '[^/]*';
    if (token === '?') return '[^/]';
    if (token.length > 2 && token.startsWith('[')) return characters(token.slice(1, -1));
    if (token.length > 1 && token.startsWith('{')) {
      return `(?:${token.slice(1, -1).split(',').map(translate).join('|')})`;
    }
    return token.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
  });
}

function characters(listed: string): string {
  const isOther = listed.startsWith('!');
  const escaped = listed.slice(isOther ? 1 : 0).replaceAll(/[\\^[]/g, '\\$&');
  // A range that ends before it begins is no range.
  const ranges = escaped.replaceAll(/([^\\])-(.)/g, (range, from, to) => (from > to ? `${from}\\-${to}` : range));
  return `[${isOther ? '^' : ''}${ranges}]`;
}
