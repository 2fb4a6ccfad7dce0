/**
 * Measures how many pairs of schemas the steps lead from before to after, and back again, on a server.
 *
 *     npx tsx tests/measure/rehearse-pairs.ts postgresql|embedded|mariadb pairs.jsonl [pattern]
 *
 * The file has a pair `{ id, before, after, roles?, renames? }` in JSON on each line, or is one of tests/cases/postgresql-pairs. Of each pair that the server accepts the steps are walked
 * as `migrate-arch rehearse` does, without rows (or with as many in each table as ROWS says, and under a
 * workload and with interruptions where STRESS is set): forward, at each boundary of phases back and forward again, each step
 * run twice, and all the way back. Judges are the catalog reader and, where it knows the server, `pg_dump -s`. Prints
 * what was otherwise than it must be, then the counts by verdict and the processor's time.
 */
import { hostname } from 'node:os';
import { inspect } from 'node:util';
import { readRenames } from '../../src/check/renames.js';
import { refuseUnknown } from '../../src/check/unknown-steps.js';
import { UserError } from '../../src/errors.js';
import { type Difference, PROOFS } from '../../src/model/rehearsal.js';
import { readDatabases } from '../../src/read/database.js';
import { extensionsOf } from '../../src/read/postgresql/embedded/extensions.js';
import { readMigration } from '../../src/read/postgresql/migration/read-migration.js';
import type { Engine } from '../../src/rehearse/engine.js';
import { loadSources } from '../../src/rehearse/load.js';
import { openEngine } from '../../src/rehearse/open-engine.js';
import { rehearseSteps } from '../../src/rehearse/rehearse-steps.js';
import { planSteps } from '../../src/sql/plan-steps.js';
import { declareLocks } from '../../src/sql/postgresql/declare-locks.js';
import { mariadbUrl, postgresUrl } from '../support/databases.js';
import { type Pair, readPairs } from '../support/pairs.js';

const [where, file, pattern = ''] = process.argv.slice(2) as ['postgresql' | 'embedded' | 'mariadb', string, string?];
if (file === undefined) throw new Error('usage: rehearse-pairs.ts postgresql|embedded|mariadb <pairs.jsonl> [pattern]');

const MOST_SHOWN = 6;
const dialect = where === 'mariadb' ? 'mariadb' : 'postgresql';
const ROWS = Number(process.env.ROWS ?? 0);
const stress = process.env.STRESS !== undefined;
const options = { rows: ROWS, seed: 1, stress, probes: {}, now: '', progress: () => {} };
const counts = new Map<string, number>();
const filled = { tables: 0, empty: 0, rows: 0 };
const pairs = readPairs(file).filter(({ id }) => new RegExp(pattern).test(id));
const began = performance.now();

const engine = await openOne();
try {
  for (const pair of pairs) await judge(pair, engine);
} finally {
  await engine.close();
}
for (const [name, number] of [...counts].sort()) console.log(`${String(number).padStart(5)} ${name}`);
if (ROWS > 0) console.log(`${filled.rows} rows in ${filled.tables} tables; ${filled.empty} took none`);
const { user, system } = process.cpuUsage();
console.log(
  `${Math.round((performance.now() - began) / 1000)} s, of which ${Math.round((user + system) / 1e6)} s of this processor`,
);

async function judge({ id, before, after, roles, renames: said = [] }: Pair, on: Engine): Promise<void> {
  const sources = { before: sourceOf(before), after: sourceOf(after) };
  await makeRoles(on, roles ?? []);
  try {
    const catalogs = await readDatabases(
      { kind: 'files', sources: sources.before },
      { kind: 'files', sources: sources.after },
      { dialect, engine: 'text' },
    );
    const renames = readRenames(said, ...catalogs);
    const steps = await declareLocks(planSteps(...catalogs, renames), catalogs[0], readMigration);
    refuseUnknown(steps);
    const found = await rehearseSteps(on, sources, steps, { ...options, renames });
    for (const { rows } of found.tables) {
      filled.tables += rows > 0 ? 1 : 0;
      filled.empty += rows > 0 ? 0 : 1;
      filled.rows += rows;
    }
    // Whether it leads there and back counts more than whether others can work meanwhile.
    const weight = ({ proof }: Difference) => PROOFS.indexOf(proof);
    const differences = found.differences.toSorted((left, right) => weight(left) - weight(right));
    const [first] = differences;
    if (first === undefined) return count('proven');
    say(id, verdictOf(first), differences);
  } catch (error) {
    if ((await isRefused(on, sources.before)) || (await isRefused(on, sources.after))) {
      return count('not a pair: the server refuses one');
    }
    // What is given up by name counts as missed all the same.
    const isGivenUp = error instanceof UserError;
    count(isGivenUp ? 'given up before anything ran' : 'failed by a bug');
    console.log(`${id}: ${isGivenUp ? error.message : inspect(error)}`);
  }
}

function verdictOf({ proof, statement }: Difference): string {
  const how = statement === undefined ? 'leads elsewhere' : 'fails';
  return proof === 'forwards' || proof === 'backwards' ? `${proof}: ${how}` : `${proof}: not proven`;
}

function say(id: string, verdict: string, differences: readonly Difference[]): void {
  count(verdict);
  console.log(`${id}: ${verdict}`);
  for (const { proof, at, step, statement, difference } of differences.slice(0, MOST_SHOWN)) {
    console.log(`  ${proof}, ${at}${step === undefined ? '' : ` (${step})`}: ${difference.replaceAll('\n', '\n    ')}`);
    if (statement !== undefined) console.log(`    ${statement.replaceAll('\n', '\n    ')}`);
  }
  if (differences.length > MOST_SHOWN) console.log(`  and ${differences.length - MOST_SHOWN} more`);
}

function sourceOf(text: string) {
  return [{ name: 'schema.sql', text }];
}

function openOne(): Promise<Engine> {
  const urls = { postgresql: postgresUrl(), mariadb: mariadbUrl(), embedded: undefined };
  const surroundings = { env: process.env, host: hostname(), pid: process.pid, isAlive: () => true };
  const extensions = extensionsOf(pairs.flatMap(({ before, after }) => [before, after]));
  return openEngine(urls[where], where === 'embedded' ? extensions : [], surroundings);
}

/** Roles belong to the server, and stay. */
async function makeRoles(on: Engine, roles: readonly string[]): Promise<void> {
  if (roles.length === 0) return;
  const scratch = await on.create();
  const session = await scratch.connect();
  for (const role of roles) await session.execute(`CREATE ROLE "${role}"`).catch(() => undefined);
  await scratch.drop();
}

async function isRefused(on: Engine, sources: ReturnType<typeof sourceOf>): Promise<boolean> {
  const scratch = await on.create();
  try {
    await loadSources(await scratch.connect(), sources, on.language);
    return false;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return true;
  } finally {
    await scratch.drop();
  }
}

function count(name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
