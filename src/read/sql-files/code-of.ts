/** Where something begins that is no code; a comment of MySQL's that holds code is some. */
const BEGINS = /'|\$\w*\$|--|\/\*(?!M?!)/g;
const TEXT = /[^'\\]*(?:(?:''|\\[\s\S])[^'\\]*)*'/y;

/**
 * The code of a text of SQL, of whatever dialect: without comments and what is in quotes, which may speak of anything.
 * Linear; what is not closed is code.
 */
export function codeOf(sql: string): string {
  const kept: string[] = [];
  let knowsDollars = true;
  let at = 0;
  for (;;) {
    BEGINS.lastIndex = at;
    const found = BEGINS.exec(sql);
    if (found === null) break;
    const [mark] = found;
    const { index } = found;
    const isDollar = mark.startsWith('$');
    kept.push(sql.slice(at, index), isDollar ? mark : mark === "'" ? "''" : ' ');
    const isWord = isDollar && (!knowsDollars || /[\w$]/.test(sql[index - 1] ?? ''));
    const end = isWord ? index + mark.length : endOf(sql, mark, index + mark.length);
    if (end === undefined && isDollar) knowsDollars = false;
    else if (end === undefined) return kept.join('') + sql.slice(index + mark.length);
    at = end ?? index + mark.length;
  }
  return kept.join('') + sql.slice(at);
}

function endOf(sql: string, mark: string, from: number): number | undefined {
  if (mark === "'") {
    TEXT.lastIndex = from;
    return TEXT.test(sql) ? TEXT.lastIndex : undefined;
  }
  if (mark === '--') {
    const end = sql.indexOf('\n', from);
    return end < 0 ? sql.length : end;
  }
  const close = mark === '/*' ? '*/' : mark;
  const end = sql.indexOf(close, from);
  return end < 0 ? undefined : end + close.length;
}
