import { hashOf } from '../../lib/hash.js';
import type { Session } from '../engine.js';

const PREFIX = 'migrate_arch_';

/**
 * What runs queries that a session asks again and again: the server plans each of them once, which takes it four times
 * as long as to answer. What is prepared is asked of the server: a schema's own statements may have discarded it.
 *
 * @returns rows of one query without values
 */
export async function prepared(session: Session): Promise<Session['query']> {
  const rows = await session.query(`SELECT name FROM pg_prepared_statements WHERE name LIKE '${PREFIX}%'`);
  const known = new Set(rows.map(({ name }) => name));
  return async (sql) => {
    const name = `${PREFIX}${hashOf(sql)}`;
    if (!known.has(name)) await session.execute(`PREPARE ${name} AS ${sql}`);
    known.add(name);
    return session.query(`EXECUTE ${name}`);
  };
}
