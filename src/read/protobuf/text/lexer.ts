import type { ProtoPlace } from '../../../model/protobuf/schema.js';

/** What a text breaks at, and where. */
export class ProtoSyntaxError extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

export type TokenKind = 'word' | 'integer' | 'float' | 'string' | 'symbol' | 'end';

const INTEGER = /0[xX][0-9a-fA-F]+|0[0-7]*(?![\d.eE])|[1-9]\d*(?![\d.eE])/y;
const FLOAT = /(?:\d+\.\d*|\.\d+|\d+)(?:[eE][+-]?\d+)?[fF]?/y;
const WORD = /[A-Za-z_]\w*/y;

/** Whether a character of that code can begin or go on in a word or a number. */
function isWordCode(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || (code >= 48 && code <= 57);
}

/**
 * The tokens of a `.proto` file, one at a time (protobuf.com/docs/language-spec#lexical-elements): the current one is
 * in the fields. Comments are passed over.
 */
export class Lexer {
  kind: TokenKind = 'end';
  /** As it stands in the text. */
  text = '';
  /** Where the token begins and ends. */
  start = 0;
  end = 0;
  /** Where the token before it ends. */
  previousEnd = 0;

  private line = 1;
  private lineStart = 0;
  private startLine = 1;
  private startLineStart = 0;

  constructor(
    readonly source: string,
    readonly file: string,
  ) {
    this.advance();
  }

  /** The place of the current token. */
  place(): ProtoPlace {
    return { file: this.file, line: this.startLine, column: this.start - this.startLineStart + 1 };
  }

  /** Goes to the next token; at the end of the text to one of kind `end`. */
  advance(): void {
    this.previousEnd = this.end;
    const start = this.passSpace(this.end);
    this.start = start;
    this.startLine = this.line;
    this.startLineStart = this.lineStart;
    this.end = this.scan(start);
    this.text = this.source.slice(start, this.end);
  }

  /** Where the token that begins there ends; sets its kind. */
  private scan(start: number): number {
    if (start >= this.source.length) return this.token('end', start);
    const code = this.source.charCodeAt(start);
    if (code === 34 || code === 39) return this.quoted(start, code);
    if (code >= 48 && code <= 57) return this.number(start);
    if (isWordCode(code)) return this.token('word', this.match(WORD, start));
    const next = this.source.charCodeAt(start + 1);
    if (code === 46 && next >= 48 && next <= 57) return this.number(start);
    if (!';,.:=-+()[]{}<>/'.includes(this.source[start] as string)) {
      const character = String.fromCodePoint(this.source.codePointAt(start) as number);
      throw new ProtoSyntaxError(`the character ${JSON.stringify(character)} means nothing here`, start);
    }
    return this.token('symbol', start + 1);
  }

  private token(kind: TokenKind, end: number): number {
    this.kind = kind;
    return end;
  }

  private match(pattern: RegExp, start: number): number {
    pattern.lastIndex = start;
    return pattern.test(this.source) ? pattern.lastIndex : start;
  }

  private number(start: number): number {
    const integerEnd = this.match(INTEGER, start);
    const end = integerEnd > start ? integerEnd : this.match(FLOAT, start);
    if (isWordCode(this.source.charCodeAt(end))) {
      throw new ProtoSyntaxError('this number runs into a word; it needs a space in between', end);
    }
    const isOctalBroken = integerEnd === start && /^0\d+$/.test(this.source.slice(start, end));
    if (isOctalBroken) throw new ProtoSyntaxError('a number that begins with 0 is octal, and has no 8 or 9', start);
    return this.token(integerEnd > start ? 'integer' : 'float', end);
  }

  private quoted(start: number, quote: number): number {
    const { source } = this;
    for (let at = start + 1; at < source.length; at++) {
      const code = source.charCodeAt(at);
      if (code === quote) return this.token('string', at + 1);
      if (code === 10) break;
      if (code === 92) at++;
    }
    throw new ProtoSyntaxError('this text is not closed on its line', start);
  }

  /** Where what is neither space nor comment begins. */
  private passSpace(from: number): number {
    const { source } = this;
    let at = from;
    for (;;) {
      const code = source.charCodeAt(at);
      if (code === 10) this.newLine(at);
      else if (code === 47 && source.charCodeAt(at + 1) === 47) at = this.lineEnd(at) - 1;
      else if (code === 47 && source.charCodeAt(at + 1) === 42) at = this.passComment(at) - 1;
      else if (!(code === 32 || (code >= 9 && code <= 13) || (code === 0xfeff && at === 0))) return at;
      at++;
    }
  }

  private lineEnd(at: number): number {
    const end = this.source.indexOf('\n', at);
    return end < 0 ? this.source.length : end;
  }

  private passComment(start: number): number {
    const end = this.source.indexOf('*/', start + 2);
    if (end < 0) throw new ProtoSyntaxError('this comment is not closed', start);
    for (let at = this.source.indexOf('\n', start); at >= 0 && at < end; at = this.source.indexOf('\n', at + 1)) {
      this.newLine(at);
    }
    return end + 2;
  }

  private newLine(at: number): void {
    this.line++;
    this.lineStart = at + 1;
  }
}
