import type { PGlite, PGliteOptions } from '@electric-sql/pglite';
import { fail } from '../../errors.js';
import { load } from '../../lib/load.js';
import { quoteIdentifier } from '../../lib/quote.js';
import type { Engine, Scratch, Session } from '../engine.js';
import { isEmptied, stayingOf } from './empty.js';
import { POSTGRESQL } from './language.js';
import { POSTGRESQL_OBSERVATION } from './observation.js';
import { type Snapshots, snapshotsIn } from './snapshots.js';

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
  const { PGlite } = await loadPglite();
  const options = { extensions: Object.fromEntries(extensions.map((name) => [name, loadExtension(name)])) };
  const snapshots = snapshotsIn(env);
  const idle: PGlite[] = [];
  const used = new Set<PGlite>();
  const roles = new Set<string>();
  const begin = async () => idle.pop() ?? (await start(PGlite, options, snapshots));
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
      for (const database of [...idle, ...used]) await database.close();
    },
  };
}

type Pglite = typeof import('@electric-sql/pglite');

async function loadPglite(): Promise<Pglite> {
  try {
    return await import('@electric-sql/pglite');
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    return fail('PACKAGE_MISSING', { option: 'rehearse without --database', name: '@electric-sql/pglite' });
  }
}

async function start(Pglite: Pglite['PGlite'], options: PGliteOptions, snapshots: Snapshots): Promise<PGlite> {
  const snapshot = await snapshots.read();
  if (snapshot !== undefined) {
    try {
      return await Pglite.create({ ...options, loadDataDir: snapshot });
    } catch {
      // What was kept is damaged, or of another version; a new one takes its place.
    }
  }
  const database = await Pglite.create(options);
  await snapshots.write(await database.dumpDataDir('none'));
  return database;
}

function loadExtension(name: string): NonNullable<PGliteOptions['extensions']>[string] {
  const file = name.replaceAll('-', '_');
  try {
    if (!/^\w+$/.test(file)) throw new Error('no name of a module');
    const module = load<Readonly<Record<string, never>>>(`@electric-sql/pglite/contrib/${file}`);
    return module[file] as never;
  } catch {
    return fail('EXTENSION_MISSING', { name });
  }
}

function scratchOf(database: PGlite, roles: Set<string>, drop: () => Promise<void>): Scratch {
  return {
    name: 'embedded',
    async connect() {
      for (const setting of POSTGRESQL.settings) await database.exec(setting);
      return withRoles(sessionOf(database), roles);
    },
    drop,
  };
}

/** A session that makes the roles that a schema speaks of: a real server has them, and nobody else is here. */
function withRoles(session: Session, roles: Set<string>): Session {
  const execute = async (sql: string): Promise<number> => {
    try {
      return await session.execute(sql);
    } catch (error) {
      const [, role] = /^role "(.*)" does not exist$/.exec((error as Error).message) ?? [];
      if (role === undefined || roles.has(role)) throw error;
      roles.add(role);
      await session.execute(createRole(role));
      return execute(sql);
    }
  };
  return { ...session, execute };
}

function createRole(name: string): string {
  return `CREATE ROLE ${quoteIdentifier(name, '"')}`;
}

function sessionOf(database: PGlite): Session {
  return {
    id: 'embedded',
    query: async (sql) => (await database.query<Record<string, unknown>>(sql)).rows,
    execute: async (sql) => (await database.exec(sql)).at(-1)?.affectedRows ?? 0,
    close: async () => {},
  };
}
