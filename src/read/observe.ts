import { namesBeforeBrackets } from '../lib/sql-names.js';
import type { DataQuery, Observation } from '../model/finding.js';
import { HARMLESS } from '../tables/harmless-functions.js';
import { serverDialect } from './database.js';

/** Runs one query and gives its rows. */
type Run = (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/**
 * Asks a live database what some findings depend on, in one read-only transaction with time-outs.
 *
 * @param mysqlPassword for an address of MySQL that has none
 * @returns an answer for each query, in their order; one that cannot be asked says why
 * @throws UserError when the database cannot be reached
 */
export async function observe(
  url: string,
  queries: readonly DataQuery[],
  mysqlPassword?: string,
): Promise<readonly Observation[]> {
  if (serverDialect(url) === 'postgresql') {
    const { withDatabase } = await import('./postgresql/server/connect.js');
    // A statement that fails must not take the transaction with it.
    const guarded = (run: Run) => (query: DataQuery) => inSavepoint(run, () => ask(run, query));
    return withDatabase(url, (run) => inTurn(queries, guarded(run)));
  }
  const { withMysqlDatabase } = await import('./mysql/server/connect.js');
  const plain = (run: Run) => (query: DataQuery) => ask(run, query).catch(refusal);
  return withMysqlDatabase(url, (run) => inTurn(queries, plain(run)), mysqlPassword);
}

async function inTurn<T, Result>(list: readonly T[], act: (one: T) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (const one of list) results.push(await act(one));
  return results;
}

async function inSavepoint(run: Run, act: () => Promise<Observation>): Promise<Observation> {
  await run('SAVEPOINT query');
  try {
    return await act();
  } catch (error) {
    await run('ROLLBACK TO SAVEPOINT query');
    return refusal(error);
  }
}

function refusal(error: unknown): Observation {
  return { problem: error instanceof Error ? error.message : String(error) };
}

async function ask(run: Run, { count, total, examples }: DataQuery): Promise<Observation> {
  // Conditions are anybody's SQL, and a read-only transaction does not hold back every function.
  const strange = [...namesBeforeBrackets(count)].filter((name) => !HARMLESS.has(name));
  if (strange.length > 0) return { problem: `it calls ${strange.join(', ')}; run it yourself if that is harmless` };
  const rows = await countOf(run, count);
  const all = total === undefined ? undefined : await countOf(run, total);
  const found = rows === 0 || examples === undefined ? [] : await run(examples);
  return {
    rows,
    ...(all !== undefined && { total: all }),
    ...(found.length > 0 && { examples: found.map((row) => Object.values(row).map(shown).join(', ')) }),
  };
}

async function countOf(run: Run, sql: string): Promise<number> {
  const [row] = await run(sql);
  return Number(Object.values(row ?? {})[0] ?? 0);
}

const LONGEST = 100;

function shown(value: unknown): string {
  const text = value === null ? 'NULL' : typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
