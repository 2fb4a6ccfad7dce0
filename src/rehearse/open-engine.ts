import { serverDialect } from '../read/database.js';
import type { Engine } from './engine.js';
import type { Surroundings } from './scratch-names.js';

/**
 * Where a rehearsal runs: on the server of an address, or on the PostgreSQL within this program.
 *
 * @param extensions that the schemas make; the server within this program must bring them along
 * @throws UserError when it cannot be reached or lets nobody make databases
 */
export async function openEngine(
  url: string | undefined,
  extensions: readonly string[],
  surroundings: Surroundings,
): Promise<Engine> {
  if (url === undefined) {
    const { openEmbedded } = await import('./postgresql/embedded.js');
    return openEmbedded(extensions, surroundings.env);
  }
  if (serverDialect(url) !== 'postgresql') {
    const { openMysql } = await import('./mysql/server.js');
    return openMysql(url, surroundings);
  }
  const { openPostgresql } = await import('./postgresql/server.js');
  return openPostgresql(url, surroundings);
}
