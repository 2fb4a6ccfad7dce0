import { fail } from '../../errors.js';
import { quoteIdentifier, quoteLiteral } from '../../lib/quote.js';
import { runnableStatements } from '../../read/postgresql/runnable.js';
import { readOver } from '../../read/postgresql/server/connect.js';
import type { RunQuery } from '../../read/postgresql/server/query.js';
import type { Source, SourceStatement } from '../../read/source.js';
import type { Language } from '../engine.js';
import { prepared } from './prepared.js';

/** lock_not_available, query_canceled, deadlock_detected (PostgreSQL's manual, appendix A). */
const IN_THE_WAY: ReadonlySet<string> = new Set(['55P03', '57014', '40P01']);

/** Connections, resources, shutdowns, the system, corrupted data (the same appendix); and errors of the socket. */
const OUTAGE = /^(?:08...|53[0-3]..|57P0[1-5]|58...|XX00[12]|E[A-Z]+)$/;

const SETTINGS = [
  `SET intervalstyle = 'postgres'`,
  `SET datestyle = 'ISO, YMD'`,
  `SET timezone = 'UTC'`,
  'SET extra_float_digits = 1',
  `SET client_min_messages = 'error'`,
];

/** How PostgreSQL is spoken to. */
export const POSTGRESQL: Language = {
  dialect: 'postgresql',
  hasTransactionalDdl: true,
  quote: (name) => quoteIdentifier(name, '"'),
  literal: (text) => quoteLiteral(text, 'postgresql'),
  split: ownStatements,
  settings: SETTINGS,
  newSession: ['COMMIT', 'RESET SESSION AUTHORIZATION', 'RESET ALL', ...SETTINGS],
  timeouts: ({ lock, statement }) => [`SET lock_timeout = ${lock}`, `SET statement_timeout = ${statement}`],
  noTimeouts: ['SET lock_timeout = 0', 'SET statement_timeout = 0'],
  isTimeout: (error) => IN_THE_WAY.has((error as { code?: string }).code ?? ''),
  isOutage: (error) => {
    const { code = '', message = '' } = error as { code?: string; message?: string };
    return OUTAGE.test(code) || /^Connection terminated/.test(message);
  },
  // `format` prints as psql does: t and f, where a cast says true and false.
  answer: (query) => `SELECT format('%s', answer.value) AS value FROM (\n${withoutEnd(query)}\n) AS answer (value)`,
  hash(rows, columns) {
    const row = columns.length === 0 ? `''` : `ROW(${columns.join(', ')})::text`;
    // 64 bits of each row's MD5, added up: no sorting, and no order.
    return `SELECT count(*)::text AS rows, coalesce(sum(('x' || substr(md5(one.row), 1, 16))::bit(64)::bigint), 0)::text AS hash
FROM (SELECT ${row} AS row FROM ${rows}) AS one`;
  },
  rowsOf({ schema, name, partitioning }) {
    const table = `${quoteIdentifier(schema, '"')}.${quoteIdentifier(name, '"')}`;
    return partitioning === undefined ? `ONLY ${table}` : table;
  },
  insert(table, columns, rows) {
    const target = `${quoteIdentifier(table.schema, '"')}.${quoteIdentifier(table.name, '"')}`;
    // DEFAULT VALUES makes one row.
    if (columns.length === 0) return `INSERT INTO ${target} SELECT FROM generate_series(1, ${rows.length})`;
    const names = columns.map((name) => quoteIdentifier(name, '"')).join(', ');
    return `INSERT INTO ${target} (${names}) OVERRIDING SYSTEM VALUE VALUES ${rows.map((values) => `(${values.join(', ')})`).join(', ')}`;
  },
  value: (text) => quoteLiteral(text, 'postgresql'),
  asText: (expression) => `(${expression})::text`,
  // A database has one encoding.
  recoded: (expression) => expression,
  cast(expression, { schema, name, args, isArray }) {
    const type = schema === '' ? name : `${quoteIdentifier(schema, '"')}.${quoteIdentifier(name, '"')}`;
    // `timestamp(3) without time zone`: what stands in brackets follows the first word.
    const [first = '', ...rest] = schema === '' ? type.split(/(?= with(?:out)? )/) : [type];
    // The fields of an interval stand in no brackets.
    const details =
      name === 'interval' && !args.every((one) => /^\d+$/.test(one)) ? ` ${args.join(' ')}` : `(${args.join(',')})`;
    const full = `${first}${args.length === 0 ? '' : details}${rest.join('')}${isArray ? '[]' : ''}`;
    // What no cast connects, as ranges are not, is read by its text; that of JSON may be written in many ways.
    const through = name === 'json' && !isArray ? '::text::jsonb' : DIRECT.test(name) && !isArray ? '' : '::text';
    return `(${expression})${through}::${full}`;
  },
  isNumbered: ({ identity, default: usual }) => identity !== undefined || /^nextval\(/i.test(usual?.text ?? ''),
  defer: ['SET CONSTRAINTS ALL DEFERRED'],
  checkDeferred: ['SET CONSTRAINTS ALL IMMEDIATE'],
  undoable: () => undefined,
  // Only superusers may; whoever asks goes on without.
  withoutTriggers: [
    `DO $$ BEGIN SET session_replication_role = 'replica'; EXCEPTION WHEN insufficient_privilege THEN NULL; END $$`,
  ],
  triggers: async () => ({ off: [], on: [] }),
  empty: (tables) =>
    tables.length === 0 ? [] : [`TRUNCATE ${tables.map((table) => POSTGRESQL.rowsOf(table)).join(', ')} CASCADE`],
  analyze: ['ANALYZE'],
  async readCatalog(session) {
    await session.execute('BEGIN TRANSACTION READ ONLY');
    try {
      return await readOver((await prepared(session)) as RunQuery);
    } finally {
      await session.execute('ROLLBACK');
    }
  },
};

/** Types whose values are no others in another one of their kind, though their texts may be. */
const DIRECT =
  /^(?:smallint|integer|bigint|numeric|real|double precision|money|boolean|bit|date|time|text|char|name|"char")/;

/** @throws UserError for a statement that would reach beyond the scratch database */
function* ownStatements(source: Source): Generator<SourceStatement> {
  for (const { text, line, isOfServer } of runnableStatements(source)) {
    if (isOfServer) {
      const what = text.split(/\s+/, 2).join(' ').toUpperCase();
      const problem = `${what} changes the whole server, and a rehearsal stays in its scratch databases`;
      fail('SQL_REFUSED', { file: source.name, line, problem, remedy: 'leave the statement out' });
    }
    yield { text, line };
  }
}

function withoutEnd(query: string): string {
  return query.trimEnd().replace(/;$/, '');
}
