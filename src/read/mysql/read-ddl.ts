import { fail, UserError } from '../../errors.js';
import { excerptOf, lineAndColumn } from '../../lib/places.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import { finishCatalog, newDraft } from './draft/catalog.js';
import type { Effect, Origin } from './draft/draft.js';
import { looksLike } from './foreign-signs.js';
import { homeOf } from './home.js';
import { type MysqlDialect, type MysqlSettings, versionNumber } from './settings.js';
import { readStatement } from './statements/registry.js';
import type { Session } from './statements/session.js';
import { Cursor, SyntaxProblem } from './text/cursor.js';
import { Lexer, LexicalError } from './text/lexer.js';
import { LineCounter } from './text/line-counter.js';
import { shortened } from './text/shorten.js';
import { type StatementText, splitStatements } from './text/split.js';

/** A text of SQL and what it is called in errors. */
export interface SqlText {
  readonly name: string;
  readonly text: string;
}

interface Step {
  readonly effect: Effect;
  readonly origin: Origin;
}

/**
 * The database that the statements of MySQL or MariaDB make of an empty one. Statements that only move data are
 * passed over; what else cannot be read from the text is in `unread`. A text that the server would refuse is an error.
 */
export function readMysqlDdl(
  sources: readonly SqlText[],
  dialect: MysqlDialect,
  settings: MysqlSettings = {},
): Catalog {
  const version = settings.version ?? sources.map(({ text }) => dumpVersion(text)).find((found) => found !== undefined);
  const session = newSession(dialect, version, settings);
  const steps = sources.flatMap((source) => [...readSteps(source, session)]);
  const home = homeOf(session);
  // What has no database is in the one that the file speaks of elsewhere: it is read again, knowing which.
  if (session.hasUnnamed && home !== (settings.database ?? ''))
    return readMysqlDdl(sources, dialect, { ...settings, database: home });
  const draft = newDraft(session, home);
  for (const { effect, origin } of steps) effect(draft, origin);
  return finishCatalog(draft, version);
}

function newSession(dialect: MysqlDialect, named: string | undefined, settings: MysqlSettings): Session {
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
  };
}

function* readSteps(source: SqlText, session: Session): Generator<Step> {
  const mode = { ansiQuotes: false, backslashEscapes: true, pipesConcatenate: false };
  const lexer = new Lexer(source.text, mode, session.dialect, session.version);
  const lines = new LineCounter(source.text);
  try {
    for (const statement of splitStatements(lexer)) {
      const effect = readOne(source, statement, mode, session);
      if (effect === undefined) continue;
      const place = { file: source.name, line: lines.lineOf(statement.start) };
      yield { effect, origin: { place, statement: shortened(source.text.slice(statement.start, statement.end)) } };
    }
  } catch (error) {
    throw asUserError(error, source);
  }
}

function readOne(source: SqlText, statement: StatementText, mode: Lexer['mode'], session: Session): Effect | undefined {
  if (statement.tokens.length === 0) return undefined;
  const cursor = new Cursor(source.text, statement.tokens, mode);
  const effect = readStatement(cursor, session);
  cursor.close();
  return effect;
}

function asUserError(error: unknown, { name: file, text }: SqlText): unknown {
  if (!(error instanceof SyntaxProblem || error instanceof LexicalError)) return error;
  const other = looksLike(text);
  const details = {
    file,
    ...lineAndColumn(text, error.offset),
    problem: error.message,
    excerpt: excerptOf(text, error.offset),
  };
  try {
    return other === undefined ? fail('INVALID_MYSQL', details) : fail('OTHER_SQL', { ...details, other });
  } catch (explained) {
    return explained instanceof UserError ? explained : error;
  }
}

/** What a dump says of the server that it comes from: `-- Server version	8.0.36`. */
function dumpVersion(text: string): string | undefined {
  return /^-- Server version[:\s]+(?:5\.5\.5-)?(\d+\.\d+(?:\.\d+)?)/m.exec(text.slice(0, 4000))?.[1];
}
