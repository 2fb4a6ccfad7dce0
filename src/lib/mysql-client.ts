import { singleQuoted } from './shell-quote.js';

/** The servers whose clients speak MySQL's protocol; each calls its programs by its own name. */
export type MysqlDialect = 'mysql' | 'mariadb';

/** Which database: the one that is migrated, or one that was restored beside it. */
export type MysqlAddress = 'MYSQL' | 'RESTORE';

/**
 * The client of a server. Address and password are in an option file of the user's, so that they are in no document;
 * `MYSQL_DATABASE` names the database, because the programs that dump take it from no file.
 */
export function mysqlClient(dialect: MysqlDialect, address: MysqlAddress = 'MYSQL'): string {
  return `${dialect} --defaults-extra-file="$${address}_FILE" --batch --skip-column-names "$${address}_DATABASE"`;
}

/** The client that answers with the value alone. */
export function mysqlAsk(query: string, dialect: MysqlDialect, address?: MysqlAddress): string {
  return `${mysqlClient(dialect, address)} --execute ${singleQuoted(query)}`;
}

/** A dump of the database, or of a table of it. */
export function mysqlDump(
  dialect: MysqlDialect,
  options: string,
  { address = 'MYSQL', table }: { readonly address?: MysqlAddress; readonly table?: string } = {},
): string {
  const program = dialect === 'mariadb' ? 'mariadb-dump' : 'mysqldump';
  const of = table === undefined ? '' : ` ${singleQuoted(table)}`;
  return `${program} --defaults-extra-file="$${address}_FILE" ${options} "$${address}_DATABASE"${of}`;
}

/** A whole backup into a file, of one moment, without keeping anybody from writing (InnoDB). */
export function mysqlBackup(dialect: MysqlDialect, file: string): string {
  return mysqlDump(dialect, `--single-transaction --routines --events --result-file=${file}`);
}

/** Whether a dump in a file came to its end. */
export function mysqlDumpIsWhole(file: string): string {
  return `tail -n 1 ${file} | grep -q 'Dump completed' && echo complete`;
}
