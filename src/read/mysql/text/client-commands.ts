import type { Lexer } from './lexer.js';
import type { Token } from './token.js';

/** What a command of the mysql client does to who reads the file: it is taken as a statement, passed over, or ends all. */
type Deed = 'USE' | 'SOURCE' | 'SYSTEM' | 'pass' | 'end';

/**
 * By name, of those that are no SQL of another dialect (MySQL 9.7, "mysql Client Commands"): they need no semicolon, and
 * go no further than their line.
 */
const NAMED: ReadonlyMap<string, Deed> = new Map([
  ...(['USE', 'CONNECT'] as const).map((name) => [name, 'USE'] as const),
  ['SOURCE', 'SOURCE'],
  ['SYSTEM', 'SYSTEM'],
  ...['EXIT', 'QUIT'].map((name) => [name, 'end'] as const),
  ...'CHARSET NOPAGER NOTEE NOWARNING PAGER PROMPT REHASH RESETCONNECTION STATUS TEE WARNINGS'
    .split(' ')
    .map((name) => [name, 'pass'] as const),
]);

/** By the character behind a backslash. */
const SHORT: ReadonlyMap<string, Deed> = new Map([
  ...[...'ur'].map((short) => [short, 'USE'] as const),
  ['.', 'SOURCE'],
  ['!', 'SYSTEM'],
  ['q', 'end'],
  ...[...'CcehnPpRstTwWx#?'].map((short) => [short, 'pass'] as const),
]);

/** A command with what stands behind it on its line. */
export interface ClientCommand {
  readonly deed: Deed;
  /** As a statement: its word, the first word behind it, and the end. */
  readonly tokens: readonly Token[];
  /** Where what it says ends, and where what follows begins. */
  readonly end: number;
  readonly next: number;
}

/** The command that begins with a token, if it is one of the client. */
export function clientCommand({ text }: Lexer, first: Token, delimiter: string): ClientCommand | undefined {
  const isShort = first.text === '\\';
  const deed = isShort ? SHORT.get(text[first.end] ?? '') : NAMED.get(first.upper);
  if (deed === undefined) return undefined;
  const begin = isShort ? first.end + 1 : first.end;
  const line = /.*/y;
  line.lastIndex = begin;
  const [rest = ''] = line.exec(text) ?? [];
  const at = rest.indexOf(delimiter);
  const said = at < 0 ? rest : rest.slice(0, at);
  const end = begin + said.trimEnd().length;
  const next = begin + said.length + (at < 0 ? 0 : delimiter.length);
  const [, name = ''] = /^\s*(\S+)/.exec(said) ?? [];
  // A name on another line belongs to the statement.
  if (deed === 'USE' && name === '') return isShort || first.upper === 'CONNECT' ? pass(end, next) : undefined;
  const plain = name.replace(/^([`'"])(.*)\1$/, '$2');
  const tokens: Token[] = [
    { kind: 'word', text: deed, upper: deed, start: first.start, end: begin },
    ...(deed === 'USE' ? [{ kind: 'name', text: plain, upper: '', start: begin, end } as const] : []),
    { kind: 'end', text: '', upper: '', start: end, end },
  ];
  return { deed, tokens, end, next };
}

const pass = (end: number, next: number): ClientCommand => ({ deed: 'pass', tokens: [], end, next });
