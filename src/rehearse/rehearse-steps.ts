import { hashMigration, hashTexts } from '../lib/hash.js';
import type { Catalog } from '../model/catalog/catalog.js';
import type { Rename } from '../model/catalog/change.js';
import type { FilledTable, Rehearsal } from '../model/rehearsal.js';
import type { Step } from '../model/step.js';
import type { Source } from '../read/source.js';
import { rowsToCompare } from './compare-rows.js';
import { everything, readContents } from './contents.js';
import type { Engine, Scratch, Session } from './engine.js';
import { interruptSteps } from './interrupt.js';
import { type Portrait, portray } from './judge.js';
import { loadSources, meansOutage, messageOf } from './load.js';
import { makeUndoable } from './make-undoable.js';
import { applicationsOf, type LaterSchemas } from './mixed-versions.js';
import { openLaterMysql } from './mysql/later-schema.js';
import { newRecord, type Record } from './record.js';
import { demandsOf, type Successors, successorsIn } from './rows/demands.js';
import { fillTables } from './rows/fill.js';
import { type LaterSchema, openLaterSchema } from './rows/later-schema.js';
import { rowsAgain } from './rows/read-back.js';
import { walk } from './walk.js';
import { watchStep } from './watch-step.js';

export interface Schemas {
  readonly before: readonly Source[];
  readonly after: readonly Source[];
  /** The statements that give what comes after the owners that the steps leave it. */
  readonly owners?: readonly string[];
}

export interface RehearsalOptions {
  readonly renames: readonly Rename[];
  /** Rows that are loaded instead of generated ones. */
  readonly data?: Source;
  /** How many rows each table gets. */
  readonly rows: number;
  readonly seed: number;
  /** Queries of the application before and of the one after, which are run at the boundaries where each must work. */
  readonly probes: { readonly before?: Source; readonly after?: Source };
  /** Whether, on a server, others read and write meanwhile, and connections are ended in the middle of steps. */
  readonly stress: boolean;
  readonly now: string;
  /** Is told what is done next. */
  progress(text: string): void;
}

/**
 * Rehearses steps on an engine: makes the schema before and the one after, fills the one with rows, and walks the
 * steps through it forwards, back at every boundary, and all the way back.
 *
 * @throws UserError when a schema or the rows cannot be loaded
 */
export async function rehearseSteps(
  engine: Engine,
  schemas: Schemas,
  steps: readonly Step[],
  options: RehearsalOptions,
): Promise<Rehearsal> {
  const record = newRecord();
  options.progress('the schema after');
  const after = await withScratch(engine, (scratch, session) =>
    load(engine, scratch, session, schemas.after, schemas.owners),
  );
  options.progress('the schema before, and its rows');
  const successors = successorsIn(after.catalog, options.renames);
  /** @param later who is asked whether it takes rows that come in, and rows that the applications write */
  const rehearse = async (later?: LaterSchema, mixed: LaterSchemas = { before: later }) =>
    withScratch(engine, async (scratch, session) => {
      const origin = await load(engine, scratch, session, schemas.before);
      const filled = await fillOne(engine, session, [origin.catalog, after.catalog], successors, options, later);
      await analyze(session, engine);
      const place = { engine, scratch, session, steps, before: origin, after, record };
      await walkThrough(place, successors, options, mixed);
      return { before: origin, ...filled };
    });
  const { language } = engine;
  const asking = async (ask: (session: Session) => ReturnType<typeof rehearse>) =>
    withScratch(engine, async (_, session) => {
      await loadSources(session, schemas.after, language);
      await makeUndoable(session, after.catalog.tables, language);
      return ask(session);
    });
  const rehearseAsking = async () => {
    if (language.dialect !== 'postgresql') {
      // An ALTER TABLE takes more than what applications write.
      return asking(async (session) =>
        rehearse(undefined, { before: await openLaterMysql(session, after.catalog, successors, language) }),
      );
    }
    if (options.data !== undefined || options.rows <= 0) return rehearse();
    return asking(async (session) => {
      const later = await openLaterSchema(session, after.catalog, successors, language);
      const own = await openLaterSchema(session, after.catalog, successorsIn(after.catalog, []), language);
      return rehearse(later, { before: later, after: own });
    });
  };
  const { before, tables, refill } = await rehearseAsking();
  tellEmptyTables(tables, record);
  if (!options.stress || !engine.isShared || engine.interruption === undefined) {
    for (const proof of ['interruption', 'waits'] as const)
      record.skip(proof, 'this needs several connections: --database');
  } else if (record.differences.length > 0) {
    record.skip('interruption', 'the steps fail without interruptions already');
  } else if (steps.length > 0) {
    options.progress('each step once more, interrupted');
    const { interruption } = engine;
    await withScratch(engine, async (scratch, session) => {
      await loadSources(session, schemas.before, engine.language);
      try {
        await refill(session);
      } catch (error) {
        return record.skip('interruption', `the rows cannot be loaded a second time: ${messageOf(error)}`);
      }
      await analyze(session, engine);
      await interruptSteps(engine, scratch, steps, interruption, { before, after, record });
    });
  }
  return {
    rehearsed_at: options.now,
    verdict: record.differences.length === 0 ? 'proven' : 'not_proven',
    dialect: engine.language.dialect,
    server: engine.product,
    judged_by: ['the catalog reader', ...(engine.describe === undefined ? [] : [engine.describe.program])],
    fingerprint: hashMigration(steps, hashTexts(schemas.before), hashTexts(schemas.after)),
    seed: options.seed,
    generated_rows: options.data === undefined,
    tables: [...tables],
    steps: record.steps(steps),
    proofs: record.proofs(),
    differences: [...record.differences],
  };
}

