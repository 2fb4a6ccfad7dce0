import type pg from 'pg';
import { type Measured, ROLES } from './statements.js';

/** The modes of table locks, weakest first (PostgreSQL, "Explicit Locking"). */
const MODES = [
  ...['AccessShareLock', 'RowShareLock', 'RowExclusiveLock', 'ShareUpdateExclusiveLock'],
  ...['ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'],
];

const RELATIONS = `select c.oid, relname as name, relkind as kind, relfilenode as file, i.indrelid::regclass::text as of
  from pg_class c left join pg_index i on i.indexrelid = c.oid
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'i', 'm', 'v', 'p', 'S', 'I')`;
const READ = `select c.oid, pg_stat_get_xact_tuples_returned(c.oid)::int as rows from pg_class c
  where relkind in ('r', 'm') and relnamespace = 'public'::regnamespace`;
const LOCKS = `select relation as oid, mode from pg_locks where locktype = 'relation' and pid = $1
  and database = (select oid from pg_database where datname = current_database())`;
/** Of 100 rows: reading half of them is no accident. */
const SCANNED = 50;

interface Relation {
  readonly oid: number;
  readonly name: string;
  readonly kind: string;
  readonly file: number;
  readonly of: string | null;
}

/**
 * Runs a statement and says what it did, by roles: `table:ACCESS EXCLUSIVE rewrites:table rebuilds:all scans:table`.
 *
 * @param client a connection to a database of its own, which is left changed
 * @param other a second one, for what cannot run in a transaction
 */
export async function measure(statement: Measured, client: pg.Client, other: pg.Client): Promise<string> {
  const { sql, setup } = statement;
  if (setup !== undefined) await client.query(setup);
  const before = await relationsOf(client);
  try {
    return describe(statement, before, await runInTransaction(client, sql));
  } catch (error) {
    await client.query('rollback');
    if ((error as { code?: string }).code !== '25001') throw error;
    return `${describe(statement, before, await watch(client, other, sql))} alone`.trim();
  }
}

interface Observation {
  readonly locks: readonly { oid: number; mode: string }[];
  readonly after: readonly Relation[];
  readonly scanned: readonly number[];
}

async function runInTransaction(client: pg.Client, sql: string): Promise<Observation> {
  await client.query('begin');
  const rows = new Map((await client.query(READ)).rows.map(({ oid, rows }) => [oid, rows as number]));
  for (const each of sql.split('; ')) await client.query(each);
  const pid = (await client.query('select pg_backend_pid() as pid')).rows[0].pid;
  const locks = (await client.query(LOCKS, [pid])).rows;
  const read = (await client.query(READ)).rows.filter(({ oid, rows: now }) => now - (rows.get(oid) ?? 0) >= SCANNED);
  const after = await relationsOf(client);
  await client.query('commit');
  return { locks, after, scanned: read.map(({ oid }) => oid) };
}

const WAITS = `select wait_event_type = 'Lock' as waits from pg_stat_activity where pid = $1`;

/**
 * Looks from outside at the locks of a statement, held and wanted, while a transaction that writes to the tables
 * makes it wait. What it takes for an instant afterwards does not show.
 */
async function watch(client: pg.Client, other: pg.Client, sql: string): Promise<Observation> {
  const pid = (await client.query('select pg_backend_pid() as pid')).rows[0].pid;
  await other.query('begin');
  await other.query('update t set w = 1 where id = 1; update pt set x = 1 where id = 1');
  let isDone = false;
  const running = client.query(sql).finally(() => (isDone = true));
  const isWaiting = async () => (await other.query(WAITS, [pid])).rows[0].waits === true;
  while (!isDone && !(await isWaiting())) await new Promise((resolve) => setTimeout(resolve, 5));
  const locks = (await other.query(LOCKS, [pid])).rows;
  await other.query('commit');
  await running;
  return { locks, after: await relationsOf(client), scanned: [] };
}

async function relationsOf(client: pg.Client): Promise<Relation[]> {
  return (await client.query(RELATIONS)).rows;
}

function describe(
  { roles = {} }: Measured,
  before: readonly Relation[],
  { locks, after, scanned }: Observation,
): string {
  const roleOf = (name: string) => roles[name] ?? ROLES[name];
  const strongest = new Map<string, number>();
  for (const { oid, mode } of locks) {
    const name = before.find((relation) => relation.oid === oid)?.name ?? '';
    const role = roleOf(name);
    if (role !== undefined) strongest.set(role, Math.max(strongest.get(role) ?? 0, MODES.indexOf(mode)));
  }
  const changed = before.filter((relation) => {
    const now = after.find(({ oid }) => oid === relation.oid) ?? after.find(({ name }) => name === relation.name);
    return now !== undefined && now.file !== relation.file;
  });
  const rewritten = rolesOf(changed.filter(({ kind }) => kind !== 'i').map(({ name }) => roleOf(name)));
  const rebuilt = changed.filter(({ kind }) => kind === 'i');
  const of = new Set(rebuilt.map((index) => index.of));
  const all = before.filter(({ kind, of: table }) => kind === 'i' && of.has(table));
  const read = rolesOf(scanned.map((oid) => roleOf(before.find((relation) => relation.oid === oid)?.name ?? '')));
  return [
    ...[...strongest].sort().map(([role, mode]) => `${role}:${modeText(MODES[mode] as string)}`),
    ...(rewritten === '' ? [] : [`rewrites:${rewritten}`]),
    ...(rebuilt.length === 0 ? [] : [`rebuilds:${rebuilt.length === all.length ? 'all' : 'some'}`]),
    ...(read === '' ? [] : [`scans:${read}`]),
  ].join('; ');
}

function rolesOf(roles: readonly (string | undefined)[]): string {
  return [...new Set(roles.filter((role) => role !== undefined))].sort().join(',');
}

/** `AccessExclusiveLock` as the manual writes it. */
function modeText(mode: string): string {
  return mode
    .replace(/Lock$/, '')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toUpperCase();
}
