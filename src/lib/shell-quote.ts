/** A text as one word of a POSIX shell, whatever is in it; a plain word stays as it is. */
export function shellQuote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : singleQuoted(text);
}

/** The same, always in quotes. */
export function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A text as a name of Kubernetes: small letters, digits and hyphens, 63 at most (RFC 1123); nothing when it has none. */
export function dnsLabel(text: string): string | undefined {
  const plain = text
    .replace(/\(.*?\)/g, ' ')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 63)
    .replace(/-+$/, '');
  return plain === '' ? undefined : plain;
}
