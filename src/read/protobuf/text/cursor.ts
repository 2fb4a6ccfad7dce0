import type { ProtoPlace } from '../../../model/protobuf/schema.js';
import { Lexer, ProtoSyntaxError } from './lexer.js';
import { decodeString } from './strings.js';

/** Deeper than any schema, and shallower than our stack. */
export const MOST_LEVELS = 100;

/** Reads the tokens of a file by what is expected of them. Every method throws a ProtoSyntaxError on anything else. */
export class Cursor extends Lexer {
  private levels = 0;

  /** Whether the current token is this word or symbol. */
  is(text: string): boolean {
    return this.text === text && this.kind !== 'string';
  }

  /** Passes over a word or symbol if it is the current token. */
  take(text: string): boolean {
    if (!this.is(text)) return false;
    this.advance();
    return true;
  }

  expect(text: string): void {
    if (!this.take(text)) this.refuse(`expected ${JSON.stringify(text)}`);
  }

  /** The end of a statement; where it is missing, the place is behind what stands before it. */
  expectEnd(): void {
    if (!this.take(';')) throw new ProtoSyntaxError(`expected ";" before ${this.found()}`, this.previousEnd);
  }

  /** What a statement is called. */
  word(what: string): string {
    if (this.kind !== 'word') this.refuse(`expected ${what}`);
    const { text } = this;
    this.advance();
    return text;
  }

  /** Words with dots in between; `first` is what has been read of them. */
  dottedName(what: string, first?: string): string {
    let name = first ?? (this.take('.') ? `.${this.word(what)}` : this.word(what));
    while (this.take('.')) name += `.${this.word('a name after the dot')}`;
    return name;
  }

  /** An integer within bounds, with its sign if there is one. */
  integer(what: string, least: number, most: number): number {
    const { start } = this;
    const sign = this.take('-') ? -1 : 1;
    if (this.kind !== 'integer') this.refuse(`expected ${what}`);
    const value = sign * integerOf(this.text);
    if (!(value >= least && value <= most)) {
      throw new ProtoSyntaxError(`${what} is from ${least} to ${most}`, start);
    }
    this.advance();
    return value;
  }

  /** A text, of several literals if they stand side by side. */
  string(what: string): string {
    return this.bytes(what).toString('utf8');
  }

  bytes(what: string): Buffer {
    if (this.kind !== 'string') this.refuse(`expected ${what}`);
    const parts: Buffer[] = [];
    while (this.kind === 'string') {
      parts.push(decodeString(this.text, this.start));
      this.advance();
    }
    return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
  }

  /** Reads statements in braces up to the one that closes them. */
  block(statement: () => void): void {
    const opening = this.start;
    this.expect('{');
    this.nested(opening, () => {
      while (!this.take('}')) {
        if (this.kind === 'end') throw new ProtoSyntaxError('this brace is not closed', opening);
        if (!this.take(';')) statement();
      }
    });
  }

  /** Reads what is one level deeper. */
  nested<T>(opening: number, read: () => T): T {
    this.levels++;
    if (this.levels > MOST_LEVELS) {
      throw new ProtoSyntaxError(`this is nested too deep (more than ${MOST_LEVELS} levels)`, opening);
    }
    const result = read();
    this.levels--;
    return result;
  }

  refuse(expected: string): never {
    throw new ProtoSyntaxError(`${expected}, not ${this.found()}`, this.start);
  }

  placed<T extends object>(value: T, place: ProtoPlace): T & { readonly place: ProtoPlace } {
    return { ...value, place };
  }

  private found(): string {
    if (this.kind === 'end') return 'the end of the file';
    const text = this.text.length > 40 ? `${this.text.slice(0, 40)}…` : this.text;
    return this.kind === 'string' ? `the text ${text}` : JSON.stringify(text);
  }
}

/** The value of an integer as it is written: decimal, octal or hexadecimal. */
export function integerOf(text: string): number {
  return /^0[0-7]/.test(text) ? Number.parseInt(text, 8) : Number(text);
}
