/** What a text of Avro IDL breaks at, and where. */
export class IdlSyntaxError extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

type Kind = 'word' | 'number' | 'string' | 'symbol' | 'end';

const SPACE = /(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y;
const NUMBER = /-?(?:Infinity|NaN|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\p{L}\p{N}_.])/uy;
const WORD = /(?:`[^`\n]+`|[\p{L}_][\p{L}\p{N}_]*)(?:\.(?:`[^`\n]+`|[\p{L}_][\p{L}\p{N}_]*))*/uy;
// The names of annotations and of properties have dashes as well: `@java-class`.
const ANNOTATION = /@\s*[\p{L}_][\p{L}\p{N}_.-]*/uy;
const STRING = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/uy;

/** The tokens of a file of Avro IDL, one at a time (Avro 1.12, "IDL Language"): the current one is in the fields. */
export class Lexer {
  kind: Kind = 'end';
  /** As it stands in the text; of words without the backquotes. */
  text = '';
  start = 0;
  private end = 0;

  constructor(private readonly source: string) {
    this.next();
  }

  next(): void {
    this.match(SPACE, this.end);
    this.start = this.end;
    if (this.source.startsWith('/*', this.start)) throw new IdlSyntaxError('this comment is not closed', this.start);
    if (this.start >= this.source.length) this.take('end', '');
    else if (this.match(ANNOTATION, this.start)) this.kind = 'symbol';
    else if (this.match(NUMBER, this.start)) this.kind = 'number';
    else if (this.match(WORD, this.start)) this.kind = 'word';
    else if (this.match(STRING, this.start)) this.kind = 'string';
    else this.takeSymbol();
    if (this.kind === 'word') this.text = this.text.replaceAll('`', '');
  }

  /** Whether the current token is this one; a word in backquotes is no keyword. */
  is(text: string): boolean {
    return this.kind !== 'string' && this.text === text && this.source[this.start] !== '`';
  }

  /** Takes the current token if it is this one. */
  takes(text: string): boolean {
    if (!this.is(text)) return false;
    this.next();
    return true;
  }

  expect(text: string): void {
    if (!this.takes(text)) this.refuse(`"${text}"`);
  }

  /** Takes a name. */
  name(what: string): string {
    const { text } = this;
    if (this.kind !== 'word') this.refuse(what);
    this.next();
    return text;
  }

  refuse(expected: string): never {
    const found = this.kind === 'end' ? 'but the text ends here' : `not ${JSON.stringify(this.text)}`;
    throw new IdlSyntaxError(`expected ${expected}, ${found}`, this.start);
  }

  private takeSymbol(): void {
    const character = this.source[this.start] as string;
    if (character === '"' || character === "'") throw new IdlSyntaxError('this string is never closed', this.start);
    this.end = this.start + 1;
    this.take('symbol', character);
  }

  private take(kind: Kind, text: string): void {
    this.kind = kind;
    this.text = text;
  }

  private match(pattern: RegExp, from: number): boolean {
    pattern.lastIndex = from;
    const found = pattern.exec(this.source);
    if (found === null) return false;
    this.text = found[0];
    this.end = pattern.lastIndex;
    return true;
  }
}
