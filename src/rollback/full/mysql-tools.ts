import {
  type MysqlDialect,
  mysqlAsk,
  mysqlBackup,
  mysqlClient,
  mysqlDump,
  mysqlDumpIsWhole,
} from '../../lib/mysql-client.js';
import { quoteIdentifier, quoteLiteral, quotePath } from '../../lib/quote.js';
import type { OperationalStep } from '../../model/plan-detail.js';
import { MYSQL_QUESTIONS } from '../../tables/database-questions.js';
import { asks } from './asks.js';
import type { DatabaseTools } from './database-tools.js';
import type { Dropped } from './losses.js';

/** Takes the rows out of a dump. */
const WITHOUT_ROWS = "awk '/^INSERT INTO/ { rows = 1 } !rows { print } /;$/ { rows = 0 }'";
/** Takes out what is said around them, what counts up, and what differs from dump to dump. */
const CLEANED = String.raw`sed -e 's/ AUTO_INCREMENT=[0-9]*//' -e '/^--/d' -e '/^$/d' -e '/^\/\*M!999999/d' -e '/LOCK TABLES/d' -e '/ABLE KEYS \*\//d'`;

const quote = (path: string) => quotePath(path, '`');

/** mysql and mysqldump, or as MariaDB calls them. */
export function mysqlTools(dialect: MysqlDialect): DatabaseTools {
  const ask = (query: string, where?: 'restored') => mysqlAsk(query, dialect, where && 'RESTORE');
  const { longTransactions, blocked, tables, countTables, size, identity, mirrors } = MYSQL_QUESTIONS;
  const isThere = (table: string) =>
    ask(
      `SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ${literal(table)}`,
    );
  return {
    ask,
    quote,
    quoteName: (name) => quoteIdentifier(name, '`'),
    quiet: [
      asks(ask(longTransactions), '0'),
      asks('on each replica, SHOW REPLICA STATUS: how many seconds it is behind', 'at most 10', 'words'),
    ],
    blocked: { query: blocked, cancel: 'KILL QUERY id' },
    schema: `${mysqlDump(dialect, '--no-data --routines --events')} | ${CLEANED}`,
    schemaOf: (file) => `${WITHOUT_ROWS} ${file} | ${CLEANED}`,
    backup: (name) => mysqlBackup(dialect, name),
    fileOf: (command) => /^(?:mariadb-dump|mysqldump) .*--result-file=([\w.-]+)/.exec(command)?.[1],
    isWhole: mysqlDumpIsWhole,
    stamp: (file) => file,
    size,
    probe: (steps) => probe(steps, dialect),
    whole: [],
    analyze: (names) => ask(`ANALYZE TABLE ${names.map(quote).join(', ')}`),
    mirrors,
    restored: {
      address: 'RESTORE_FILE and RESTORE_DATABASE',
      identity,
      isEmpty: asks(ask(countTables, 'restored'), '0'),
      hasTables: asks(ask(`${countTables.replace('COUNT(*)', 'COUNT(*) > 0')}`, 'restored'), '1'),
      overview: tables,
      restore: (file) => `${mysqlClient(dialect, 'RESTORE')} < ${file}`,
      copyTable: (table) => ({
        statements: [
          `${mysqlDump(dialect, '--no-create-info --single-transaction', { address: 'RESTORE', table })} | ${mysqlClient(dialect)}`,
        ],
        isThere: isThere(table),
        answer: '1',
      }),
      copyColumn: (table, column) => ({
        statements: copyColumn(table, column, dialect),
        isThere: isThere(table),
        answer: '1',
      }),
      count,
    },
  };
}

function count({ table, column }: Dropped): string {
  const where = column === undefined ? '' : ` WHERE ${quoteIdentifier(column, '`')} IS NOT NULL`;
  return `SELECT COUNT(*) FROM ${quote(table)}${where}`;
}

/** Goes on behind a table that is not there, whose step so is not done. */
function probe(steps: readonly OperationalStep[], dialect: MysqlDialect): string {
  const lines = steps.flatMap(({ id, verify }) =>
    verify.map(
      ({ run, expect }) => `SELECT '${id}', IF(CAST((${run}) AS CHAR) = ${literal(expect)}, 'as_planned', 'not_done');`,
    ),
  );
  return `${mysqlClient(dialect)} --force <<'SQL' || true\n${lines.join('\n')}\nSQL`;
}

const literal = (text: string) => quoteLiteral(text, 'mysql');

/** One statement for each row that has a value, for those that still lack it; all of them in one transaction. */
function copyColumn(table: string, column: string, dialect: MysqlDialect): string[] {
  const [name, own] = [quote(table), quoteIdentifier(column, '`')];
  const text = [`UPDATE ${name} SET ${own} = `, ' WHERE ', ` AND ${own} IS NULL;`].map(literal);
  const query = `SELECT CONCAT(${text[0]}, QUOTE(${own}), ${text[1]}, $key, ${text[2]}) FROM ${name} WHERE ${own} IS NOT NULL`;
  return [
    `key=$(${mysqlAsk(keyOf(table), dialect)})`,
    `test "$key" != NULL || { echo 'the table has no primary key: copy by hand'; exit 1; }`,
    `query=${doubleQuoted(query)}`,
    `{ echo 'START TRANSACTION;'; ${mysqlClient(dialect, 'RESTORE')} --raw --execute "$query"; echo 'COMMIT;'; } | ${mysqlClient(dialect)}`,
  ];
}

/** Asks for the words that, in a query, write the condition that finds a row by its key. */
function keyOf(table: string): string {
  const quoted = "REPLACE(COLUMN_NAME, '`', '``')";
  const column = `CONCAT('''\`', REPLACE(${quoted}, '''', ''''''), '\` = '', QUOTE(\`', ${quoted}, '\`)')`;
  return `SELECT GROUP_CONCAT(${column} ORDER BY ORDINAL_POSITION SEPARATOR ', '' AND '', ') FROM information_schema.KEY_COLUMN_USAGE WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ${literal(table)} AND CONSTRAINT_NAME = 'PRIMARY'`;
}

/** A text in which `$key` alone is an expansion. */
function doubleQuoted(text: string): string {
  return `"${text.replaceAll(/[\\"`]|\$(?!key\b)/g, (found) => `\\${found}`)}"`;
}
