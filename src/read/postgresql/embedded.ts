import { fail } from '../../errors.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import type { Source } from '../source.js';
import { readOver } from './server/connect.js';

/**
 * Runs files on a PostgreSQL within this program (PGlite) and reads its catalog: for what only running tells, such as `DO`.
 *
 * @throws UserError when PGlite is not installed, or refuses a file
 */
export async function readEmbedded(sources: readonly Source[]): Promise<Catalog> {
  const { PGlite } = await loadPglite();
  const database = await PGlite.create();
  try {
    for (const source of sources) {
      await database.exec(source.text).catch((error: Error) => {
        fail('SQL_REFUSED', { file: source.name, problem: error.message });
      });
      await database.exec('RESET ALL; RESET SESSION AUTHORIZATION');
    }
    await database.exec('BEGIN TRANSACTION READ ONLY');
    return await readOver(async (sql) => (await database.query<Record<string, unknown>>(sql)).rows);
  } finally {
    await database.close();
  }
}

async function loadPglite() {
  try {
    return await import('@electric-sql/pglite');
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    return fail('PACKAGE_MISSING', { option: '--engine embedded', name: '@electric-sql/pglite' });
  }
}
