/**
 * Measures whether the steps that are planned for pairs of schemas of MariaDB lead there and back on a real server.
 *
 *     npx tsx tests/measure/migrate-mariadb-pairs.ts pairs.jsonl [pattern] [--verbose]
 *
 * Each line of the file is `{ id, before, after }`. Of each pair that the server accepts: after all steps, each run
 * twice, the catalog reader must find after, and once all are undone before. Prints what is otherwise, then the counts.
 */
import { readFileSync } from 'node:fs';
import type mysql from 'mysql2/promise';
import { findCatalogChanges } from '../../src/diff/catalog/find-changes.js';
import type { Catalog } from '../../src/model/catalog/catalog.js';
import { readMysqlDdl } from '../../src/read/mysql/read-ddl.js';
import { readServerCatalog } from '../../src/read/mysql/server/read-catalog.js';
import { planSteps } from '../../src/sql/plan-steps.js';
import { scratchMariadb } from '../support/databases.js';

interface Pair {
  readonly id: string;
  readonly before: string | null;
  readonly after: string | null;
}

const verbose = process.argv.includes('--verbose');
const [file, pattern = ''] = process.argv.slice(2).filter((each) => !each.startsWith('--'));
if (file === undefined) throw new Error('usage: migrate-mariadb-pairs.ts <pairs.jsonl> [pattern]');
const pairs = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Pair)
  .filter(({ id }) => new RegExp(pattern).test(id));
const counts = new Map<string, number>();
for (const pair of pairs) {
  const [verdict = '', ...details] = await judge(pair).catch((error: Error) => ['failed', error.stack ?? '']);
  counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  if (verdict === 'proven' || verdict === 'refused by the server') continue;
  console.log(`\n### ${pair.id}: ${verdict}\n${details.join('\n')}`);
}
for (const [name, number] of [...counts].sort()) console.log(`${String(number).padStart(5)} ${name}`);

async function judge({ before, after }: Pair): Promise<string[]> {
  const to = await load(after ?? '');
  const from = to && (await load(before ?? ''));
  if (from === undefined || to === undefined) return ['refused by the server'];
  const scratch = await scratchMariadb('steps');
  try {
    const connection = await scratch.connect({ multipleStatements: true, dateStrings: true });
    if (before) await connection.query(before);
    const read = (text: string | null) =>
      readMysqlDdl([{ name: 'schema.sql', text: text ?? '' }], 'mariadb', { account: 'root@127.0.0.1' });
    const steps = planSteps(read(before), read(after));
    const plan = verbose
      ? [
          JSON.stringify(
            steps.map(({ phase, title, up, down }) => ({ phase, title, up, down })),
            null,
            1,
          ),
        ]
      : [];
    const run = async (statements: readonly string[]) => {
      for (const sql of [...statements, ...statements]) {
        try {
          await connection.query(sql);
        } catch (error) {
          return `${sql}\n  -> ${(error as Error).message}\n${statements.join(';\n')}`;
        }
      }
      return undefined;
    };
    for (const step of steps) {
      const problem = await run(step.up);
      if (problem !== undefined) return ['stopped forwards', step.title, problem, ...plan];
    }
    const now = difference(to, await describe(connection));
    if (now !== '') return ['not at after', now, ...plan];
    for (const step of steps.toReversed()) {
      const problem = await run(step.down);
      if (problem !== undefined) return ['stopped backwards', step.title, problem, ...plan];
    }
    const back = difference(from, await describe(connection));
    return back === '' ? ['proven'] : ['not back at before', back, ...plan];
  } finally {
    await scratch.drop();
  }
}

async function load(text: string): Promise<Catalog | undefined> {
  const scratch = await scratchMariadb('load');
  try {
    const connection = await scratch.connect({ multipleStatements: true, dateStrings: true });
    await connection.query(text.trim() === '' ? 'DO 1' : text);
    return await describe(connection);
  } catch {
    return undefined;
  } finally {
    await scratch.drop();
  }
}

function describe(connection: mysql.Connection): Promise<Catalog> {
  return readServerCatalog(async (sql, values = []) => {
    const [rows] = await connection.query(sql, [...values]);
    return rows as Record<string, unknown>[];
  });
}

function difference(wanted: Catalog, got: Catalog): string {
  return findCatalogChanges(got, wanted)
    .map((change) =>
      JSON.stringify(change, (key, value) =>
        ['table', 'now', 'relation', 'form', 'place'].includes(key) ? undefined : value,
      ).slice(0, 500),
    )
    .join('\n');
}
