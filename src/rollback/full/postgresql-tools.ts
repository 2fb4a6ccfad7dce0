import { psql } from '../../lib/psql.js';
import { quoteIdentifier, quoteLiteral, quotePath } from '../../lib/quote.js';
import { singleQuoted } from '../../lib/shell-quote.js';
import type { OperationalStep } from '../../model/plan-detail.js';
import {
  BLOCKED,
  IDENTITY,
  INVALID_INDEXES,
  LAG,
  LONG_TRANSACTIONS,
  NOT_VALIDATED,
  SEQUENCES_BEHIND,
  WRITES,
} from '../../tables/database-questions.js';
import { asks } from './asks.js';
import type { CopyBack, DatabaseTools } from './database-tools.js';

/** Without comments, and the word that psql is locked with. */
const CLEANED = String.raw`grep -v -e '^--' -e '^\\' -e '^$'`;
const TABLES = 'SELECT count(*) FROM pg_stat_user_tables';
const SEQUENCES = `${psql(SEQUENCES_BEHIND)} | psql "$DATABASE_URL" --no-psqlrc --tuples-only --no-align`;

/** psql, pg_dump and pg_restore. */
export const POSTGRESQL_TOOLS: DatabaseTools = {
  ask: (query, where) => psql(query, where && 'RESTORE_URL'),
  quote: (path) => quotePath(path, '"'),
  quoteName: (name) => quoteIdentifier(name, '"'),
  quiet: [asks(psql(LAG), 't'), asks(psql(LONG_TRANSACTIONS), '0')],
  blocked: { query: BLOCKED, cancel: 'SELECT pg_cancel_backend(pid)' },
  schema: `pg_dump --schema-only --no-owner --no-privileges "$DATABASE_URL" | ${CLEANED}`,
  schemaOf: (folder) => `pg_restore --schema-only --no-owner --no-privileges --file=- ${folder} | ${CLEANED}`,
  backup: (name) => `pg_dump --format=directory --jobs=4 --file=${name} "$DATABASE_URL"`,
  fileOf: (command) => /^pg_dump .*--file=([\w.-]+)/.exec(command)?.[1],
  isWhole: (folder) => `pg_restore --list ${folder} | grep -q 'TABLE DATA' && echo complete`,
  stamp: (folder) => `${folder}/toc.dat`,
  size: 'SELECT pg_database_size(current_database())',
  probe,
  whole: [{ query: INVALID_INDEXES, answer: '0' }, { query: NOT_VALIDATED }],
  sequences: {
    command: SEQUENCES,
    remedy: "set it: SELECT setval('the sequence', (SELECT max(the column) FROM the table))",
  },
  analyze: () => psql('ANALYZE'),
  mirrors: "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE 'migrate\\_arch%'",
  writes: WRITES,
  restored: {
    address: 'RESTORE_URL',
    identity: IDENTITY,
    isEmpty: asks(psql(TABLES, 'RESTORE_URL'), '0'),
    hasTables: asks(psql(`${TABLES.replace('count(*)', 'count(*) > 0')}`, 'RESTORE_URL'), 't'),
    overview: 'SELECT schemaname, relname, n_live_tup FROM pg_stat_user_tables ORDER BY 1, 2',
    restore: (folder) => `pg_restore --dbname="$RESTORE_URL" --jobs=4 --no-owner --exit-on-error ${folder}`,
    copyTable: (table) => copied(quotePath(table, '"'), copyTable(quotePath(table, '"'))),
    copyColumn: (table, column) => copied(quotePath(table, '"'), copyColumn(quotePath(table, '"'), column)),
    count: ({ table, column }) => {
      const where = column === undefined ? '' : ` WHERE ${quoteIdentifier(column, '"')} IS NOT NULL`;
      return `SELECT count(*) FROM ${quotePath(table, '"')}${where}`;
    },
  },
};

function probe(steps: readonly OperationalStep[]): string {
  const lines = steps.flatMap(({ id, verify }) =>
    verify.map(
      ({ run, expect }) =>
        `SELECT '${id}', CASE WHEN (${run})::text IN (${literal(expect)}, ${literal(spelled(expect))}) THEN 'as_planned' ELSE 'not_done' END;`,
    ),
  );
  return `psql "$DATABASE_URL" --no-psqlrc --quiet --tuples-only --no-align <<'SQL'\n${lines.join('\n')}\nSQL`;
}

const literal = (text: string) => quoteLiteral(text, 'postgresql');

/** A truth value as text is longer than psql prints it. */
function spelled(answer: string): string {
  return { t: 'true', f: 'false' }[answer] ?? answer;
}

function copied(name: string, statements: readonly string[]): CopyBack {
  const isThere = psql(`SELECT pg_catalog.to_regclass(${literal(name)}) IS NOT NULL`);
  return { statements, isThere, answer: 't' };
}

function copyTable(name: string): string[] {
  return [
    `pg_dump --data-only --table=${singleQuoted(name)} "$RESTORE_URL" | psql "$DATABASE_URL" --no-psqlrc --quiet --set ON_ERROR_STOP=1 --single-transaction`,
  ];
}

/** By way of a table of its own, so that only rows that still lack the value get it. */
function copyColumn(name: string, column: string): string[] {
  const own = quoteIdentifier(column, '"');
  const key = (words: string, between: string) =>
    `SELECT string_agg(${words}, '${between}' ORDER BY attnum) FROM pg_index JOIN pg_attribute AS a ON a.attrelid = indrelid AND a.attnum = ANY (indkey) WHERE indrelid = pg_catalog.to_regclass(${literal(name)}) AND indisprimary`;
  const columns = psql(key('quote_ident(attname)', ', '));
  const same = psql(key("format('t.%1$I = r.%1$I', attname)", ' AND '));
  const lines = [
    `echo "CREATE TEMPORARY TABLE r AS SELECT $key, "${singleQuoted(`${own} FROM ${name} WITH NO DATA;`)}`,
    "echo 'COPY r FROM STDIN;'",
    `psql "$RESTORE_URL" --no-psqlrc --set ON_ERROR_STOP=1 --command "COPY (SELECT $key, "${singleQuoted(`${own} FROM ${name} WHERE ${own} IS NOT NULL) TO STDOUT`)}`,
    String.raw`echo '\.'`,
    `echo ${singleQuoted(`UPDATE ${name} AS t SET ${own} = r.${own} FROM r WHERE `)}"$same"${singleQuoted(` AND t.${own} IS NULL;`)}`,
  ];
  return [
    `key=$(${columns})`,
    `same=$(${same})`,
    `test -n "$key" || { echo 'the table has no primary key: copy by hand'; exit 1; }`,
    `{ ${lines.join('; ')}; } | psql "$DATABASE_URL" --no-psqlrc --quiet --set ON_ERROR_STOP=1 --single-transaction`,
  ];
}
