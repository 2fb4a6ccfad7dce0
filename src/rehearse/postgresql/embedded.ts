import type { PGlite } from '@electric-sql/pglite';
import { createRole, pgliteFor, withRoles } from '../../read/postgresql/embedded/pglite.js';
import type { Engine, Scratch, Session } from '../engine.js';
import { isEmptied, stayingOf } from './empty.js';
import { POSTGRESQL } from './language.js';
import { POSTGRESQL_OBSERVATION } from './observation.js';

/**
 * The PostgreSQL within this program (PGlite). One database is used for one purpose after the other, as long as it can
 * be emptied; beginning a new one takes longer than most rehearsals.
 *
 * @param extensions those that the schemas name
 * @param env says where the snapshot of an empty one is kept between runs
 * @throws UserError when PGlite is not installed, or lacks an extension
 */
export async function openEmbedded(
  extensions: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<Engine> {
  const start = await pgliteFor({
    option: 'rehearse without --database',
    extensions,
    remedy: 'rehearse on a server that has what is missing: --database postgres://user@host/database',
    env,
  });
  const idle: PGlite[] = [];
  const used = new Set<PGlite>();
  const roles = new Set<string>();
  let isClosed = false;
  const begin = async () => {
    const database = idle.pop() ?? (await start());
    if (!isClosed) return database;
    // Who was interrupted meanwhile would wait for it for ever.
    await database.close();
    throw new Error('the databases are closed');
  };
  let product = '';
  return {
    language: POSTGRESQL,
    get product() {
      return product;
    },
    isShared: false,
    observation: POSTGRESQL_OBSERVATION,
    async create() {
      const database = await begin();
      used.add(database);
      const { rows } = await database.query<{ version: string }>(`SELECT split_part(version(), ' ', 2) AS version`);
      product = `PostgreSQL ${rows[0]?.version} (embedded)`;
      const session = sessionOf(database);
      const staying = await stayingOf(session);
      for (const role of roles) await session.execute(createRole(role));
      return scratchOf(database, roles, async () => {
        if (!used.delete(database)) return;
        if (await isEmptied(session, staying, true)) idle.push(database);
        else await database.close();
      });
    },
    async close() {
      isClosed = true;
      for (const database of [...idle, ...used]) await database.close();
    },
  };
}

function scratchOf(database: PGlite, roles: Set<string>, drop: () => Promise<void>): Scratch {
  return {
    name: 'embedded',
    async connect() {
      for (const setting of POSTGRESQL.settings) await database.exec(setting);
      const session = sessionOf(database);
      return { ...session, execute: (sql) => withRoles(session.execute, sql, roles) };
    },
    drop,
  };
}

/** Nothing that this server does waits for anything, so each statement lets in first what does: a signal, above all. */
function sessionOf(database: PGlite): Session {
  return {
    id: 'embedded',
    async query(sql) {
      await letIn();
      return (await database.query<Record<string, unknown>>(sql)).rows;
    },
    async execute(sql) {
      await letIn();
      return (await database.exec(sql)).at(-1)?.affectedRows ?? 0;
    },
    close: async () => {},
  };
}

/** Until what waits for the event loop has had its turn. */
const letIn = () => new Promise<void>((resolve) => setImmediate(resolve));
