import type { Interruption } from '../interrupt.js';

/** How a connection to PostgreSQL is ended, and held up. */
export const POSTGRESQL_INTERRUPTION: Interruption = {
  async end(session, id) {
    await session.query(`SELECT pg_terminate_backend(${id})`);
  },
  async isWaiting(session, id) {
    const [row] = await session.query(
      `SELECT wait_event_type = 'Lock' AS waits FROM pg_stat_activity WHERE pid = ${id}`,
    );
    return row?.waits === true;
  },
  async hold(session) {
    await session.execute('BEGIN');
    const tables = await session.query(`SELECT oid::regclass::text AS name FROM pg_class
      WHERE relkind IN ('r', 'p') AND NOT relispartition AND oid >= 16384 ORDER BY oid`);
    // What a writer holds: it lets other writers by, and makes those wait that change the table.
    for (const { name } of tables) await session.execute(`LOCK TABLE ${name} IN ROW EXCLUSIVE MODE`);
  },
};
