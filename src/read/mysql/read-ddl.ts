import type { Catalog } from '../../model/catalog/catalog.js';
import { finishCatalog, newDraft } from './draft/catalog.js';
import { homeOf } from './home.js';
import { dumpVersion, newSession, readSteps, type SqlText, stepReader } from './read-steps.js';
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
  const version = settings.version ?? sources.map(({ text }) => dumpVersion(text)).find((found) => found !== undefined);
  const session = newSession(dialect, version, settings);
  const read = stepReader(session);
  const steps = sources.flatMap((source) => [...readSteps(source, session, read)]);
  const home = homeOf(session);
  // What has no database is in the one that the file speaks of elsewhere: it is read again, knowing which.
  if (session.hasUnnamed && home !== (settings.database ?? ''))
    return readMysqlDdl(sources, dialect, { ...settings, database: home });
  const draft = newDraft(session, home);
  for (const { effect, origin } of steps) effect(draft, origin);
  return finishCatalog(draft, version);
}
