import { Lexer, LexicalError } from '../mysql/text/lexer.js';
import { usualMode } from '../mysql/text/mode.js';
import { splitStatements as splitMysql } from '../mysql/text/split.js';
import { splitStatements as splitPostgresql } from '../postgresql/split.js';

/** Where in a text its schema ends for now. */
export interface FoundData {
  readonly at: number;
  /** What follows: a statement of data, the rows of a COPY, or one that may not be whole yet. */
  readonly next: 'data' | 'rows' | 'unfinished';
  /** What ends statements there. */
  readonly delimiter: string;
}

/** Looks for the first data in a text of PostgreSQL's that begins with a statement. */
export function findPostgresqlData(text: string): FoundData {
  let at = 0;
  for (const { start, end, words } of splitPostgresql(text)) {
    at = start;
    if (words[0] === 'insert') return { at, next: 'data', delimiter: ';' };
    if (words[0] !== 'copy' || !/\bfrom\s+stdin\b/i.test(text.slice(start, end))) continue;
    const rest = /\s*;[^\n]*\n/y;
    rest.lastIndex = end;
    if (rest.test(text)) return { at: rest.lastIndex, next: 'rows', delimiter: ';' };
  }
  return { at, next: 'unfinished', delimiter: ';' };
}

/** The same for MySQL and MariaDB, where the client's `DELIMITER` says what ends a statement. */
export function findMysqlData(text: string, delimiter: string): FoundData {
  const mode = usualMode();
  let last: FoundData = { at: 0, next: 'unfinished', delimiter };
  try {
    for (const statement of splitMysql(new Lexer(text, mode, 'mysql', 0), { delimiter, stopsAtData: true })) {
      last = { at: statement.start, next: 'unfinished', delimiter: statement.delimiter };
      if (statement.tokens.length === 0) return { ...last, next: 'data' };
    }
  } catch (error) {
    // A quote that is not closed yet.
    if (!(error instanceof LexicalError)) throw error;
  }
  return last;
}
