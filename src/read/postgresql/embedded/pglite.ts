import type { PGlite, PGliteOptions } from '@electric-sql/pglite';
import { fail } from '../../../errors.js';
import { load } from '../../../lib/load.js';
import { quoteIdentifier } from '../../../lib/quote.js';
import { snapshotsIn } from './snapshots.js';

/** Who wants a PostgreSQL within this program, and what for. */
export interface PgliteRequest {
  /** What on the command line asks for it. */
  readonly option: string;
  /** Those that the schemas make, and what to do where one is missing. */
  readonly extensions: readonly string[];
  readonly remedy: string;
  /** Says where the snapshot of an empty database is kept between runs; without it none is. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * What begins a PostgreSQL within this program (PGlite), from a snapshot where there is one.
 *
 * @throws UserError when PGlite is not installed, or lacks an extension; it names every one
 */
export async function pgliteFor({ option, extensions, remedy, env }: PgliteRequest): Promise<() => Promise<PGlite>> {
  const { PGlite } = await loadPglite(option);
  const loaded = extensions.map((name) => [name, loadExtension(name)] as const);
  const names = loaded.flatMap(([name, extension]) => (extension === undefined ? [name] : []));
  if (names.length > 0) fail('EXTENSION_MISSING', { names, remedy });
  const options: PGliteOptions = { extensions: Object.fromEntries(loaded) as NonNullable<PGliteOptions['extensions']> };
  const snapshots = env && snapshotsIn(env);
  return async () => {
    const snapshot = await snapshots?.read();
    if (snapshot !== undefined) {
      try {
        return await PGlite.create({ ...options, loadDataDir: snapshot });
      } catch {
        // What was kept is damaged, or of another version; a new one takes its place.
      }
    }
    const database = await PGlite.create(options);
    await snapshots?.write(await database.dumpDataDir('none'));
    return database;
  };
}

/**
 * Runs a statement; roles that it speaks of are made, as a real server has them and nobody else is here.
 *
 * @param made the roles that were made so far; takes those that are made now
 */
export async function withRoles<Answer>(
  run: (sql: string) => Promise<Answer>,
  sql: string,
  made: Set<string>,
): Promise<Answer> {
  try {
    return await run(sql);
  } catch (error) {
    const [, role] = /^role "(.*)" does not exist$/.exec((error as Error).message) ?? [];
    if (role === undefined || made.has(role)) throw error;
    made.add(role);
    await run(createRole(role));
    return withRoles(run, sql, made);
  }
}

export function createRole(name: string): string {
  return `CREATE ROLE ${quoteIdentifier(name, '"')}`;
}

async function loadPglite(option: string): Promise<typeof import('@electric-sql/pglite')> {
  try {
    return await import('@electric-sql/pglite');
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    return fail('PACKAGE_MISSING', { option, name: '@electric-sql/pglite' });
  }
}

function loadExtension(name: string): NonNullable<PGliteOptions['extensions']>[string] | undefined {
  const file = name.replaceAll('-', '_');
  if (!/^\w+$/.test(file)) return undefined;
  try {
    return load<Readonly<Record<string, never>>>(`@electric-sql/pglite/contrib/${file}`)[file];
  } catch {
    return undefined;
  }
}
