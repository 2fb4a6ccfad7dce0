import type { Node } from '@pgsql/types';
import { fail } from '../../errors.js';
import { excerptOf, lineAndColumn } from '../../lib/places.js';
import type { Source } from '../source.js';
import { recogniseDialect } from '../sql-files/dialects.js';
import { DEEPEST } from './depth.js';
import { all, as } from './nodes.js';
import { toOlderGrammar } from './older-grammar.js';
import { splitStatements } from './split.js';

export type { Node } from '@pgsql/types';

/** Parses one statement that stands at an offset in the text of a source. */
export type Parse = (source: Source, start: number, end: number) => Node | undefined;

/** Statements that were parsed before, by their text: two databases that are compared have most in common. */
export type Parsed = Map<string, Node | undefined>;

/** So many are kept; a form takes fifty times the room of its text. */
const MOST_KEPT = 1200;
const LONGEST_KEPT = 10_000;

/** What the parser quotes of a text that something opens and nothing closes: all the rest of it. */
const LONG_PLACE = / at or near "(?:.*\n|[\s\S]{60})[\s\S]*"$/;

/** The parser passes over all signs that follow each other at each mark of a comment among them. */
const MANY_SIGNS = /\/\*[-+*/<>=~!@#%^&|`?]{2000}/;

/** Where comments nest so deep that the parser would not come to an end. */
export function deepCommentIn(text: string): number | undefined {
  if (!MANY_SIGNS.test(text)) return undefined;
  return [...splitStatements(text)].find(({ deepComment }) => deepComment !== undefined)?.deepComment;
}

/**
 * Loads PostgreSQL's own parser: a megabyte and a half of WebAssembly, for nobody who does not come with SQL.
 *
 * @param known an empty one is filled with what it parses, for whoever parses the same again; from one that others
 *   filled, everything is taken once. Nobody changes what is in there
 * @param major the version of the server whose grammar it is; the newest by default
 */
export async function loadParser(known?: Parsed, major?: number): Promise<Parse> {
  const { loadModule, parseSync } = await import('libpg-query');
  await loadModule();
  const isToFill = known?.size === 0;
  return (source, start, end) => {
    // The parser is written in C, where a text ends at a zero.
    const text = source.text.slice(start, end);
    const zero = text.indexOf('\0');
    if (zero >= 0) refuse(source, start + zero, 'a character with the code 0');
    const deep = deepCommentIn(text);
    if (deep !== undefined) refuse(source, start + deep, 'comments are nested too deeply');
    if (known?.has(text)) return takeFrom(known, text, isToFill);
    try {
      const parsed = parseSync(text).stmts?.[0]?.stmt;
      const node = parsed === undefined || major === undefined ? parsed : toOlderGrammar(parsed, major);
      if (isToFill && known.size < MOST_KEPT && text.length < LONGEST_KEPT) known.set(text, node);
      return node;
    } catch (error) {
      if (error instanceof RangeError) return tooDeep(source, start);
      const { sqlDetails } = error as { sqlDetails?: { message: string; cursorPosition: number } };
      if (sqlDetails === undefined) throw error;
      if (sqlDetails.message.startsWith('memory exhausted')) return tooDeep(source, start);
      const problem = sqlDetails.message.replace(LONG_PLACE, '');
      return refuse(source, start + utf16Offset(text, sqlDetails.cursorPosition), problem);
    }
  };
}

/** Parses an expression alone; undefined when it is none. */
export function parseExpression(parse: Parse, text: string): Node | undefined {
  const select = `SELECT ${text}`;
  try {
    const node = parse({ name: 'expression', text: select }, 0, select.length);
    return all('ResTarget', as('SelectStmt', node)?.targetList)[0]?.val;
  } catch {
    return undefined;
  }
}

// What the second of two databases had is needed by nobody any more.
function takeFrom(known: Parsed, text: string, isToStay: boolean): Node | undefined {
  const node = known.get(text);
  if (!isToStay) known.delete(text);
  return node;
}

/** The parser itself, which is written in C, has no stack left. */
function tooDeep(source: Source, offset: number): never {
  const { line } = lineAndColumn(source.text, offset);
  return fail('NESTED_TOO_DEEP', { place: `${source.name}:${line}`, most: DEEPEST });
}

function refuse(source: Source, offset: number, problem: string): never {
  const at = Math.min(offset, source.text.length);
  const { line, column } = lineAndColumn(source.text, at);
  const other = recogniseDialect(source.text, 'PostgreSQL');
  const details = { file: source.name, line, column, problem, excerpt: excerptOf(source.text, at) };
  return other === undefined
    ? fail('INVALID_SQL', { ...details, own: 'PostgreSQL' })
    : fail('OTHER_SQL', { ...details, own: 'PostgreSQL', ...other });
}

// The parser counts characters, JavaScript counts code units.
function utf16Offset(text: string, characters: number): number {
  let offset = 0;
  for (let count = 0; count < characters && offset < text.length; count++) {
    offset += (text.codePointAt(offset) as number) > 0xffff ? 2 : 1;
  }
  return offset;
}
