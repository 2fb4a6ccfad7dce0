import { hereDocument } from '../../../lib/here-document.js';
import { type Address, psql } from '../../../lib/psql.js';
import { quoteIdentifier, quoteLiteral, quotePath } from '../../../lib/quote.js';
import { singleQuoted } from '../../../lib/shell-quote.js';
import {
  BLOCKED,
  DUAL_WRITES,
  IDENTITY,
  INVALID_INDEXES,
  LAG,
  LONG_TRANSACTIONS,
  NOT_VALIDATED,
  OLD_TRANSACTIONS,
  SEQUENCES_BEHIND,
  WRITES,
} from '../../../tables/database-questions.js';
import { postgresqlRights } from './rights.js';
import { type DatabaseTools, hoursSince, type Side } from './tools.js';

/** Takes out what differs from dump to dump: comments, and the word that psql is locked with. */
const AS_TEXT = String.raw`grep -v -e '^--' -e '^\\' -e '^$'`;
const SCHEMA = '--schema-only --no-owner --no-privileges';

const ADDRESSES = {
  production: 'DATABASE_URL',
  source: 'SOURCE_URL',
  target: 'TARGET_URL',
} as const satisfies Record<Side, Address>;

/** A PostgreSQL by psql, pg_dump and pg_restore. */
export function postgresqlTools(side: Side): DatabaseTools {
  const address = ADDRESSES[side];
  const ask = (query: string) => psql(query, address);
  const client = `psql "$${address}" --no-psqlrc`;
  return {
    address,
    restored: 'RESTORE_URL',
    ask: (query, of) => psql(query, of === 'restored' ? 'RESTORE_URL' : address),
    name: (path) => quotePath(path, '"'),
    lag: [{ run: ask(LAG), expect: 't' }],
    rights: (steps) => postgresqlRights(steps, ask),
    oldTransactions: OLD_TRANSACTIONS,
    longTransactions: { run: ask(LONG_TRANSACTIONS), expect: '0' },
    blocked: BLOCKED,
    cancel: 'SELECT pg_cancel_backend(pid)',
    writes: WRITES,
    identity: IDENTITY,
    size: 'SELECT pg_database_size(current_database())',
    sizeOf: (table) =>
      `SELECT reltuples::bigint AS rows, pg_table_size(oid) AS bytes FROM pg_class WHERE oid = to_regclass(${literal(quotePath(table, '"'))})`,
    backup: (name) => name,
    dump: (to) => `pg_dump --format=directory --jobs=4 --file=${to} "$${address}"`,
    dumpedTo: (command) => /^pg_dump .*--file=([\w.-]+)/.exec(command)?.[1],
    isComplete: (backup) => `pg_restore --list ${backup} | grep 'TABLE DATA' >/dev/null && echo complete`,
    age: (backups) => hoursSince(backups.map((backup) => `${backup}/toc.dat`)),
    restore: (backup) => `pg_restore --dbname="$RESTORE_URL" --jobs=4 --no-owner --exit-on-error ${backup}`,
    schemaText: `pg_dump ${SCHEMA} "$${address}" | ${AS_TEXT}`,
    schemaOf: (backup) => `pg_restore ${SCHEMA} --file=- ${backup} | ${AS_TEXT}`,
    tables: 'SELECT count(*) FROM pg_stat_user_tables',
    tableRows: 'SELECT schemaname, relname, n_live_tup FROM pg_stat_user_tables ORDER BY 1, 2',
    probe: (questions) => {
      const lines = questions.map(
        ({ id, run, expect }) =>
          `SELECT '${id}', CASE WHEN (${run})::text IN (${literal(expect)}, ${literal(spelled(expect))}) THEN 'as_planned' ELSE 'not_done' END;`,
      );
      return hereDocument(`${client} --quiet --tuples-only --no-align`, lines);
    },
    isThere: (table) => ({
      run: ask(`SELECT pg_catalog.to_regclass(${literal(quotePath(table, '"'))}) IS NOT NULL`),
      expect: 't',
    }),
    copyTable: (table) => [
      `pg_dump --data-only --table=${singleQuoted(quotePath(table, '"'))} "$RESTORE_URL" | ${client} --quiet --set ON_ERROR_STOP=1 --single-transaction`,
    ],
    copyColumn: (table, column) => copyColumn(table, column, address),
    copiesAgain: false,
    copyFails: 'nothing was changed: it is one transaction; find the row that stands in the way, and tell its owner',
    analyze: () => ask('ANALYZE'),
    halfDone: [{ run: ask(INVALID_INDEXES), expect: '0' }, { run: ask(NOT_VALIDATED) }],
    sequencesBehind: {
      run: `${ask(SEQUENCES_BEHIND)} | ${client} --tuples-only --no-align`,
      expect: '',
    },
    dualWrites: { run: ask(DUAL_WRITES), expect: '0' },
  };
}

const literal = (text: string) => quoteLiteral(text, 'postgresql');

/** A truth value as text is longer than psql prints it. */
function spelled(answer: string): string {
  return { t: 'true', f: 'false' }[answer] ?? answer;
}

/** By way of a table of its own, so that only rows that still lack the value get it. */
function copyColumn(table: string, column: string, address: Address): string[] {
  const name = quotePath(table, '"');
  const own = quoteIdentifier(column, '"');
  const key = (words: string, between: string) =>
    `SELECT string_agg(${words}, '${between}' ORDER BY attnum) FROM pg_index JOIN pg_attribute AS a ON a.attrelid = indrelid AND a.attnum = ANY (indkey) WHERE indrelid = pg_catalog.to_regclass(${literal(name)}) AND indisprimary`;
  const columns = psql(key('quote_ident(attname)', ', '), address);
  const same = psql(key("format('t.%1$I = r.%1$I', attname)", ' AND '), address);
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
    `{ ${lines.join('; ')}; } | psql "$${address}" --no-psqlrc --quiet --set ON_ERROR_STOP=1 --single-transaction`,
  ];
}
