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

const OPERATOR = /[-+*/<>=~!%^&|?:]/;

function endOfToken(sql: string, start: number): number {
  const character = sql[start] as string;
  if (sql.startsWith('--', start)) return endAfter(sql, '\n', start);
  if (sql.startsWith('/*', start)) return endOfComment(sql, start);
  if (character === "'" || character === '"' || character === '`') return endOfQuoted(sql, character, start + 1);
  if (character === '$') {
    const [tag] = /^\$\w*\$/.exec(sql.slice(start, start + 64)) ?? [];
    if (tag !== undefined) return endAfter(sql, tag, start + tag.length);
  }
  const isPart = [WORD, /\s/, OPERATOR].find((part) => part.test(character));
  let end = start + 1;
  while (isPart !== undefined && end < sql.length && isPart.test(sql[end] as string)) {
    // A comment may follow an operator at once.
    if (isPart === OPERATOR && (sql.startsWith('--', end) || sql.startsWith('/*', end))) break;
    end++;
  }
  return end;
}

// Comments nest in PostgreSQL (PostgreSQL 15, "Lexical Structure", Comments).
function endOfComment(sql: string, start: number): number {
  const marks = /\/\*|\*\//g;
  marks.lastIndex = start + 2;
  for (let depth = 1; depth > 0; ) {
    const mark = marks.exec(sql);
    if (mark === null) return sql.length;
    depth += mark[0] === '/*' ? 1 : -1;
  }
  return marks.lastIndex;
}

function endAfter(sql: string, mark: string, from: number): number {
  const place = sql.indexOf(mark, from);
  return place < 0 ? sql.length : place + mark.length;
}

// A doubled quote stands for one and does not end the text. A backslash before a quote ends it in one dialect
// and not in another (MySQL 8.4, "String Literals"): what follows is then one token, compared as it is.
function endOfQuoted(sql: string, quote: string, from: number): number {
  let end = endAfter(sql, quote, from);
  while (sql[end] === quote) end = endAfter(sql, quote, end + 1);
  return quote === "'" && sql[end - 2] === '\\' && end - 2 >= from ? sql.length : end;
}
