import { fail, UserError } from '../../errors.js';
import { excerptOf, lineAndColumn } from '../../lib/places.js';
import { recogniseDialect } from '../sql-files/dialects.js';
import type { Effect, Origin } from './draft/draft.js';
import { type MysqlDialect, type MysqlSettings, versionNumber } from './settings.js';
import { readStatement } from './statements/registry.js';
import type { Session } from './statements/session.js';
import { Cursor, OtherServerProblem, SyntaxProblem } from './text/cursor.js';
import { Lexer, LexicalError } from './text/lexer.js';
import { LineCounter } from './text/line-counter.js';
import { usualMode } from './text/mode.js';
import { shortened } from './text/shorten.js';
import { type StatementText, splitStatements } from './text/split.js';

/** A text of SQL and what it is called in errors. */
export interface SqlText {
  readonly name: string;
  readonly text: string;
}

/** What a statement does, and where it stands. */
export interface Step {
  readonly effect: Effect;
  readonly origin: Origin;
}

export function newSession(dialect: MysqlDialect, named: string | undefined, settings: MysqlSettings): Session {
  const version = versionNumber(dialect, named);
  return {
    dialect,
    version,
    settings,
    database: settings.database ?? '',
    explicitTimestamps: version >= (dialect === 'mysql' ? 80000 : 101000),
    made: new Set(settings.database === undefined ? [] : [settings.database]),
    hasUnnamed: false,
    mentioned: new Map(),
    types: new Map(),
  };
}

/** Reads a statement; none where its text holds only data. */
export type ReadOne<T> = (cursor: Cursor | undefined, statement: StatementText, origin: Origin) => T | undefined;

/**
 * Reads the statements of a text in order.
 *
 * @throws UserError when it is not SQL of MySQL or MariaDB
 */
export function* readSteps<T>(source: SqlText, session: Session, read: ReadOne<T>): Generator<T> {
  const mode = usualMode();
  const lexer = new Lexer(source.text, mode, session.dialect, session.version);
  const lines = new LineCounter(source.text);
  try {
    for (const statement of splitStatements(lexer)) {
      const cursor =
        statement.tokens.length === 0 ? undefined : new Cursor(source.text, statement.tokens, mode, session.dialect);
      const place = { file: source.name, line: lines.lineOf(statement.start) };
      const origin = { place, statement: shortened(source.text.slice(statement.start, statement.end)) };
      const found = read(cursor, statement, origin);
      cursor?.close();
      if (found !== undefined) yield found;
    }
  } catch (error) {
    throw asUserError(error, source);
  }
}

/** A text of one statement or a part of it, to be read on its own. */
export function cursorOver(text: string, { dialect, version }: Session): Cursor {
  const mode = usualMode();
  const lexer = new Lexer(text, mode, dialect, version);
  const tokens = [lexer.next()];
  while (tokens.at(-1)?.kind !== 'end') tokens.push(lexer.next());
  return new Cursor(text, tokens, mode, dialect);
}

/** Reads what a statement does. */
export function stepReader(session: Session): ReadOne<Step> {
  return (cursor, _, origin) => cursor && { effect: readStatement(cursor, session), origin };
}

function asUserError(error: unknown, { name: file, text }: SqlText): unknown {
  if (!(error instanceof SyntaxProblem || error instanceof LexicalError)) return error;
  const at = { file, ...lineAndColumn(text, error.offset), excerpt: excerptOf(text, error.offset) };
  const other = recogniseDialect(text, 'MySQL');
  const details = { ...at, own: 'MySQL or MariaDB' as const, problem: error.message };
  try {
    if (error instanceof OtherServerProblem)
      return fail('OTHER_SERVER', { ...at, server: error.server, sign: error.sign });
    return other === undefined ? fail('INVALID_SQL', details) : fail('OTHER_SQL', { ...details, ...other });
  } catch (explained) {
    return explained instanceof UserError ? explained : error;
  }
}
