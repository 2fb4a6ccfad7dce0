import { fail } from '../../../errors.js';
import type { Catalog } from '../../../model/catalog/catalog.js';
import type { Source } from '../../source.js';
import { runnableStatements } from '../runnable.js';
import { readOver } from '../server/connect.js';
import { extensionsOf } from './extensions.js';
import { pgliteFor, withRoles } from './pglite.js';

/**
 * Runs files on a PostgreSQL within this program (PGlite) and reads its catalog: for what only running tells, such as
 * `DO`. What concerns a whole server is passed over.
 *
 * @param env says where the snapshot of an empty database is kept between runs
 * @throws UserError when PGlite is not installed, lacks an extension, or refuses a statement: it names file and line
 */
export async function readEmbedded(
  sources: readonly Source[],
  env?: Readonly<Record<string, string | undefined>>,
): Promise<Catalog> {
  const begin = await pgliteFor({
    option: '--engine embedded',
    extensions: extensionsOf(sources.map(({ text }) => text)),
    remedy: 'leave --engine embedded out, or give the address of a server that has what is missing',
    ...(env && { env }),
  });
  const database = await begin();
  const roles = new Set<string>();
  const execute = (sql: string) => withRoles((one) => database.exec(one), sql, roles);
  try {
    for (const source of sources) {
      for (const { text, line, isOfServer } of runnableStatements(source)) {
        if (isOfServer) continue;
        await execute(text).catch((error: Error) => {
          fail('SQL_REFUSED', { file: source.name, line, problem: error.message });
        });
      }
      await database.exec('COMMIT; RESET SESSION AUTHORIZATION; RESET ALL');
    }
    await database.exec('BEGIN TRANSACTION READ ONLY');
    return await readOver(async (sql) => (await database.query<Record<string, unknown>>(sql)).rows);
  } finally {
    await database.close();
  }
}
