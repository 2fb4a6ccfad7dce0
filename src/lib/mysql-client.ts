import { singleQuoted } from './shell-quote.js';

/** Who speaks to a MySQL or a MariaDB. */
type Dialect = 'mysql' | 'mariadb';
/** A file of options that says where the server is, who asks, and which database is meant; so that no password is in a document. */
export type OptionFile = 'MYSQL_FILE' | 'RESTORE_FILE' | 'SOURCE_FILE' | 'TARGET_FILE';

/** The client, which prints values alone. */
export function mysqlClient(dialect: Dialect, file: OptionFile = 'MYSQL_FILE'): string {
  return `${dialect} --defaults-extra-file="$${file}" --batch --skip-column-names`;
}

/** The client, with a query to answer. */
export function mysqlAsks(query: string, dialect: Dialect, file: OptionFile = 'MYSQL_FILE'): string {
  return `${mysqlClient(dialect, file)} --execute ${singleQuoted(query)}`;
}

/**
 * The command that writes a database out as SQL. It has no option for the database in its file, as the client has, and is
 * told the one of the client.
 *
 * @param tables the only ones that are wanted; their names as they are
 */
export function mysqlDump(
  options: string,
  dialect: Dialect,
  file: OptionFile = 'MYSQL_FILE',
  ...tables: readonly string[]
): string {
  const program = dialect === 'mariadb' ? 'mariadb-dump' : 'mysqldump --no-tablespaces --set-gtid-purged=OFF';
  const [name, ...own] = program.split(' ');
  const words = [name, `--defaults-extra-file="$${file}"`, ...own, options].join(' ');
  const database = `"$(${mysqlAsks('SELECT DATABASE()', dialect, file)})"`;
  return [words, database, ...tables.map(singleQuoted)].join(' ');
}
