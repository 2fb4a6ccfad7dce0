import type { MysqlDialect } from '../settings.js';
import type { LexicalMode, Token } from './token.js';
import { Vocabulary } from './vocabulary.js';

/** Where a text cannot be read any further. */
export class LexicalError extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

// The client takes a backslash at the end of a line away.
const SPACE = /(?:[\s\u00a0\ufeff]|\\(?=\r?\n))+/y;
const NUMBER = /(?:\d+\.\d*|\.\d+|\d+)(?:[eE][+-]?\d+)?/y;
const WORD = /[\w$\u0080-\uffff]+/y;
const HEX = /0x[\da-fA-F]+|[xX]'[\da-fA-F]*'/y;
const BITS = /0b[01]+|[bB]'[01]*'/y;
const VARIABLE =
  /@@?(?:(?:global|session|local|persist|persist_only)\s*\.\s*)?(?:`(?:[^`]|``)*`|'(?:[^'\\]|''|\\.)*'|"(?:[^"\\]|""|\\.)*"|[\w.$\u0080-\uffff]*)/iy;
const OPERATOR = /<=>|->>|->|:=|<=|>=|<>|!=|<<|>>|&&|\|\||[-+*/%=<>!~^&|(),.;:?{}@[\]\\]/y;
const NUMBERS = [
  ['hex', HEX],
  ['bit', BITS],
  ['number', NUMBER],
] as const;
const QUOTE = /['"`]/;
const CODE_COMMENT = /\/\*(M?)!(\d{5,6})?/y;
const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  b: '\b',
  n: '\n',
  r: '\r',
  t: '\t',
  Z: '\x1a',
};

/**
 * Reads the tokens of a text one by one. Comments are passed over, but what `/*!40101 … *\/` holds is read by those
 * servers that it is meant for (https://dev.mysql.com/doc/refman/8.4/en/comments.html,
 * https://mariadb.com/kb/en/comment-syntax/).
 */
export class Lexer {
  position = 0;
  /** What ends statements, which is no part of a word: `END$$`. */
  delimiter = ';';
  /** Where code in a comment has begun that is not closed yet. */
  private codeComment: number | undefined;
  private readonly vocabulary = new Vocabulary();

  constructor(
    readonly text: string,
    readonly mode: LexicalMode,
    private readonly dialect: MysqlDialect,
    private readonly version: number,
  ) {}

  /** The next token; at the end of the text one of kind `end`. */
  next(): Token {
    this.passSpace();
    const start = this.position;
    const character = this.text[start];
    if (character === undefined) {
      if (this.codeComment !== undefined) throw new LexicalError('this comment is not closed', this.codeComment);
      return this.token('end', '', start, start);
    }
    if (character === "'" || (character === '"' && !this.mode.ansiQuotes)) {
      return this.quoted('string', character, this.mode.backslashEscapes);
    }
    if (character === '`' || character === '"') return this.quoted('name', character, false);
    return this.unquoted(start);
  }

  /** Passes over blanks and comments. */
  passSpace(): void {
    for (;;) {
      this.take(SPACE);
      const { text, position } = this;
      if (text[position] === '#' || this.startsLineComment()) this.passLine();
      else if (text.startsWith('/*', position)) this.enterOrPassComment();
      else if (this.codeComment !== undefined && text.startsWith('*/', position)) {
        this.codeComment = undefined;
        this.position += 2;
      } else return;
    }
  }

  /** To the end of the line, which belongs to no token. */
  passLine(): string {
    const end = this.text.indexOf('\n', this.position);
    const line = this.text.slice(this.position, end < 0 ? this.text.length : end);
    this.position = end < 0 ? this.text.length : end + 1;
    return line;
  }

