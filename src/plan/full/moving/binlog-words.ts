import { mysqlClient } from '../../../lib/mysql-client.js';
import { quoteLiteral } from '../../../lib/quote.js';
import { askEnd, type End, type MysqlServer } from './mysql-sides.js';

/** What a server calls the parts of its replication. Commands use the variables `$host`, `$port`, `$at` of the shell. */
export interface BinlogWords {
  /** Prints the file and the place of its log, with a tab between. */
  position(end: End): string;
  /** The statement that says whom to follow, under a name; the shell puts its variables in. */
  follow(name: string): string;
  /** The command that says which tables to take; all of the database when there are none. */
  only(end: End, name: string, tables: readonly string[]): string;
  start(name: string): string;
  end(name: string): string;
  /** Prints how many follow under that name. */
  count(end: End, name: string): string;
  /** Prints the state of who follows, line by line. */
  status(end: End, name: string): string;
  /** Is 1 once everything up to `$file` and `$place` has arrived. */
  waited(name: string): string;
  /** What makes a dump say the place of the log, as a remark. */
  readonly dump: string;
}

/** The account has the name of what follows. */
const address = (word: string, user: string) =>
  `${word}_HOST='$host', ${word}_PORT=$port, ${word}_USER='${user}', ${word}_PASSWORD='$REPLICATION_PASSWORD', $at`;

/** MariaDB 10.11 ("CHANGE MASTER TO", "Multi-Source Replication") and MySQL 8.0.26 to 9 ("Replication Statements"). */
export const BINLOG_WORDS: Readonly<Record<MysqlServer, BinlogWords>> = {
  mariadb: {
    position: (end) => askEnd('mariadb', end, 'SHOW MASTER STATUS'),
    follow: (name) => `CHANGE MASTER '${name}' TO ${address('MASTER', name)}, MASTER_USE_GTID=no`,
    only: (end, name, tables) => {
      const each = tables.map((table) => `CONCAT(DATABASE(), '.', ${quoteLiteral(table, 'mysql')})`);
      const what = each.length === 0 ? 'db = DATABASE()' : `table = CONCAT_WS(',', ${each.join(', ')})`;
      return askEnd('mariadb', end, `SET GLOBAL ${name}.replicate_do_${what}`);
    },
    start: (name) => `START SLAVE '${name}'`,
    end: (name) => `STOP SLAVE '${name}'; RESET SLAVE '${name}' ALL`,
    count: (end, name) =>
      `${askEnd('mariadb', end, 'SHOW ALL SLAVES STATUS')} | awk '$1 == "${name}" { found++ } END { print found + 0 }'`,
    status: (end, name) => `mariadb --defaults-extra-file="$${end}_FILE" --execute "SHOW SLAVE '${name}' STATUS\\G"`,
    waited: (name) => `SELECT MASTER_POS_WAIT('$file', $place, 300, '${name}') >= 0`,
    dump: '--master-data=2',
  },
  mysql: {
    // The first is the word of MySQL 8.4, the second that of 8.0.
    position: (end) =>
      `{ ${askEnd('mysql', end, 'SHOW BINARY LOG STATUS')} 2>/dev/null || ${askEnd('mysql', end, 'SHOW MASTER STATUS')}; }`,
    follow: (name) =>
      `CHANGE REPLICATION SOURCE TO ${address('SOURCE', name)}, SOURCE_AUTO_POSITION=0, SOURCE_SSL=1 FOR CHANNEL '${name}'`,
    only: (end, name, tables) => {
      const database = "CONCAT('`', REPLACE(DATABASE(), '`', '``'), '`')";
      const each = tables.map((table) => quoteLiteral(`.\`${table.replaceAll('`', '``')}\``, 'mysql'));
      const what =
        each.length === 0
          ? `'DB = (', ${database}`
          : `'TABLE = (', CONCAT_WS(', ', ${each.map((table) => `CONCAT(${database}, ${table})`).join(', ')})`;
      const query = `SELECT CONCAT('CHANGE REPLICATION FILTER REPLICATE_DO_', ${what}, ') FOR CHANNEL ''${name}''')`;
      return `${askEnd('mysql', end, query)} --raw | ${mysqlClient('mysql', `${end}_FILE`)}`;
    },
    start: (name) => `START REPLICA FOR CHANNEL '${name}'`,
    end: (name) => `STOP REPLICA FOR CHANNEL '${name}'; RESET REPLICA ALL FOR CHANNEL '${name}'`,
    count: (end, name) =>
      askEnd(
        'mysql',
        end,
        `SELECT COUNT(*) FROM performance_schema.replication_connection_configuration WHERE CHANNEL_NAME = '${name}'`,
      ),
    status: (end, name) =>
      `mysql --defaults-extra-file="$${end}_FILE" --execute "SHOW REPLICA STATUS FOR CHANNEL '${name}'\\G"`,
    waited: (name) => `SELECT SOURCE_POS_WAIT('$file', $place, 300, '${name}') >= 0`,
    dump: '--source-data=2',
  },
};
