import { clientCommand } from './client-commands.js';
import type { Lexer } from './lexer.js';
import { LexicalError } from './lexer.js';
import { ProgramEnd } from './program-end.js';
import type { Token } from './token.js';

/** A statement: its tokens with one of kind `end` behind them, or none where its text holds only data. */
export interface StatementText {
  readonly tokens: readonly Token[];
  readonly start: number;
  readonly end: number;
  /** What ends statements here. */
  readonly delimiter: string;
}

/** Where in a file a text stands, and how much of it is asked for. */
export interface Splitting {
  /** What ends statements where the text begins: `;`. */
  readonly delimiter?: string;
  /** Whether nothing behind the first statement that holds data is looked at, and of that only where it begins. */
  readonly stopsAtData?: boolean;
}

/** Statements that hold data and are passed over without reading them. */
const DATA = new Set(['INSERT', 'REPLACE', 'VALUES']);
const PLAIN_DATA = /[^'"`;\\/#-]+/y;

/**
 * The statements of a text in order, the way the mysql client and the server split it: at `;` and at what `DELIMITER`
 * says. A `;` within the body of a routine, trigger or event does not end it.
 */
export function* splitStatements(
  lexer: Lexer,
  { delimiter: given = ';', stopsAtData = false }: Splitting = {},
): Generator<StatementText> {
  lexer.delimiter = given;
  for (;;) {
    const { delimiter } = lexer;
    lexer.passSpace();
    if (passDelimiter(lexer, delimiter) || passDelimiter(lexer, ';')) continue;
    const start = lexer.position;
    const first = lexer.next();
    if (first.kind === 'end') return;
    if (first.upper === 'DELIMITER') {
      const line = lexer.passLine();
      lexer.delimiter = /^\s*(\S+)/.exec(line)?.[1]?.replace(/^(['"`])(.+)\1$/, '$2') ?? delimiter;
      continue;
    }
    const command = clientCommand(lexer, first, delimiter);
    if (command?.deed === 'end') return;
    if (command !== undefined) {
      lexer.position = command.next;
      if (command.deed !== 'pass') yield { tokens: command.tokens, start: first.start, end: command.end, delimiter };
      continue;
    }
    const tokens = DATA.has(first.upper) ? [] : restOfStatement(lexer, first, delimiter);
    if (tokens.length === 0 && stopsAtData) {
      yield { tokens, start: first.start, end: first.start, delimiter };
      return;
    }
    if (tokens.length === 0) passData(lexer, delimiter);
    const end = tokens.at(-2)?.end ?? lexer.position;
    yield { tokens, start: first.start > start ? first.start : start, end, delimiter };
  }
}

function restOfStatement(lexer: Lexer, first: Token, delimiter: string): Token[] {
  const tokens = [first];
  const program = new ProgramEnd();
  program.see(first);
  for (;;) {
    lexer.passSpace();
    if ((delimiter !== ';' || !program.isInside) && passDelimiter(lexer, delimiter)) break;
    // What the client sends in one piece, the server splits in turn.
    if (!program.isInside && passDelimiter(lexer, ';')) break;
    const token = lexer.next();
    if (token.kind === 'end') break;
    program.see(token);
    tokens.push(token);
  }
  const end = (tokens.at(-1) as Token).end;
  tokens.push({ kind: 'end', text: '', upper: '', start: end, end });
  return tokens;
}

function passDelimiter(lexer: Lexer, delimiter: string): boolean {
  const length = lengthOfDelimiter(lexer, delimiter);
  lexer.position += length;
  return length > 0;
}

// `\g` and `\G` end a statement in the client whatever the delimiter is.
function lengthOfDelimiter(lexer: Lexer, delimiter: string): number {
  if (lexer.text.startsWith(delimiter, lexer.position)) return delimiter.length;
  return /^\\[gG]/.test(lexer.text.slice(lexer.position, lexer.position + 2)) ? 2 : 0;
}

function passData(lexer: Lexer, delimiter: string): void {
  const { text } = lexer;
  while (lexer.position < text.length) {
    PLAIN_DATA.lastIndex = lexer.position;
    lexer.position += PLAIN_DATA.exec(text)?.[0].length ?? 0;
    if (passDelimiter(lexer, delimiter) || passDelimiter(lexer, ';')) return;
    const character = text[lexer.position];
    if (character === "'" || character === '"' || character === '`') passQuoted(lexer, character);
    else {
      const before = lexer.position;
      lexer.passSpace();
      if (lexer.position === before) lexer.position++;
    }
  }
}

function passQuoted(lexer: Lexer, quote: string): void {
  const start = lexer.position;
  const escapes = quote !== '`' && lexer.mode.backslashEscapes;
  let from = start + 1;
  for (;;) {
    const end = lexer.text.indexOf(quote, from);
    if (end < 0) throw new LexicalError(`this ${quote} is not closed`, start);
    from = end + 1;
    if (!escapes || !isEscaped(lexer.text, end)) break;
  }
  lexer.position = from;
}

function isEscaped(text: string, offset: number): boolean {
  let backslashes = 0;
  while (text[offset - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}
