import { psql } from '../../lib/psql.js';
import { quoteIdentifier, quoteLiteral, quotePath } from '../../lib/quote.js';
import { singleQuoted } from '../../lib/shell-quote.js';
import type { OperationalStep } from '../../model/plan-detail.js';
import type { RunbookStep } from '../../model/runbook-step.js';
import { IDENTITY } from '../../tables/database-questions.js';
import { backupFolder } from './checks.js';
import { asks, irreversibleSteps, ownStep, type RunbookContext } from './context.js';
import { type Dropped, droppedBy } from './losses.js';

/** From a backup into a new instance, and back from there; production is never restored over. */
export function restoreSteps(context: RunbookContext): RunbookStep[] {
  const lossy = irreversibleSteps(context.plan);
  if (lossy.length === 0) return [];
  if (!context.isPostgres) return [byHand(context, lossy)];
  const dropped = lossy.filter(({ kind }) => kind === 'sql').flatMap((step) => droppedBy(step.because, step.up) ?? []);
  return [
    newInstance(),
    restore(context),
    validate(dropped, lossy),
    ...dropped.map((each, at) => copyBack(each, at)),
    cutOver(context),
  ];
}

/** Nothing is restored over what it is to be compared with. */
const IS_ANOTHER = asks(
  `test "$(${psql(IDENTITY, 'RESTORE_URL')})" != "$(${psql(IDENTITY)})" && echo another`,
  'another',
);

function newInstance(): RunbookStep {
  const empty = psql('SELECT count(*) FROM pg_stat_user_tables', 'RESTORE_URL');
  return ownStep({
    id: 'restore_instance',
    stage: 'restore',
    title: 'Make a new, empty instance, and put its address into RESTORE_URL',
    statements: [
      'the same version as production, in the same network, with at least its disk',
      'export RESTORE_URL; never the address of production',
    ],
    verify: [IS_ANOTHER, asks(empty, '0')],
    expected: 'another database than production, with no table in it',
    role: 'dba',
    minutes: 15,
  });
}

function restore(context: RunbookContext): RunbookStep {
  const folder = backupFolder(context, 'contract') ?? backupFolder(context, 'prepare');
  const own = context.values.find('restore_command');
  const usual =
    folder === undefined
      ? undefined
      : `pg_restore --dbname="$RESTORE_URL" --jobs=4 --no-owner --exit-on-error ${folder}`;
  return ownStep({
    id: 'restore_backup',
    stage: 'restore',
    title: 'Restore the last backup before contract into it',
    language: 'sh',
    statements: [own ?? usual ?? context.values.ask('restore_command')],
    verify: [asks(psql('SELECT count(*) > 0 FROM pg_stat_user_tables', 'RESTORE_URL'), 't')],
    preflight: [IS_ANOTHER],
    expected: 'it ends without an error; production was not touched',
    on_failure: 'drop the database behind RESTORE_URL, make it again, and restore the backup before this one',
    repeatable: false,
    role: 'dba',
    minutes: 45,
    time: {
      source: 'unknown',
      basis: 'depends on the size of the backup: 28e-9 s for each byte, and the indexes (references/planning.md)',
      query: 'SELECT pg_database_size(current_database())',
    },
  });
}

function countOf({ table, column }: Dropped): string {
  const where = column === undefined ? '' : ` WHERE ${quoteIdentifier(column, '"')} IS NOT NULL`;
  return `SELECT count(*) FROM ${quotePath(table, '"')}${where}`;
}

function validate(dropped: readonly Dropped[], lossy: readonly OperationalStep[]): RunbookStep {
  return ownStep({
    id: 'restore_validate',
    stage: 'restore',
    title: 'See that what is missing is there',
    language: 'sh',
    statements:
      dropped.length > 0
        ? dropped.map((each) => psql(countOf(each), 'RESTORE_URL'))
        : [psql('SELECT schemaname, relname, n_live_tup FROM pg_stat_user_tables ORDER BY 1, 2', 'RESTORE_URL')],
    expected: `as many as were there before: ${lossy.map(({ title }) => title).join('; ')}`,
    on_failure: 'try the backup before this one; when none has it, the loss is final: tell the business owner',
    role: 'dba',
    minutes: 10,
  });
}

/** A table comes back whole; a column by the key of its table. */
function copyBack(dropped: Dropped, at: number): RunbookStep {
  const { table, column } = dropped;
  const name = quotePath(table, '"');
  const what =
    column === undefined ? `the rows of ${name}` : `the values of ${quoteIdentifier(column, '"')} of ${name}`;
  return ownStep({
    id: `restore_copy_${at + 1}`,
    stage: 'restore',
    title: `Copy ${what} back`,
    gate: 'destructive',
    language: 'sh',
    statements: column === undefined ? copyTable(name) : copyColumn(name, column),
    preflight: [asks(psql(`SELECT pg_catalog.to_regclass(${quoteLiteral(name, 'postgresql')}) IS NOT NULL`), 't')],
    verify: [
      asks(`test "$(${psql(countOf(dropped))})" -ge "$(${psql(countOf(dropped), 'RESTORE_URL')})" && echo all`, 'all'),
    ],
    expected: `${what} are there again; rows that were deleted since are not, and what was written since the backup is not either`,
    on_failure: 'nothing was changed: it is one transaction; find the row that stands in the way, and tell its owner',
    repeatable: column !== undefined,
    role: 'dba',
    minutes: 15,
  });
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
    `SELECT string_agg(${words}, '${between}' ORDER BY attnum) FROM pg_index JOIN pg_attribute AS a ON a.attrelid = indrelid AND a.attnum = ANY (indkey) WHERE indrelid = pg_catalog.to_regclass(${quoteLiteral(name, 'postgresql')}) AND indisprimary`;
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

function cutOver({ values }: RunbookContext): RunbookStep {
  return ownStep({
    id: 'restore_cut_over',
    stage: 'restore',
    title: 'Or switch over to the restored instance, when production cannot be mended',
    when: 'instead of copying back, when more is wrong than what is listed here',
    gate: 'destructive',
    statements: [
      'let nobody write: programs read only, jobs stopped',
      'write down which writes came after the backup (the counters of the checks), and who replays them',
      'put the address of the restored instance into the secret that the programs read',
      'restart one copy of the programs, look at it for ten minutes, then the others',
      'keep the old instance as it is, with nobody connected: it holds the writes that are missing',
    ],
    verify: [asks(values.ask('smoke_command'), 'ends with 0', 'words')],
    optional: true,
    expected: 'the programs write to the restored instance, and the writes that are missing are listed',
    on_failure: 'put the old address back: nothing was written over',
    role: 'incident_commander',
    minutes: 30,
  });
}

function byHand({ plan }: RunbookContext, lossy: readonly OperationalStep[]): RunbookStep {
  return ownStep({
    id: 'restore_beside',
    stage: 'restore',
    title: 'Bring back what is gone, beside what is there',
    statements: lossy.map(
      ({ id, title, irreversible }) => `${title} (${id}): ${irreversible?.recover_by ?? plan.pattern.rollback}`,
    ),
    gate: 'destructive',
    expected: 'what was lost is there again in a new place, and was looked at before anybody uses it',
    role: 'sre',
    minutes: 60,
  });
}
