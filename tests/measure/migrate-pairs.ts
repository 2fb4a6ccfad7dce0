/**
 * Measures whether the steps that are planned for pairs of schemas lead there and back on a real server.
 *
 *     npx tsx tests/measure/migrate-pairs.ts pairs.jsonl [pattern] [--verbose]
 *
 * The file has a pair `{ id, before, after, roles? }` in JSON on each line, or is one of tests/cases/postgresql-pairs. Of each pair that PostgreSQL accepts: what `pg_dump
 * --schema-only` says after all steps must be what it says of after, and once all are undone what it said of before;
 * the order of columns within a table does not count. Prints what is otherwise, then the counts.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findCatalogChanges } from '../../src/diff/catalog/find-changes.js';
import type { Catalog } from '../../src/model/catalog/catalog.js';
import type { Step } from '../../src/model/step.js';
import { readPostgresqlSql } from '../../src/read/postgresql/read-sql.js';
import { readOver } from '../../src/read/postgresql/server/connect.js';
import { withoutOwnParts } from '../../src/rehearse/postgresql/own-parts.js';
import { planSteps } from '../../src/sql/plan-steps.js';
import { postgresSettings, scratchPostgres } from '../support/databases.js';
import { EMPTY } from '../support/empty-postgres.js';
import { type Pair, readPairs } from '../support/pairs.js';

const run = promisify(execFile);

const [verbose, isDumped] = ['--verbose', '--dump'].map((flag) => process.argv.includes(flag));
const [file, pattern = ''] = process.argv.slice(2).filter((each) => !each.startsWith('--'));
if (file === undefined) throw new Error('usage: migrate-pairs.ts <pairs.jsonl> [pattern]');
const pairs = readPairs(file).filter(({ id }) => new RegExp(pattern).test(id));
const counts = new Map<string, number>();
const scratch = await scratchPostgres('steps');
const client = await scratch.connect();
for (const pair of pairs) {
  const [verdict, ...details] = await judge(pair).catch((error: Error) => ['failed', error.stack ?? '']);
  counts.set(verdict as string, (counts.get(verdict as string) ?? 0) + 1);
  if (verdict === 'proven' || verdict === 'refused by the server') continue;
  console.log(`\n### ${pair.id}: ${verdict}\n${details.join('\n')}`);
}
await client.query(EMPTY);
await scratch.drop();
for (const [name, number] of [...counts].sort()) console.log(`${String(number).padStart(5)} ${name}`);

async function judge({ before, after, roles }: Pair): Promise<string[]> {
  const read = (text: string) => readPostgresqlSql([{ name: 'schema.sql', text }]);
  for (const role of roles ?? []) await client.query(`CREATE ROLE "${role}"`).catch(() => undefined);
  const to = await load(after);
  const from = to && (await load(before));
  if (from === undefined || to === undefined) return ['refused by the server'];
  let steps: Step[];
  try {
    steps = planSteps(await read(before), await read(after));
  } catch (error) {
    return ['not planned', (error as Error).stack ?? ''];
  }
  const plan = verbose
    ? [
        JSON.stringify(
          steps.map(({ phase, title, up, down }) => ({ phase, title, up, down })),
          null,
          1,
        ),
      ]
    : [];
  const done: Step[] = [];
  for (const step of steps) {
    const problem = await apply(step, step.up);
    if (problem !== undefined) return ['stopped forwards', step.title, problem, ...plan];
    done.push(step);
  }
  const now = difference(to, await describe());
  if (now !== '') return ['not at after', now, ...plan];
  for (const step of done.reverse()) {
    const problem = await apply(step, step.down);
    if (problem !== undefined) return ['stopped backwards', step.title, problem, ...plan];
  }
  const back = difference(from, await describe());
  return back === '' ? ['proven'] : ['not back at before', back, ...plan];
}

async function load(text: string): Promise<Catalog | string | undefined> {
  await client.query(EMPTY);
  try {
    await client.query(text);
  } catch {
    return undefined;
  }
  await client.query('RESET ALL');
  return describe();
}

async function apply({ transactional }: Step, statements: readonly string[]): Promise<string | undefined> {
  for (const sql of transactional ? ['BEGIN', ...statements, 'COMMIT'] : statements) {
    try {
      await client.query(sql);
    } catch (error) {
      await client.query('ROLLBACK');
      return `${sql}\n  -> ${(error as Error).message}`;
    }
  }
  return undefined;
}

async function describe(): Promise<Catalog | string> {
  return isDumped
    ? dump(scratch.name)
    : readOver(async (sql) => (await client.query<Record<string, unknown>>(sql)).rows);
}

async function dump(database: string): Promise<string> {
  const { host, port, user } = postgresSettings();
  const args = ['--schema-only', '-h', host, '-p', String(port), '-U', user, database];
  const { stdout } = await run('pg_dump', args, { maxBuffer: 1 << 28 });
  const statements = stdout.replaceAll(/^(?:--.*|\\(?:un)?restrict .*|)\n/gm, '');
  // Objects without dependencies on each other come in the order of their numbers where names do not decide.
  return statements
    .replaceAll(/^(CREATE (?:UNLOGGED |FOREIGN )?TABLE .*\(\n)((?: {4}.*\n)+)/gm, (_, head: string, body: string) => {
      const columns = body
        .trimEnd()
        .split('\n')
        .map((line) => line.replace(/,$/, ''));
      return `${head}${columns.sort().join('\n')}\n`;
    })
    .split(/(?<=;)\n/)
    .sort()
    .join('\n');
}

function difference(wanted: Catalog | string, got: Catalog | string): string {
  if (typeof wanted === 'object' && typeof got === 'object') {
    const changes = findCatalogChanges(withoutOwnParts(got, wanted), wanted).filter(
      ({ kind }) => kind !== 'column_order_changed',
    );
    const part = (value: unknown) => JSON.stringify(value)?.slice(0, 300);
    return changes
      .map((change) =>
        Object.entries(change)
          .filter(([key]) => !['table', 'now', 'relation'].includes(key))
          .map(([key, value]) => `  ${key}: ${part(value)}`)
          .join('\n'),
      )
      .join('\n');
  }
  const [left, right] = [(wanted as string).split('\n'), (got as string).split('\n')];
  return [
    ...left.filter((line) => !right.includes(line)).map((line) => `  wanted  ${line}`),
    ...right.filter((line) => !left.includes(line)).map((line) => `  got     ${line}`),
  ]
    .slice(0, 30)
    .join('\n');
}
