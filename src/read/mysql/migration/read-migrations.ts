import type { Name } from '../../../model/catalog/common.js';
import type { Table } from '../../../model/catalog/table.js';
import type {
  MysqlAction,
  MysqlFile,
  MysqlMigration,
  MysqlStatement,
} from '../../../model/migration/mysql-statement.js';
import type { TableStep } from '../../../model/migration/table-step.js';
import { forwardPart } from '../../migration/directions.js';
import { readSuppressions } from '../../migration/suppressions.js';
import { dumpOrigin } from '../../sql-files/dump-origin.js';
import { applyTo } from '../draft/apply.js';
import { finishCatalog, newDraft } from '../draft/catalog.js';
import { type Draft, type DraftTable, databaseOf, keyOf, localName, type Refused } from '../draft/draft.js';
import { homeOf } from '../home.js';
import { cursorOver, newSession, readSteps, type SqlText, type Step, stepReader } from '../read-steps.js';
import type { MysqlDialect, MysqlSettings } from '../settings.js';
import { readStatement } from '../statements/registry.js';
import type { Session } from '../statements/session.js';
import { readAction } from './read-action.js';
import { type Lost, revocationsOf } from './revocations.js';
import { type Lasting, type ObjectWatch, watchObjects } from './watch-objects.js';

/** What is there before a migration. */
export interface MysqlBefore {
  readonly sources: readonly SqlText[];
  /** Of a live server: how large its tables are, by name. */
  readonly sizes?: ReadonlyMap<string, NonNullable<Table['size']>>;
}

/** A statement of a migration as it is read, before anything is known of what it meets. */
type ReadStatement = Step & Pick<MysqlStatement, 'place' | 'text' | 'action'> & { readonly last: number };

/** A statement that has been applied; what lasts of what it did shows when all have been. */
type RunStatement = Omit<MysqlStatement, keyof Lasting | 'revoked'> & {
  lasting(): Lasting & Pick<MysqlStatement, 'revoked'>;
};

/** A file of a migration as it is read. */
type ReadFile = Omit<MysqlFile, 'statements'> & { readonly statements: readonly ReadStatement[] };

/**
 * Reads the files of a migration for MySQL or MariaDB, each statement on what those before it have made.
 *
 * @param before absent when nothing is known of the database
 * @throws UserError when a text is not SQL of MySQL or MariaDB
 */
export function readMysqlMigrations(
  before: MysqlBefore | undefined,
  files: readonly SqlText[],
  dialect: MysqlDialect,
  settings: MysqlSettings = {},
): MysqlMigration {
  const texts = before?.sources ?? [];
  const version =
    settings.version ?? texts.map(({ text }) => dumpOrigin(text).version).find((found) => found !== undefined);
  const session = newSession(dialect, version, settings);
  const read = stepReader(session);
  const steps = texts.flatMap((source) => [...readSteps(source, session, read)]);
  const readFiles = files.map((file) => readFile(file, session));
  const home = homeOf(session);
  if (session.hasUnnamed && home !== (settings.database ?? ''))
    return readMysqlMigrations(before, files, dialect, { ...settings, database: home });
  const draft = newDraft(session, home);
  for (const step of steps) applyTo(draft, step);
  for (const table of draft.tables.values()) {
    const size = before?.sizes?.get(table.name.name);
    if (size !== undefined) table.size = size;
  }
  const known = before === undefined ? {} : { before: finishCatalog(draft, version, false) };
  const run = runnerOf(draft, watchObjects(draft), before !== undefined);
  const followed = readFiles.map((file) => ({ ...file, statements: file.statements.map(run) }));
  return {
    dialect,
    ...(version === undefined ? {} : { version }),
    ...known,
    files: followed.map((file) => ({
      ...file,
      statements: file.statements.map(({ lasting, ...statement }) => ({ ...statement, ...lasting() })),
    })),
  };
}

function readFile({ name, text }: SqlText, session: Session): ReadFile {
  const { text: forward, isWrapped } = forwardPart(text);
  const source = { name, text: forward };
  const statements = [
    ...readSteps(source, session, (cursor, { start, end }, origin): ReadStatement | undefined => {
      const { line } = origin.place;
      const written = forward.slice(start, end);
      const place = { file: name, line };
      const last = line + written.split('\n').length - 1;
      const stated = { place, text: written, last, origin };
      if (cursor === undefined) return { ...stated, effect: () => undefined, action: actionOfData(written, session) };
      const action = readAction(cursor, session);
      cursor.back(0);
      return { ...stated, effect: readStatement(cursor, session), action };
    }),
  ];
  const lines = statements.map(({ place, last }) => ({ first: place.line, last }));
  return {
    name,
    statements,
    suppressions: readSuppressions(name, forward, lines),
    ...(isWrapped === undefined ? {} : { isWrapped }),
  };
}

/** Data is passed over unread, but for what it is copied from. */
function actionOfData(text: string, session: Session): MysqlAction {
  return /\bSELECT\b/i.test(text) ? readAction(cursorOver(text, session), session) : { kind: 'other' };
}

/** Applies statements to a draft, one after the other, and tells what each has made of tables. */
function runnerOf(draft: Draft, objects: ObjectWatch, knowsAll: boolean): (statement: ReadStatement) => RunStatement {
  let steps: TableStep[] = [];
  let missing: Name[] = [];
  let refused: Refused[] = [];
  let lost: Lost[] = [];
  draft.watcher = {
    knowsAll,
    refused: (one) => void refused.push(one),
    revoked: (key, grant) => void lost.push({ key, grant, isKnown: draft.grants.has(key) }),
    saw: (step) => void steps.push(step),
    missing: (name) => {
      missing.push(localName(draft, name));
      return unknownTable(draft, name);
    },
  };
  return ({ effect, origin, place, text, action }) => {
    [steps, missing, refused, lost] = [[], [], [], []];
    const unreadBefore = draft.unread.length;
    effect(draft, origin);
    const unread = draft.unread[unreadBefore];
    const { unfit, lasting } = objects.note();
    const taken = lost;
    refused.push(...unfit.map((problem) => ({ problem, isForKeys: false })));
    return {
      ...{ place, text, action, steps, missing, refused },
      lasting: () => ({ ...lasting(), revoked: revocationsOf(draft, taken) }),
      // What is about accounts is judged by what it asks for.
      ...(unread === undefined || action.kind === 'account' ? {} : { unread: unread.reason }),
    };
  };
}

/** A table of which nothing is known, so that what a statement says of it is not lost. */
function unknownTable(draft: Draft, name: Name): DraftTable {
  const { characterSet, collation } = databaseOf(draft, name.schema);
  const table: DraftTable = {
    ...{
      name,
      place: { file: '', line: 0 },
      isTemporary: false,
      isUnknown: true,
      options: {},
      characterSet,
      collation,
    },
    ...{ columns: [], keys: [], foreignKeys: [], checks: [], triggers: [], periods: [] },
  };
  draft.tables.set(keyOf(name), table);
  return table;
}
