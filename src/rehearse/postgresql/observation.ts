import type { Observation } from '../observe-step.js';

/** From the weakest (PostgreSQL 15, 13.3.1); the first three are what reading and writing rows takes. */
const MODES = [
  'accessshare',
  'rowshare',
  'rowexclusive',
  'shareupdateexclusive',
  'share',
  'sharerowexclusive',
  'exclusive',
  'accessexclusive',
];
const HARMLESS = 3;

const OWN = `pg_class.relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
  AND pg_class.relnamespace::regnamespace::text NOT LIKE 'pg\\_%'`;

/** Locks and files, as PostgreSQL shows them. */
export const POSTGRESQL_OBSERVATION: Observation = {
  async relations(session) {
    const rows = await session.query(`SELECT pg_class.oid::text AS id, pg_class.oid::regclass::text AS name,
        CASE WHEN relkind IN ('r', 'm') THEN coalesce(pg_relation_filenode(pg_class.oid)::text, '') ELSE '' END AS file
      FROM pg_class WHERE relkind IN ('r', 'p', 'm', 'v', 'i', 'I') AND ${OWN}`);
    return new Map(rows.map(({ id, name, file }) => [String(id), { name: String(name), file: String(file) }]));
  },
  async locks(session, known) {
    const rows =
      await session.query(`SELECT pg_locks.relation::text AS id, pg_locks.mode, pg_index.indrelid::text AS "table"
      FROM pg_locks JOIN pg_class ON pg_class.oid = pg_locks.relation AND ${OWN}
        LEFT JOIN pg_index ON pg_index.indexrelid = pg_class.oid
      WHERE pg_locks.pid = pg_backend_pid() AND pg_locks.granted`);
    const strongest = new Map<string, number>();
    for (const { id, mode } of rows) {
      strongest.set(String(id), Math.max(strongest.get(String(id)) ?? 0, strength(String(mode))));
    }
    return rows.flatMap(({ id, mode, table }) => {
      const relation = known.get(String(id));
      const own = strength(String(mode));
      // Who cannot reach a table does not wait for its index.
      const isCovered = table !== null && (strongest.get(String(table)) ?? 0) >= own;
      return relation === undefined || own === 0 || isCovered ? [] : [{ object: relation.name, mode: String(mode) }];
    });
  },
  strength,
};

function strength(mode: string): number {
  const place = MODES.indexOf(mode.toLowerCase().replaceAll(/[\s_]|lock$/g, ''));
  return Math.max(0, place - HARMLESS + 1);
}
