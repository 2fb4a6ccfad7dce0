import { hostname } from 'node:os';
import { readRenames } from '../../check/renames.js';
import { EXIT, fail } from '../../errors.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import type { Dialect } from '../../model/catalog/common.js';
import type { Step } from '../../model/step.js';
import { isServer, type Engine as Reader, readDatabases, serverDialect } from '../../read/database.js';
import { readSource, type Source } from '../../read/source.js';
import { readSqlFiles } from '../../read/sql-files/read-sql-files.js';
import { readSteps } from '../../read/steps.js';
import type { Engine } from '../../rehearse/engine.js';
import { openEngine } from '../../rehearse/open-engine.js';
import { extensionsOf } from '../../rehearse/postgresql/extensions.js';
import { rehearseSteps } from '../../rehearse/rehearse.js';
import { reportRehearsal } from '../../report/rehearsal-report.js';
import { planSteps } from '../../sql/plan-steps.js';
import { deliver } from '../deliver.js';
import type { Io } from '../io.js';
import type { Format } from '../options.js';
import { spellOut } from '../terminal.js';

export interface RehearseOptions {
  readonly before: string;
  readonly after: string;
  readonly input?: string;
  readonly database?: string;
  readonly dialect?: Dialect;
  readonly engine: Reader;
  readonly data?: string;
  readonly rows: number;
  readonly seed: number;
  readonly probe?: string;
  readonly probeNew?: string;
  readonly rename?: readonly string[];
  readonly output?: string;
  readonly format: Format;
  readonly now?: string;
}

/** `migrate-arch rehearse`. Returns the exit status: 0 when everything is proven, 4 when something is not. */
export async function runRehearse(options: RehearseOptions, io: Io): Promise<number> {
  refuseChoices(options);
  const read = (name: string) => readSqlFiles(name, io.readStandardInput);
  const schemas = { before: await read(options.before), after: await read(options.after) };
  const one = async (name: string | undefined): Promise<Source | undefined> =>
    name === undefined ? undefined : await readSource(name, io.readStandardInput);
  const [data, probe, probeNew] = [await one(options.data), await one(options.probe), await one(options.probeNew)];
  const catalogs = await readDatabases(
    { kind: 'files', sources: schemas.before },
    { kind: 'files', sources: schemas.after },
    { engine: options.engine, ...dialectOf(options) },
  );
  const renames = readRenames(options.rename ?? [], ...catalogs);
  const planned = await stepsOf(options, catalogs, io);
  const engine = await openFor(options, schemas, io);
  const progress = await progressTo(io);
  const rehearsal = await guarded(engine, io, () =>
    rehearseSteps(engine, schemas, planned, {
      renames,
      ...(data && { data }),
      rows: options.rows,
      seed: options.seed,
      probes: { ...(probe && { before: probe }), ...(probeNew && { after: probeNew }) },
      stress: true,
      now: options.now ?? io.now(),
      progress,
    }),
  );
  const { format, output } = options;
  const named = [options.before, options.after, options.input, options.data, options.probe, options.probeNew];
  const inputs = named.filter((name) => name !== undefined);
  await deliver(
    { result: rehearsal, blocks: reportRehearsal(rehearsal), noun: 'Rehearsal report', format, output, inputs },
    io,
  );
  return rehearsal.verdict === 'proven' ? EXIT.ok : EXIT.unproven;
}

function refuseChoices({ before, after, database, data, probe, probeNew, input }: RehearseOptions): void {
  for (const name of [before, after]) {
    if (!isServer(name)) continue;
    const remedy = 'give its dump (pg_dump --schema-only); --database is where the rehearsal runs';
    fail('USAGE', { problem: 'a rehearsal makes both schemas itself, so it needs them as SQL', remedy });
  }
  if (database !== undefined && !isServer(database)) {
    fail('USAGE', { problem: '--database: not the address of a server', remedy: 'write postgres://… or mysql://…' });
  }
  if ([before, after, data, probe, probeNew, input].filter((name) => name === '-').length > 1) {
    fail('USAGE', { problem: 'several inputs are "-", but there is only one standard input', remedy: 'give files' });
  }
}

function dialectOf({ dialect, database }: RehearseOptions): { readonly dialect?: Dialect } {
  const found = dialect ?? (database === undefined ? undefined : serverDialect(database));
  return found === undefined ? {} : { dialect: found };
}

/** The steps of a document, or those that lead from the one schema to the other. */
async function stepsOf(
  { input }: RehearseOptions,
  catalogs: readonly [Catalog, Catalog],
  io: Io,
): Promise<readonly Step[]> {
  if (input !== undefined) return readSteps(await readSource(input, io.readStandardInput));
  return planSteps(...catalogs);
}

function openFor(
  { database, dialect }: RehearseOptions,
  { before, after }: { readonly before: readonly Source[]; readonly after: readonly Source[] },
  io: Io,
): Promise<Engine> {
  if (database === undefined && dialect !== undefined && dialect !== 'postgresql') {
    fail('USAGE', {
      problem: `there is no ${dialect} within this program`,
      remedy: 'rehearse on a server: --database mysql://user@host/',
    });
  }
  const extensions = [...new Set([...before, ...after].flatMap(({ text }) => extensionsOf(text)))];
  return openEngine(database, extensions, { env: io.env, host: hostname(), pid: io.pid, isAlive: io.isAlive });
}

/** Does something with an engine of which nothing is left behind, whatever happens. */
async function guarded<T>(engine: Engine, io: Io, act: () => Promise<T>): Promise<T> {
  let end: (error: unknown) => void = () => {};
  const interrupted = new Promise<never>((_, reject) => {
    end = reject;
  });
  const release = io.onInterrupt(() => {
    try {
      fail('REHEARSAL_INTERRUPTED');
    } catch (error) {
      end(error);
    }
  });
  const acting = act();
  // What is cut off fails later, and nobody waits for it any more.
  acting.catch(() => {});
  try {
    return await Promise.race([acting, interrupted]);
  } finally {
    release();
    await engine.close();
  }
}

/** Tells what is done next, where somebody watches. */
async function progressTo({ stderr }: Io): Promise<(text: string) => void> {
  if (!(await stderr.isTerminal())) return () => {};
  return (text) => stderr.write(`${spellOut(text)}\n`);
}
