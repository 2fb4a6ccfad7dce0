/** A name as SQL takes it, whatever is in it: the quotes that it holds are doubled. */
export function quoteIdentifier(name: string, quote: '"' | '`'): string {
  return `${quote}${name.replaceAll(quote, quote + quote)}${quote}`;
}

/** A name as a statement of ours has it, in the quotes of either kind of server or bare, and one with its schema; for patterns. */
export const NAME_IN_SQL = '(?:"(?:[^"]|"")+"|`(?:[^`]|``)+`|[A-Za-z_]\\w*)';
export const RELATION_IN_SQL = `${NAME_IN_SQL}(?:\\.${NAME_IN_SQL})?`;

/** A name as it is, out of the quotes of either kind of server where it has them around it. */
export function unquoteIdentifier(name: string): string {
  const quote = name[0];
  if (name.length < 2 || (quote !== '"' && quote !== '`') || name.at(-1) !== quote) return name;
  return name.slice(1, -1).replaceAll(quote + quote, quote);
}

/** A name with what it is in, such as `schema.table`, each part in its quotes. */
export function quotePath(path: string, quote: '"' | '`'): string {
  return path
    .split('.')
    .map((part) => quoteIdentifier(part, quote))
    .join('.');
}

/**
 * A text as SQL takes it. A backslash stands for itself in PostgreSQL (15, "String Constants"), where what holds one
 * is written so that it does with any setting; in MySQL it begins an escape and is doubled.
 */
export function quoteLiteral(text: string, dialect: 'postgresql' | 'mysql' | 'mariadb'): string {
  const quoted = `'${text.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;
  return dialect === 'postgresql' && text.includes('\\') ? `E${quoted}` : quoted;
}
