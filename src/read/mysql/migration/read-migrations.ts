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
import { type LossWatch, watchLosses } from './losses.js';
import { readAction } from './read-action.js';

/** What is there before a migration. */
export interface MysqlBefore {
  readonly sources: readonly SqlText[];
  /** Of a live server: how large its tables are, by name. */
  readonly sizes?: ReadonlyMap<string, NonNullable<Table['size']>>;
}

/** A statement of a migration as it is read, before anything is known of what it meets. */
type ReadStatement = Step & Pick<MysqlStatement, 'place' | 'text' | 'action'> & { readonly last: number };

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
  const known = before === undefined ? {} : { before: finishCatalog(draft, version) };
  const losses = watchLosses(draft);
  const run = runnerOf(draft, losses);
  const followed = readFiles.map((file) => ({ ...file, statements: file.statements.map(run) }));
  return {
    dialect,
    ...(version === undefined ? {} : { version }),
    ...known,
    files: followed.map((file) => ({
      ...file,
      statements: file.statements.map((statement) => ({ ...statement, ...losses.lasting(statement) })),
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
function runnerOf(draft: Draft, losses: LossWatch): (statement: ReadStatement) => MysqlStatement {
  let steps: TableStep[] = [];
  let missing: Name[] = [];
  let refused: Refused[] = [];
  draft.watcher = {
    refused: (one) => void refused.push(one),
    saw: (step) => void steps.push(step),
    missing: (name) => {
      missing.push(localName(draft, name));
      return unknownTable(draft, name);
    },
  };
  return ({ effect, origin, place, text, action }) => {
    [steps, missing, refused] = [[], [], []];
    const unreadBefore = draft.unread.length;
    const viewsBefore = action.kind === 'definition' ? new Map(draft.views) : undefined;
    effect(draft, origin);
    const replaced = [...draft.views].flatMap(([key, to]) => {
      const from = viewsBefore?.get(key);
      return from === undefined || from === to ? [] : [{ from, to }];
    });
    const unread = draft.unread[unreadBefore];
    const { unfit, ...lost } = action.kind === 'definition' ? losses.note() : { gone: [], broken: [], unfit: [] };
    refused.push(...unfit.map((problem) => ({ problem, isForKeys: false })));
    return {
      ...{ place, text, action, steps, ...lost, replaced, missing, refused },
      ...(unread === undefined ? {} : { unread: unread.reason }),
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