  private unquoted(start: number): Token {
    for (const [kind, pattern] of NUMBERS) {
      const number = this.take(pattern);
      // A name may begin with digits: `2fa`, `0b1x`.
      if (number !== undefined && (number.includes('.') || this.endsWord())) return this.token(kind, number, start);
      this.position = start;
    }
    const word = this.beforeDelimiter(this.take(WORD));
    if (word !== undefined) return this.token('word', word, start);
    const variable = this.beforeDelimiter(this.take(VARIABLE));
    if (variable !== undefined) return this.token('variable', variable, start);
    const operator = this.take(OPERATOR);
    if (operator !== undefined) return this.token('operator', operator, start);
    throw new LexicalError(`${JSON.stringify(this.text[start])} means nothing in SQL`, start);
  }

  private quoted(kind: 'string' | 'name', quote: string, escapes: boolean): Token {
    const start = this.position;
    const stop = escapes ? (quote === "'" ? /['\\]/g : /["\\]/g) : new RegExp(quote, 'g');
    let value = '';
    let from = start + 1;
    for (;;) {
      stop.lastIndex = from;
      const found = stop.exec(this.text);
      if (found === null) throw new LexicalError(`this ${quote} is not closed`, start);
      value += this.text.slice(from, found.index);
      from = found.index + 2;
      const next = this.text[found.index + 1];
      if (found[0] === '\\') value += unescaped(next ?? '');
      else if (next === quote) value += quote;
      else break;
    }
    this.position = from - 1;
    return this.token(kind, value, start);
  }

  private startsLineComment(): boolean {
    // Two dashes begin a comment only before a blank: `5--1` is 6.
    return this.text.startsWith('--', this.position) && /^(?:\s|$)/.test(this.text.charAt(this.position + 2));
  }

  private enterOrPassComment(): void {
    const start = this.position;
    const code = this.take(CODE_COMMENT);
    if (code !== undefined) {
      const [, mariadb, version] = /\/\*(M?)!(\d+)?/.exec(code) as RegExpExecArray;
      if (this.executes(mariadb === 'M', version === undefined ? undefined : Number(version))) {
        this.codeComment = start;
        return;
      }
    }
    this.passComment(start);
  }

  /** MariaDB takes 50700 to 99999 for versions of MySQL that it does not know. */
  private executes(onlyMariadb: boolean, version: number | undefined): boolean {
    if (onlyMariadb && this.dialect !== 'mariadb') return false;
    if (version === undefined) return true;
    if (this.dialect === 'mariadb' && !onlyMariadb && version >= 50700 && version <= 99999) return false;
    return version <= this.version;
  }

  private passComment(start: number): void {
    let end = this.text.indexOf('*/', start + 2);
    // What is not executed may hold comments of its own.
    if (/^\/\*M?!/.test(this.text.slice(start, start + 4))) {
      let inner = this.text.indexOf('/*', start + 3);
      while (inner >= 0 && end >= 0 && inner < end) {
        inner = this.text.indexOf('/*', inner + 2);
        end = this.text.indexOf('*/', end + 2);
      }
    }
    if (end < 0) throw new LexicalError('this comment is not closed', start);
    this.position = end + 2;
  }

  private endsWord(): boolean {
    const { text, position, delimiter } = this;
    return !/[\w$\u0080-\uffff]/.test(text[position] ?? '') || text.startsWith(delimiter, position);
  }

  private beforeDelimiter(word: string | undefined): string | undefined {
    const at = word === undefined || QUOTE.test(word) ? -1 : word.indexOf(this.delimiter);
    if (word === undefined || at <= 0) return word;
    this.position -= word.length - at;
    return word.slice(0, at);
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.position += found.length;
    return found;
  }

  private token(kind: Token['kind'], text: string, start: number, end = this.position): Token {
    if (kind !== 'word' && kind !== 'name') return { kind, text, upper: '', start, end };
    const known = this.vocabulary.wordOf(text);
    return { kind, text: known.text, upper: kind === 'word' ? known.upper : '', start, end };
  }
}

// `\%` and `\_` keep their backslash, which LIKE needs.
function unescaped(character: string): string {
  if (character === '%' || character === '_') return `\\${character}`;
  return Object.hasOwn(ESCAPES, character) ? (ESCAPES[character] as string) : character;
}
