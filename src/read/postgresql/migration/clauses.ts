/** The text of a statement by the places that the parser gives, which counts bytes of UTF-8. */
export interface StatementText {
  readonly text: string;
  readonly at: (location: number | undefined) => number;
}

export function statementText(text: string): StatementText {
  const isPlain = !/[^\0-\x7f]/.test(text);
  const bytes = isPlain ? undefined : Buffer.from(text);
  return {
    text,
    at: (location = 0) => (bytes === undefined ? location : bytes.subarray(0, location).toString().length),
  };
}

const TOKEN =
  /--[^\n]*|\/\*|\$(?:[A-Za-z_]\w*)?\$|[eE]'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|[(),;[\]]/g;

/** The text from a place to the end of its clause: a comma or a bracket that is not opened in it. */
export function clauseFrom({ text, at }: StatementText, location: number | undefined): string {
  const start = at(location);
  const tokens = new RegExp(TOKEN);
  tokens.lastIndex = start;
  let depth = 0;
  for (let token = tokens.exec(text); token !== null; token = tokens.exec(text)) {
    const [found] = token;
    if (found === '(' || found === '[') depth++;
    else if (found === ')' || found === ']') depth--;
    else if (found === '/*') tokens.lastIndex = endOr(text, '*/', token.index);
    else if (found.startsWith('$')) tokens.lastIndex = endOr(text, found, token.index + found.length);
    if (depth < 0 || (depth === 0 && (found === ',' || found === ';'))) return text.slice(start, token.index).trim();
  }
  return text.slice(start).trim();
}

function endOr(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? text.length : at + mark.length;
}

/** What stands in the first brackets of a clause. */
export function inBrackets(clause: string): string {
  const open = clause.indexOf('(');
  if (open < 0) return '';
  const inner = clause.slice(open + 1);
  const pieces: string[] = [];
  for (let rest = inner; ; ) {
    const piece = clauseFrom(statementText(rest), 0);
    pieces.push(piece);
    const next = rest.indexOf(piece) + piece.length;
    if (rest[next] !== ',') return pieces.join(', ');
    rest = rest.slice(next + 1);
  }
}
