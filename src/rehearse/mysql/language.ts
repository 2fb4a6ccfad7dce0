import { quoteIdentifier, quoteLiteral } from '../../lib/quote.js';
import type { DataType } from '../../model/catalog/data-type.js';
import type { Table } from '../../model/catalog/table.js';
import { readServerCatalog } from '../../read/mysql/server/read-catalog.js';
import type { MysqlDialect } from '../../read/mysql/settings.js';
import { isBitsToMoment } from '../../sql/mysql/conversions.js';
import type { Language, Session } from '../engine.js';
import { splitMysql } from './split-mysql.js';

/** Lock wait, deadlock, statement time, killed query (https://mariadb.com/kb/en/mariadb-error-codes/). */
const IN_THE_WAY: ReadonlySet<number> = new Set([1205, 1213, 1969, 3024, 1317]);
/** Disk full, table full, out of memory, too many connections, shutdown. */
const OUTAGES: ReadonlySet<number> = new Set([1021, 1114, 1037, 1041, 1040, 1053]);
/** What the server itself takes when nobody says otherwise, in seconds. */
const USUAL = { metadata: 86_400, row: 50 };

const TEXT = /^(?:char|varchar|(?:tiny|medium|long)?text|enum|set)$/;
const SHAPE = /^(?:geometry(?:collection)?|(?:multi)?(?:point|linestring|polygon))$/;
const isShape = (type: DataType | undefined): boolean => type !== undefined && SHAPE.test(type.name);
const SETTINGS = [`SET SESSION time_zone = '+00:00'`, 'SET NAMES utf8mb4'];

