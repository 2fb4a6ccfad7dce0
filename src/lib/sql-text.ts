/** Whether a character can stand inside a word. */
const WORD = /[\p{L}\p{N}_.@#]/u;

/**
 * SQL as its tokens: words in lower case, quoted names and strings as they are, every other character alone.
 * White space, comments and semicolons at the end say nothing and are left out. Linear.
 */
export function tokenize(sql: string): string[] {
  const tokens: string[] = [];
  for (let index = 0; index < sql.length; ) {
    const end = endOfToken(sql, index);
    const text = sql.slice(index, end);
    if (!isSilent(text)) tokens.push(/^['"`$]/.test(text) ? text : text.toLowerCase());
    index = end;
  }
  while (tokens.at(-1) === ';') tokens.pop();
  return tokens;
}

function isSilent(text: string): boolean {
  return /^\s/.test(text) || text.startsWith('--') || text.startsWith('/*');
}

function endOfToken(sql: string, start: number): number {
  const character = sql[start] as string;
  if (sql.startsWith('--', start)) return endAfter(sql, '\n', start);
  if (sql.startsWith('/*', start)) return endAfter(sql, '*/', start + 2);
  if (character === "'" || character === '"' || character === '`') return endOfQuoted(sql, character, start + 1);
  if (character === '$') {
    const [tag] = /^\$\w*\$/.exec(sql.slice(start, start + 64)) ?? [];
    if (tag !== undefined) return endAfter(sql, tag, start + tag.length);
  }
  const isPart = WORD.test(character) ? WORD : /\s/.test(character) ? /\s/ : undefined;
  let end = start + 1;
  while (isPart !== undefined && end < sql.length && isPart.test(sql[end] as string)) end++;
  return end;
}

function endAfter(sql: string, mark: string, from: number): number {
  const place = sql.indexOf(mark, from);
  return place < 0 ? sql.length : place + mark.length;
}

// A doubled quote stands for one and does not end the text.
function endOfQuoted(sql: string, quote: string, from: number): number {
  let end = endAfter(sql, quote, from);
  while (sql[end] === quote) end = endAfter(sql, quote, end + 1);
  return end;
}
