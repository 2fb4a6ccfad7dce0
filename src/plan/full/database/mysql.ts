import { hereDocument } from '../../../lib/here-document.js';
import { mysqlAsks, mysqlClient, mysqlDump, type OptionFile } from '../../../lib/mysql-client.js';
import { quoteIdentifier, quoteLiteral, quotePath } from '../../../lib/quote.js';
import { singleQuoted } from '../../../lib/shell-quote.js';
import {
  MYSQL_BLOCKED,
  MYSQL_IDENTITY,
  MYSQL_LONG_TRANSACTIONS,
  MYSQL_OLD_TRANSACTIONS,
  MYSQL_REPLICAS,
  MYSQL_SIZE,
  MYSQL_TABLES,
  MYSQL_WRITES,
} from '../../../tables/mysql-questions.js';
import { mysqlRights } from './rights.js';
import { type DatabaseTools, hoursSince, type Side } from './tools.js';

type Server = 'mysql' | 'mariadb';

const PROGRAMS = '--routines --triggers --events';
/** Leaves the schema of a dump: no rows, no remarks, and no counter, which goes on with every row. */
const AS_TEXT = String.raw`grep -v -e '^--' -e '^$' -e '^INSERT INTO ' -e '^(' -e '^LOCK TABLES ' -e '^UNLOCK TABLES' -e '^/\*!40000 ALTER TABLE ' -e '^/\*M!999999' -e '^set autocommit' -e '^commit' | sed 's/ AUTO_INCREMENT=[0-9]*//'`;
/** The table that values travel in. */
const COPY = '_migrate_arch_copy';

const name = (path: string) => quotePath(path, '`');
const literal = (text: string) => quoteLiteral(text, 'mysql');

const FILES = {
  production: 'MYSQL_FILE',
  source: 'SOURCE_FILE',
  target: 'TARGET_FILE',
} as const satisfies Record<Side, OptionFile>;

/** A MySQL or a MariaDB by its client and its dump. */
export function mysqlTools(server: Server, side: Side): DatabaseTools {
  const file = FILES[side];
  const ask: DatabaseTools['ask'] = (query, of) => mysqlAsks(query, server, of === 'restored' ? 'RESTORE_FILE' : file);
  return {
    address: file,
    restored: 'RESTORE_FILE',
    ask,
    name,
    lag: lagOf(server, file),
    rights: mysqlRights(server, file),
    oldTransactions: MYSQL_OLD_TRANSACTIONS,
    longTransactions: { run: ask(MYSQL_LONG_TRANSACTIONS), expect: '0' },
    blocked: MYSQL_BLOCKED,
    cancel: 'KILL QUERY id',
    writes: MYSQL_WRITES,
    identity: MYSQL_IDENTITY,
    size: MYSQL_SIZE,
    sizeOf: (table) =>
      `SELECT TABLE_ROWS, DATA_LENGTH FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ${literal(table)}`,
    backup: (base) => `${base}.sql`,
    dump: (to) => mysqlDump(`--single-transaction --hex-blob ${PROGRAMS} --result-file=${to}`, server, file),
    dumpedTo: (command) => /^(?:mariadb-dump|mysqldump) .*--result-file=([\w.-]+)/.exec(command)?.[1],
    isComplete: (backup) => `tail -n 1 ${backup} | grep -q '^-- Dump completed' && echo complete`,
    age: hoursSince,
    restore: (backup) => `${mysqlClient(server, 'RESTORE_FILE')} < ${backup}`,
    schemaText: `${mysqlDump(`--no-data ${PROGRAMS}`, server, file)} | ${AS_TEXT}`,
    schemaOf: (backup) => `cat ${backup} | ${AS_TEXT}`,
    tables: MYSQL_TABLES,
    tableRows:
      "SELECT TABLE_NAME, TABLE_ROWS FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE <> 'VIEW' ORDER BY 1",
    probe: (questions) => {
      const lines = questions.map(
        ({ id, run, expect }) => `SELECT '${id}', IF((${run}) = ${literal(expect)}, 'as_planned', 'not_done');`,
      );
      return hereDocument(`${mysqlClient(server, file)} --force`, lines);
    },
    isThere: (table) => ({
      run: ask(
        `SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ${literal(table)}`,
      ),
      expect: '1',
    }),
    copyTable: (table) => [
      `${mysqlDump('--no-create-info --single-transaction --hex-blob --skip-triggers --insert-ignore', server, 'RESTORE_FILE', table)} | ${mysqlClient(server, file)}`,
    ],
    copyColumn: (table, column) => copyColumn(table, column, server, file),
    copiesAgain: true,
    copyFails:
      'run it again: what is there already stays as it is; when it fails twice, find the row that stands in the way',
    analyze: (tables) => (tables.length === 0 ? undefined : ask(`ANALYZE TABLE ${tables.map(name).join(', ')}`)),
    halfDone: [],
  };
}

/** A replica alone knows how far it is behind: each that reads from here is asked, or it is said that one is not. */
function lagOf(server: Server, file: OptionFile): DatabaseTools['lag'] {
  const [each, late] = [
    `${server} --defaults-extra-file="$file" --execute 'SHOW REPLICA STATUS\\G'`,
    `awk '/Seconds_Behind_(Master|Source):/ { if ($2 == "NULL" || $2 > 10) late++ } END { print late + 0 }'`,
  ];
  return [
    {
      // REPLICA_FILES are the files of options of the replicas, with spaces between them.
      run: `test "$(${mysqlAsks(MYSQL_REPLICAS, server, file)})" -le "$(echo "\${REPLICA_FILES:-}" | wc -w)" && echo all`,
      expect: 'all',
    },
    { run: `for file in \${REPLICA_FILES:-}; do ${each}; done | ${late}`, expect: '0' },
  ];
}

/** By way of a table of its own, which travels as a dump does, so that every byte arrives. */
function copyColumn(table: string, column: string, server: Server, file: OptionFile): string[] {
  const [own, here, copy] = [quoteIdentifier(column, '`'), name(table), quoteIdentifier(COPY, '`')];
  const key = `SELECT GROUP_CONCAT(CONCAT('\`', REPLACE(COLUMN_NAME, '\`', '\`\`'), '\`') ORDER BY SEQ_IN_INDEX SEPARATOR ', ') FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ${literal(table)} AND INDEX_NAME = 'PRIMARY'`;
  const made = singleQuoted(`DROP TABLE IF EXISTS ${copy}; CREATE TABLE ${copy} AS SELECT `);
  const from = singleQuoted(`, ${own} FROM ${here} WHERE ${own} IS NOT NULL`);
  const joined = singleQuoted(`UPDATE ${here} JOIN ${copy} USING (`);
  const set = singleQuoted(`) SET ${here}.${own} = ${copy}.${own} WHERE ${here}.${own} IS NULL; DROP TABLE ${copy}`);
  return [
    `key=$(${mysqlAsks(key, server, file)})`,
    `test "$key" != NULL || { echo 'the table has no primary key: copy by hand'; exit 1; }`,
    `${mysqlClient(server, 'RESTORE_FILE')} --execute ${made}"$key"${from}`,
    `${mysqlDump('--hex-blob', server, 'RESTORE_FILE', COPY)} | ${mysqlClient(server, file)}`,
    `${mysqlClient(server, file)} --execute ${joined}"$key"${set}`,
  ];
}