/** How MySQL or MariaDB is spoken to. */
export function mysqlLanguage(dialect: MysqlDialect, version: number): Language {
  const quote = (name: string) => quoteIdentifier(name, '`');
  const limit = dialect === 'mariadb' ? (ms: number) => [`SET SESSION max_statement_time = ${ms / 1000}`] : () => [];
  return {
    dialect,
    hasTransactionalDdl: false,
    quote,
    literal: (text) => quoteLiteral(text, dialect),
    split: (source) => splitMysql(source, dialect, version),
    settings: SETTINGS,
    newSession: [
      ...['COMMIT', 'SET SESSION sql_mode = DEFAULT', 'SET SESSION autocommit = 1'],
      ...['SET SESSION foreign_key_checks = 1', 'SET SESSION unique_checks = 1', ...SETTINGS],
    ],
    timeouts: ({ lock, statement }) => [
      `SET SESSION lock_wait_timeout = ${Math.max(1, Math.ceil(lock / 1000))}`,
      `SET SESSION innodb_lock_wait_timeout = ${Math.max(1, Math.ceil(lock / 1000))}`,
      ...limit(statement),
    ],
    noTimeouts: [
      `SET SESSION lock_wait_timeout = ${USUAL.metadata}`,
      `SET SESSION innodb_lock_wait_timeout = ${USUAL.row}`,
      ...limit(0),
    ],
    isTimeout: (error) => IN_THE_WAY.has((error as { errno?: number }).errno ?? 0),
    isOutage: (error) => {
      const { code = '', errno = 0 } = error as { code?: string; errno?: number };
      return OUTAGES.has(errno) || /^(?:PROTOCOL_CONNECTION_LOST|ECONN[A-Z]+|EPIPE)$/.test(code);
    },
    answer: (query) => `SELECT * FROM (\n${query.trimEnd().replace(/;$/, '')}\n) AS answer`,
    hash(rows, columns) {
      const row =
        columns.length === 0 ? `''` : `CONCAT_WS(',', ${columns.map((column) => `QUOTE(${column})`).join(', ')})`;
      // 60 bits of each row's MD5, added up: no sorting, and no order.
      return `SELECT CAST(COUNT(*) AS CHAR) AS \`rows\`,
  CAST(COALESCE(SUM(CAST(CONV(SUBSTR(MD5(${row}), 1, 15), 16, 10) AS UNSIGNED)), 0) AS CHAR) AS hash FROM ${rows}`;
    },
    rowsOf: ({ name }) => quote(name),
    insert: ({ name }, columns, rows) =>
      `INSERT INTO ${quote(name)} (${columns.map(quote).join(', ')}) VALUES ${rows.map((values) => `(${values.join(', ')})`).join(', ')}`,
    asText(expression, type) {
      if (isShape(type)) return `ST_AsText(${expression})`;
      return type?.name === 'bit' ? `BIN(${expression})` : `CAST(${expression} AS CHAR)`;
    },
    value(text, type) {
      if (isShape(type)) return `ST_GeomFromText(${quoteLiteral(text, dialect)})`;
      return type.name === 'bit' && /^[01]+$/.test(text) ? `b'${text}'` : quoteLiteral(text, dialect);
    },
    cast: (expression, type, from) => castText(plainly(expression, type, from), type),
    recoded: (expression, { name }, from) =>
      TEXT.test(name)
        ? `CONVERT(${from?.name === 'bit' ? `(${expression} + 0)` : expression} USING utf8mb4)`
        : expression,
    isNumbered: ({ isAutoIncrement, default: usual }) =>
      isAutoIncrement === true || /^nextval\(|NEXT VALUE/i.test(usual?.text ?? ''),
    defer: [],
    checkDeferred: [],
    undoable,
    withoutTriggers: ['SET SESSION foreign_key_checks = 0'],
    triggers: triggersOf,
    empty: (tables) =>
      tables.flatMap(({ name, options }) => {
        if (options.system_versioning === undefined) return [`TRUNCATE TABLE ${quote(name)}`];
        // What is versioned cannot be truncated (MariaDB, "System-Versioned Tables").
        return [`DELETE FROM ${quote(name)}`, `DELETE HISTORY FROM ${quote(name)}`];
      }),
    // InnoDB counts by itself.
    analyze: [],
    async readCatalog(session) {
      await session.execute('START TRANSACTION READ ONLY');
      try {
        return await readServerCatalog(
          (sql, values) => session.query(sql, values) as Promise<Record<string, unknown>[]>,
        );
      } finally {
        await session.execute('COMMIT');
      }
    },
  };
}

/** Engines without transactions whose tables InnoDB takes as they are (MariaDB, "Storage Engines"). */
const WITHOUT_TRANSACTIONS: ReadonlySet<string> = new Set(['myisam', 'aria', 'memory']);

function undoable({ name, options }: Table): ReturnType<Language['undoable']> {
  const { engine = '', page_checksum: sum = 'DEFAULT', system_versioning: versioned } = options;
  if (!WITHOUT_TRANSACTIONS.has(engine.toLowerCase()) || versioned !== undefined) return undefined;
  const alter = `ALTER TABLE ${quoteIdentifier(name, '`')} ENGINE=`;
  // A table of Aria says what sums it has as soon as it has another engine: measured on 10.11.
  const sums = engine.toLowerCase() === 'aria' ? ` PAGE_CHECKSUM=${sum}` : '';
  return { on: `${alter}InnoDB`, off: `${alter}${engine}${sums}` };
}

/** No setting keeps a trigger from running. */
async function triggersOf(session: Session): ReturnType<Language['triggers']> {
  const found = await session.query(
    `SELECT TRIGGER_NAME AS name FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()
ORDER BY EVENT_OBJECT_TABLE, EVENT_MANIPULATION, ACTION_TIMING, ACTION_ORDER`,
  );
  const names = found.map(({ name }) => quoteIdentifier(String(name), '`'));
  const on: string[] = [];
  for (const name of names) {
    const [trigger] = await session.query(`SHOW CREATE TRIGGER ${name}`);
    on.push(`SET SESSION sql_mode = '${trigger?.sql_mode}'`, String(trigger?.['SQL Original Statement']));
  }
  return { off: names.map((name) => `DROP TRIGGER ${name}`), on };
}

/** Bits become a moment by way of a number, and compressed texts are no number (MariaDB): measured on 10.11. */
function plainly(expression: string, type: DataType, from: DataType | undefined): string {
  if (from !== undefined && isBitsToMoment(from, type)) return `(${expression} + 0)`;
  return from !== undefined && /(?:char|text)$/.test(from.name) && !TEXT.test(type.name)
    ? `CONCAT(${expression})`
    : expression;
}

/** An expression in another type, of those that CAST knows and that print a value in another way. */
function castText(expression: string, { name, args }: DataType): string {
  const size = args.length === 0 ? '' : `(${args.join(', ')})`;
  if (name === 'datetime' || name === 'timestamp') return `CAST(${expression} AS DATETIME${size})`;
  if (name === 'decimal' || name === 'time' || name === 'date')
    return `CAST(${expression} AS ${name.toUpperCase()}${size})`;
  if (name === 'bit') return `(${expression} + 0)`;
  if (name === 'float') return `CAST(${expression} AS FLOAT)`;
  return /^(?:tiny|small|medium|big)?int$/.test(name) ? `CAST(${expression} AS DECIMAL(20))` : expression;
}
