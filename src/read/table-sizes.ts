import { serverDialect } from './database.js';

/** What the statistics of a server say of its tables. */
export interface TableSizes {
  /** What it is, such as `PostgreSQL 15.4`. */
  readonly server: string;
  readonly tables: readonly { readonly table: string; readonly rows?: number; readonly bytes: number }[];
}

type Row = Readonly<Record<string, unknown>>;

// A table that was never analysed has -1 rows (14 and later) or 0 with pages; both say nothing.
const POSTGRESQL = `SELECT n.nspname || '.' || c.relname AS name,
  CASE WHEN c.reltuples > 0 OR (c.reltuples = 0 AND pg_catalog.pg_relation_size(c.oid) = 0) THEN c.reltuples::bigint END AS count,
  pg_catalog.pg_table_size(c.oid) AS bytes
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'
  ORDER BY 1`;

const MYSQL = `SELECT table_name AS name, table_rows AS count, data_length AS bytes
  FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY 1`;

/**
 * Reads how many rows the tables of a live database hold by its statistics, and how large they are, in one read-only
 * transaction with time-outs. No row is read.
 *
 * @param mysqlPassword for an address of MySQL that has none
 * @throws UserError when the database cannot be reached or read
 */
export async function readTableSizes(url: string, mysqlPassword?: string): Promise<TableSizes> {
  if (serverDialect(url) === 'postgresql') {
    const { withDatabase } = await import('./postgresql/server/connect.js');
    return withDatabase(url, async (run) => {
      const [version] = await run("SELECT current_setting('server_version') AS version");
      return sizesOf(`PostgreSQL ${String(version?.['version']).split(' ')[0]}`, await run(POSTGRESQL));
    });
  }
  const { withMysqlDatabase } = await import('./mysql/server/connect.js');
  return withMysqlDatabase(
    url,
    async (run) => {
      const [version] = await run('SELECT VERSION() AS version');
      const text = String(version?.['version']);
      return sizesOf(`${/mariadb/i.test(text) ? 'MariaDB' : 'MySQL'} ${text.split('-')[0]}`, await run(MYSQL));
    },
    mysqlPassword,
  );
}

function sizesOf(server: string, rows: readonly Row[]): TableSizes {
  const tables = rows.map(({ name, count, bytes }) => ({
    table: String(name),
    ...(count !== null && { rows: Number(count) }),
    bytes: Number(bytes),
  }));
  return { server, tables };
}
