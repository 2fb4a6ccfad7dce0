/** A statement, or a command of psql, in the text of a file. */
export interface Piece {
  readonly kind: 'statement' | 'meta';
  /** Where it begins in the text, behind comments and blanks. */
  readonly start: number;
  /** Where it ends: at its semicolon. */
  readonly end: number;
  /** The first two words in lower case, as far as they follow each other. */
  readonly words: readonly string[];
  /** Whether the text ends within a quote or a comment of it. */
  readonly isOpen?: true;
  /** Where a comment begins that nests deeper than anybody's; nothing is looked for behind it. */
  readonly deepComment?: number;
}

// What can begin something that a semicolon does not end, and words: a `$` or an `E'` within a word begins nothing.
const TOKEN = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|\d[\w.]*|--|\/\*|['"$\\;()]|[^\s'"$\\;()\w\u0080-\uffff]/g;
const DOLLAR_QUOTE = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
/** What ends a string with escapes, or stands in it instead of itself. */
const ESCAPE_MARK = /\\[\s\S]|''|'/g;
const COMMENT_MARK = /\/\*|\*\//g;
/** The parser takes time that grows with the square of it. */
const DEEPEST_COMMENT = 1000;
/** Parts of a body in SQL, between which semicolons stand. */
const BODY_BEGINS: ReadonlySet<string> = new Set(['begin', 'case']);

interface Scan {
  readonly text: string;
  start: number;
  depth: number;
  bodyDepth: number;
  words: string[];
  /** Whether the words stand at the beginning without anything between them. */
  isBeginning: boolean;
  isRoutine: boolean;
  isOpen: boolean;
  deepComment: number | undefined;
}

/**
 * Finds the statements of a text as psql does: by semicolons outside of quotes, comments, brackets and bodies in SQL.
 * Data of `COPY … FROM stdin` and of `\copy … from stdin` are passed over.
 */
export function* splitStatements(text: string): Generator<Piece> {
  const scan: Scan = begin({ text } as Scan);
  const tokens = new RegExp(TOKEN);
  for (let token = tokens.exec(text); token !== null; token = tokens.exec(text)) {
    const [found] = token;
    const at = token.index;
    if (found === '--' || found === '/*') {
      tokens.lastIndex = found === '--' ? lineEnd(text, at) : commentEnd(scan, at);
    } else if (found === ';' && scan.depth <= 0 && scan.bodyDepth === 0) {
      const piece = finish(scan, at);
      if (piece !== undefined) yield piece;
      begin(scan);
      tokens.lastIndex = piece !== undefined && bringsData(text, piece) ? dataEnd(text, at) : at + 1;
    } else if (found === '\\') {
      const end = metaEnd(text, at);
      const meta: Piece = { kind: 'meta', start: at, end, words: [text.slice(at + 1, end).match(/^\S*/)?.[0] ?? ''] };
      // `\g` and its like end the statement before them.
      const ended = /^(?:g|gx|gset|gexec|gdesc|watch|crosstabview|bind\w*)$/.test(meta.words[0] as string);
      const piece = ended ? finish(scan, at) : undefined;
      if (piece !== undefined) yield piece;
      yield meta;
      if (ended) begin(scan);
      const isFed = meta.words[0] === 'copy' && /\bfrom\s+stdin\b/i.test(text.slice(at, end));
      tokens.lastIndex = isFed ? dataEnd(text, at) : end;
    } else {
      tokens.lastIndex = pass(scan, found, at);
    }
  }
  const last = finish(scan, text.length);
  if (last !== undefined) yield last;
}

function begin(scan: Scan): Scan {
  return Object.assign(scan, {
    start: -1,
    depth: 0,
    bodyDepth: 0,
    words: [],
    isBeginning: true,
    isRoutine: false,
    isOpen: false,
    deepComment: undefined,
  });
}

function finish({ text, start, words, isOpen, deepComment }: Scan, end: number): Piece | undefined {
  if (start < 0) return undefined;
  const piece: Piece = { kind: 'statement', start, end: start + text.slice(start, end).trimEnd().length, words };
  return isOpen ? { ...piece, isOpen, ...(deepComment !== undefined && { deepComment }) } : piece;
}

/** Behind what ends a quote or a comment, or else behind the text. */
function closed(scan: Scan, end: number | undefined): number {
  scan.isOpen = end === undefined;
  return end ?? scan.text.length;
}

/** Takes note of a token, and says where the next one may begin. */
function pass(scan: Scan, token: string, at: number): number {
  if (scan.start < 0) scan.start = at;
  if (token === '(') scan.depth++;
  else if (token === ')') scan.depth--;
  else if (isWord(token.charCodeAt(0))) {
    passWord(scan, token);
    return at + token.length;
  }
  scan.isBeginning = false;
  return closed(scan, endOfQuoted(scan.text, token, at));
}

/** Whether a word begins with a character: a letter, an underscore, or anything beyond ASCII. */
function isWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code >= 128;
}

