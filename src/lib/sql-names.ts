/** A name, a text or a number of SQL, or one other character; comments are not expected in what a server prints. */
const TOKEN = /'(?:[^'\\]|''|\\.)*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|[\p{L}_][\p{L}\p{N}_$]*|\s+|./gsu;

/** What may stand right before a text and be a part of it: `b'101'`, `_utf8mb4'a'`. */
const PREFIX = /^(?:[bnxe]|_\w+)$/i;

/**
 * A piece of SQL in which one name takes the place of another, wherever it names something: not in a text, not
 * before a bracket, where it is a function, and not behind `::`, where it is a type.
 *
 * @param where `qualified` are only names behind a dot
 */
export function renameIdentifiers(sql: string, from: string, to: string, where: 'anywhere' | 'qualified'): string {
  if (!sql.includes(from)) return sql;
  const tokens = sql.match(TOKEN) ?? [];
  return tokens
    .map((token, index) => {
      const [before, earlier] = [tokens[index - 1], tokens[index - 2]];
      const isType = before === ':' && earlier === ':';
      const isCall = tokens[index + 1] === '(';
      const isOfText = PREFIX.test(token) && tokens[index + 1]?.startsWith("'") === true;
      if (nameOf(token) !== from || isType || isCall || isOfText || (where === 'qualified' && before !== '.'))
        return token;
      return written(to, token);
    })
    .join('');
}

function nameOf(token: string): string {
  const quote = token[0];
  if (quote !== '"' && quote !== '`') return token;
  return token.slice(1, -1).replaceAll(quote + quote, quote);
}

/** A name in the quotes of the one that it takes the place of, if it had any or needs them. */
function written(name: string, token: string): string {
  const quote = token[0] === '`' ? '`' : '"';
  const isPlain = /^[\p{Ll}_][\p{Ll}\p{N}_$]*$/u.test(name);
  if (token[0] !== quote && isPlain) return name;
  return token[0] === '"' && isPlain ? name : `${quote}${name.replaceAll(quote, quote + quote)}${quote}`;
}

/** The names that stand before brackets in a piece of SQL, in lower case: what it calls, and words of SQL. */
export function namesBeforeBrackets(sql: string): Set<string> {
  const tokens = (sql.match(TOKEN) ?? []).filter((token) => token.trim() !== '');
  const called = tokens.filter((token, index) => tokens[index + 1] === '(' && /^[\p{L}_"`]/u.test(token));
  return new Set(called.map((token) => (/^["`]/.test(token) ? token : token.toLowerCase())));
}