const MOST_NAMED = 5;

/** Of a table without rows nothing shows that it keeps them. */
function tellEmptyTables(tables: readonly FilledTable[], record: Record): void {
  const empty = tables.filter(({ rows }) => rows === 0).map(({ table }) => `'${table}'`);
  const named = empty.slice(0, MOST_NAMED).join(', ');
  const others = empty.length > MOST_NAMED ? ` and ${empty.length - MOST_NAMED} more` : '';
  if (empty.length === tables.length) record.skip('rows', 'there were no rows');
  else if (empty.length > 0) record.limit('rows', `not tested of ${named}${others}: no rows were there`);
}

interface Place {
  readonly engine: Engine;
  readonly scratch: Scratch;
  readonly session: Session;
  readonly steps: readonly Step[];
  readonly before: Portrait;
  readonly after: Portrait;
  readonly record: Record;
}

async function walkThrough(
  place: Place,
  successors: Successors,
  options: RehearsalOptions,
  later: LaterSchemas,
): Promise<void> {
  const { engine, session, steps, before, after, record } = place;
  const { language } = engine;
  const catalogs = { before: before.catalog, after: after.catalog, successors };
  const compareRows = await rowsToCompare(session, catalogs, steps, language, record);
  const applications = applicationsOf(session, { ...catalogs, later }, language, record, options.probes);
  const isDeclared = steps.some(({ locks, rewrites }) => locks.length > 0 || rewrites.length > 0);
  if (!isDeclared) record.skip('locks', 'no step declares what it locks');
  else if (engine.observation === undefined) {
    record.skip('locks', 'nobody watches them here: the server itself refuses what exceeds ALGORITHM and LOCK');
  }
  await walk({
    ...place,
    compareRows,
    atBoundary: (boundary) => applications.atBoundary(boundary),
    watch: (step) => watchStep(place, step, isDeclared, options.stress),
    progress: options.progress,
  });
}

/** What fills a database in the same way again. */
type Refill = (session: Session) => Promise<void>;

async function fillOne(
  { language }: Engine,
  session: Session,
  [before, after]: readonly [before: Catalog, after: Catalog],
  successors: Successors,
  { data, rows, seed }: RehearsalOptions,
  later: LaterSchema | undefined,
): Promise<{ readonly tables: readonly FilledTable[]; readonly refill: Refill }> {
  if (data !== undefined) {
    const refill: Refill = (other) => loadSources(other, [data], language, 'DATA_REFUSED');
    await refill(session);
    const contents = await readContents(session, everything(before, language), language);
    return { tables: [...contents].map(([table, content]) => ({ table, rows: content.rows })), refill };
  }
  if (rows === 0) return { tables: [], refill: async () => {} };
  const restore = await makeUndoable(session, before.tables, language);
  const { tables } = await fillTables(session, demandsOf(before, after, successors), language, {
    ...{ rows, seed },
    ...(later && { later }),
  });
  await restore();
  return { tables, refill: await rowsAgain(session, before, language) };
}

/** An index whose function fails has no statistics, and works nevertheless. */
async function analyze(session: Session, { language }: Engine): Promise<void> {
  for (const statement of language.analyze) {
    await session.execute(statement).catch((error: unknown) => {
      if (meansOutage(error, language)) throw error;
    });
  }
}

async function load(
  engine: Engine,
  scratch: Scratch,
  session: Session,
  sources: readonly Source[],
  owners: readonly string[] = [],
): Promise<Portrait> {
  await loadSources(session, sources, engine.language);
  // Of a role that is not there the schema before tells, with its place.
  for (const statement of owners) await session.execute(statement).catch(() => undefined);
  return portray(engine, scratch, session);
}

async function withScratch<T>(engine: Engine, use: (scratch: Scratch, session: Session) => Promise<T>): Promise<T> {
  const scratch = await engine.create();
  try {
    return await use(scratch, await scratch.connect());
  } finally {
    await scratch.drop();
  }
}
