import type { MysqlDialect } from '../settings.js';
import { continuations } from './continued-lines.js';
import { LineCounter } from './line-counter.js';
import { ownCopy } from './own-copy.js';
import { inUsualMode, type Respelling, respelled } from './respelling.js';
import type { LexicalMode, Token } from './token.js';

/** A statement that does not go on as it must. */
export class SyntaxProblem extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

/** A statement that says what only the other of the two servers knows. */
export class OtherServerProblem extends SyntaxProblem {
  constructor(
    readonly server: MysqlDialect,
    readonly sign: string,
    offset: number,
  ) {
    super(`${sign} is not known here`, offset);
  }
}

const IDENTIFIER_KINDS = new Set<Token['kind']>(['word', 'name']);

/** A position within the tokens of a statement. */
export class Cursor {
  private index = 0;
  private readonly respellings = new Map<string, Respelling>();
  private lines: { readonly from: number; readonly counter: LineCounter } | undefined;
  /** How many expressions are open. */
  depth = 0;

  constructor(
    readonly source: string,
    private tokens: readonly Token[],
    readonly mode: LexicalMode,
    readonly dialect: MysqlDialect,
  ) {}

  /** Lets go of the tokens: what a statement does is known, and is kept longer than they are needed. */
  close(): void {
    this.tokens = [];
  }

  /** The token `ahead` of here; the last one, of kind `end`, stands for all behind it. */
  peek(ahead = 0): Token {
    return this.tokens[Math.min(this.index + ahead, this.tokens.length - 1)] as Token;
  }

  /** How many lines below the statement's first one the next token stands. */
  get line(): number {
    const { start } = this.peek();
    // Who goes back counts again.
    if (this.lines === undefined || this.lines.from > start) {
      const first = (this.tokens[0] as Token).start;
      this.lines = { from: start, counter: new LineCounter(this.source, first) };
    }
    return this.lines.counter.lineOf(start) - 1;
  }

  take(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.index++;
    return token;
  }

  get atEnd(): boolean {
    return this.peek().kind === 'end';
  }

  /** A mark to come back to. */
  get mark(): number {
    return this.index;
  }

  back(mark: number): void {
    this.index = mark;
  }

  /** Whether these keywords and operators come next; a `|` separates alternatives. */
  is(...words: string[]): boolean {
    return words.every((word, ahead) => matches(this.peek(ahead), word));
  }

  /** Passes these words when they come next. */
  accept(...words: string[]): boolean {
    if (!this.is(...words)) return false;
    this.index += words.length;
    return true;
  }

  /** Passes words that one of the two servers knows, and refuses them in SQL of the other. */
  acceptOf(dialect: MysqlDialect, ...words: string[]): boolean {
    const { mark } = this;
    if (!this.accept(...words)) return false;
    this.only(dialect, mark);
    return true;
  }

  /** Refuses what stands from a mark to here in SQL of the server that does not know it. */
  only(dialect: MysqlDialect, mark: number, sign = this.textSince(mark)): void {
    if (this.dialect === dialect) return;
    throw new OtherServerProblem(dialect, sign.replaceAll(/\s+/g, ' '), (this.tokens[mark] as Token).start);
  }

  expect(...words: string[]): void {
    for (const word of words) if (!this.accept(word)) this.fail(`${word} is expected here`);
  }

  /** The next keyword if it is one of these. */
  acceptOne<Word extends string>(...words: readonly Word[]): Word | undefined {
    const { upper } = this.peek();
    const found = words.find((word) => word === upper);
    if (found !== undefined) this.index++;
    return found;
  }

  /** A name, in quotes or without. */
  identifier(what = 'a name'): string {
    const token = this.peek();
    if (!IDENTIFIER_KINDS.has(token.kind)) this.fail(`${what} is expected here`);
    this.index++;
    return token.text;
  }

  get isIdentifier(): boolean {
    return IDENTIFIER_KINDS.has(this.peek().kind);
  }

  /** A string; strings side by side are one. */
  string(what = 'a string'): string {
    if (this.peek().kind === 'word' && this.peek(1).kind === 'string' && /^(?:N|_\w+)$/.test(this.peek().upper))
      this.take();
    if (this.peek().kind !== 'string') this.fail(`${what} is expected here`);
    let text = '';
    while (this.peek().kind === 'string') text += this.take().text;
    return ownCopy(text);
  }

  number(): string {
    if (this.peek().kind !== 'number') this.fail('a number is expected here');
    return this.take().text;
  }

  /** A list in brackets. */
  bracketed<Item>(read: () => Item): Item[] {
    this.expect('(');
    const items = this.list(read);
    this.expect(')');
    return items;
  }

  list<Item>(read: () => Item): Item[] {
    const items = [read()];
    while (this.accept(',')) items.push(read());
    // A list that has grown has room for many more; its copy has not.
    return items.length === 1 ? items : items.slice();
  }

  /** Passes what stands in brackets, which may hold brackets. */
  passBrackets(): void {
    this.expect('(');
    for (let depth = 1; depth > 0; ) {
      if (this.atEnd) this.fail('a ) is missing');
      const { text, kind } = this.take();
      if (kind === 'operator') depth += text === '(' ? 1 : text === ')' ? -1 : 0;
    }
  }

  /** Where the last token that was passed ends. */
  get passed(): number {
    return this.tokens[this.index - 1]?.end ?? 0;
  }

  /** The text from a mark to here, as the client sends it, and as it would be written in the usual mode. */
  textSince(mark: number): string {
    const { start } = this.tokens[mark] as Token;
    const last = this.tokens[this.index - 1];
    if (last === undefined || last.start < start) return '';
    return ownCopy(respelled(this.source, [start, last.end], this.respellingsSince(mark)));
  }

  /** Has the text from an offset to here begin, go on and end otherwise in the usual mode: `concat(a, b)` for `a || b`. */
  respell(respellings: readonly Respelling[]): void {
    for (const each of respellings) this.respellings.set(`${each.span.join()} ${each.text}`, each);
  }

  /** What from a mark to here is written otherwise in the usual mode. */
  respellingsSince(mark: number): Respelling[] {
    const tokens = this.tokensSince(mark);
    const own = [...continuations(this.source, tokens), ...inUsualMode(tokens, this.mode, this.source)];
    return [...this.respellings.values(), ...own];
  }

  tokensSince(mark: number): readonly Token[] {
    return this.tokens.slice(mark, this.index);
  }

  fail(problem: string): never {
    const token = this.peek();
    throw new SyntaxProblem(problem, token.start);
  }
}

function matches(token: Token, word: string): boolean {
  if (token.kind === 'operator') return token.text === word;
  if (token.kind !== 'word') return false;
  return token.upper === word || (word.includes('|') && word.split('|').includes(token.upper));
}
