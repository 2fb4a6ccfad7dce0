import { UserError } from '../../errors.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import { dumpOrigin } from '../sql-files/dump-origin.js';
import { applyTo } from './draft/apply.js';
import { finishCatalog, newDraft } from './draft/catalog.js';
import { homeOf } from './home.js';
import { newSession, readSteps, type SqlText, stepReader } from './read-steps.js';
import type { MysqlDialect, MysqlSettings } from './settings.js';

export type { SqlText };

/**
 * The database that the statements of MySQL or MariaDB make of an empty one. Statements that only move data are
 * passed over; what else cannot be read from the text is in `unread`. A text that the server would refuse is an error.
 */
export function readMysqlDdl(
  sources: readonly SqlText[],
  dialect: MysqlDialect,
  settings: MysqlSettings = {},
): Catalog {
  return readInHome(sources, dialect, settings, settings.database ?? '');
}

/**
 * @param guess the database that has no name, which only the whole text tells: it is read again if it tells another.
 * So each statement can be let go as soon as it has done what it does; its tokens take more room than that.
 */
function readInHome(
  sources: readonly SqlText[],
  dialect: MysqlDialect,
  settings: MysqlSettings,
  guess: string,
): Catalog {
  const version =
    settings.version ?? sources.map(({ text }) => dumpOrigin(text).version).find((found) => found !== undefined);
  const session = newSession(dialect, version, settings);
  const read = stepReader(session);
  const draft = newDraft(session, guess);
  let refusal: unknown;
  for (const source of sources) {
    for (const step of readSteps(source, session, read)) {
      if (refusal === undefined) refusal = refusalOf(() => applyTo(draft, step));
    }
  }
  const home = homeOf(session);
  // What has no database is in the one that the file speaks of elsewhere.
  if (session.hasUnnamed && home !== (settings.database ?? ''))
    return readMysqlDdl(sources, dialect, { ...settings, database: home });
  if (home !== guess) return readInHome(sources, dialect, settings, home);
  if (refusal !== undefined) throw refusal;
  return finishCatalog(draft, version, true);
}

// What is refused may be right in the database that the rest of the text tells.
function refusalOf(act: () => void): unknown {
  try {
    act();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  return undefined;
}