function passWord(scan: Scan, token: string): void {
  if (scan.isBeginning && scan.words.length < 4) {
    scan.words.push(token.toLowerCase());
    scan.isRoutine ||= makesRoutine(scan.words);
  } else scan.isBeginning = false;
  if (!scan.isRoutine || scan.depth > 0) return;
  const word = token.toLowerCase();
  if (scan.bodyDepth > 0 ? BODY_BEGINS.has(word) : word === 'begin') scan.bodyDepth++;
  else if (word === 'end' && scan.bodyDepth > 0) scan.bodyDepth--;
}

function makesRoutine([first, second, third, fourth]: readonly string[]): boolean {
  const made = second === 'or' && third === 'replace' ? fourth : second;
  return first === 'create' && (made === 'function' || made === 'procedure');
}

/** Nothing when it does not end. */
function endOfQuoted(text: string, token: string, at: number): number | undefined {
  if (token === "'") {
    const isEscaped = /(?:^|[^\w$\u0080-\uffff])[eE]$/.test(text.slice(Math.max(0, at - 2), at));
    return isEscaped ? endOfEscaped(text, at + 1) : behind("'", text, at + 1);
  }
  if (token === '"') return behind('"', text, at + 1);
  if (token !== '$') return at + token.length;
  DOLLAR_QUOTE.lastIndex = at;
  const [mark] = DOLLAR_QUOTE.exec(text) ?? [];
  return mark === undefined ? at + 1 : behind(mark, text, at + mark.length);
}

// Mark by mark: a pattern for the whole string would take time and stack without bounds for one that does not end.
function endOfEscaped(text: string, from: number): number | undefined {
  ESCAPE_MARK.lastIndex = from;
  for (let mark = ESCAPE_MARK.exec(text); mark !== null; mark = ESCAPE_MARK.exec(text)) {
    if (mark[0] === "'") return ESCAPE_MARK.lastIndex;
  }
  return undefined;
}

function behind(mark: string, text: string, from: number): number | undefined {
  const found = text.indexOf(mark, from);
  return found < 0 ? undefined : found + mark.length;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

// Comments nest. One that is not closed is a statement, which the parser refuses.
function commentEnd(scan: Scan, at: number): number {
  COMMENT_MARK.lastIndex = at;
  for (let depth = 0, mark = COMMENT_MARK.exec(scan.text); mark !== null; mark = COMMENT_MARK.exec(scan.text)) {
    depth += mark[0] === '/*' ? 1 : -1;
    if (depth === 0) return COMMENT_MARK.lastIndex;
    if (depth > DEEPEST_COMMENT) {
      scan.deepComment = at;
      break;
    }
  }
  if (scan.start < 0) scan.start = at;
  return closed(scan, undefined);
}

// A command ends with its line, or where `\\` begins another.
function metaEnd(text: string, at: number): number {
  const end = lineEnd(text, at);
  const next = text.indexOf('\\\\', at + 1);
  return next < 0 || next >= end ? end : next + 2;
}

function bringsData(text: string, { start, end, words }: Piece): boolean {
  return words[0] === 'copy' && /\bfrom\s+(?:stdin|stdout)\b/i.test(text.slice(start, end));
}

function dataEnd(text: string, at: number): number {
  const line = lineEnd(text, at);
  if (text.startsWith('\n\\.', line)) return lineEnd(text, line + 1);
  const mark = /\n\\\.\r?(?:\n|$)/g;
  mark.lastIndex = line;
  return mark.test(text) ? mark.lastIndex : text.length;
}
