import { psql } from '../../../lib/psql.js';
import { quoteIdentifier, quotePath } from '../../../lib/quote.js';
import type { SpecifiedTable } from '../../../model/full-spec.js';
import { asks, type Context, command, type Draft, manual, type Takes } from '../draft.js';
import { rateOf } from '../work.js';
import { approveRemoval, close, isPostgres, prepare, protect, smoke } from './common.js';
import { rampFlags, stability } from './flags.js';

/** Whether tables go from one system to another. */
export function movesTables({ spec }: Context): boolean {
  return (spec.tables_to_migrate ?? []).length > 0 && String(spec.source) !== String(spec.target);
}

/** The rollout of data that go from one store to another. */
export function dataRollout(context: Context): Draft[] {
  return [
    ...prepare(context),
    ...protect(context, 'prepare', 'before the first change'),
    ...moveTables(context),
    ...((context.spec.feature_flags ?? []).length > 0 ? rampFlags(context, context.spec.feature_flags ?? []) : []),
    smoke(context, 'ramp', 'on the target'),
    ...stability(context),
    approveRemoval('the source is given up'),
    retireSource(context),
    ...close(context),
  ];
}

/** Copy, follow, compare, switch over: with the replication of PostgreSQL, or by hand elsewhere. */
export function moveTables(context: Context): Draft[] {
  return replicates(context) ? replicate(context) : byHand(context);
}

/** Whether the replication of PostgreSQL does what the pattern wants. */
export function replicates(context: Context): boolean {
  return isPostgres(context) && context.pattern.id !== 'stream' && context.pattern.id !== 'dual_write';
}

function nameOf({ name }: SpecifiedTable): string {
  return quotePath(name, '"');
}

export function replicate(context: Context): Draft[] {
  const tables = context.spec.tables_to_migrate ?? [];
  const publication = quoteIdentifier(`migrate_${context.id}`, '"');
  const list = tables.map(nameOf).join(', ');
  const scope = tables.length > 0 ? `TABLE ${list}` : 'ALL TABLES';
  const behind = `SELECT coalesce(max(pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn)), 0) < 1048576 FROM pg_replication_slots WHERE slot_name = 'migrate_${context.id}'`;
  const copied = `SELECT count(*) FROM pg_subscription_rel WHERE srsubstate <> 'r'`;
  return [
    command({
      phase: 'migrate',
      title: `Publish ${tables.length} tables on the source`,
      up: [
        psql('SHOW wal_level', 'SOURCE_URL'),
        psql(`CREATE PUBLICATION ${publication} FOR ${scope}`, 'SOURCE_URL'),
        `pg_dump --schema-only --no-publications --no-subscriptions "$SOURCE_URL" | psql "$TARGET_URL" --no-psqlrc --set ON_ERROR_STOP=1 --single-transaction`,
      ],
      down: [psql(`DROP PUBLICATION IF EXISTS ${publication}`, 'SOURCE_URL')],
      verify: [asks(psql('SHOW wal_level', 'SOURCE_URL'), 'logical')],
      undo_verify: [
        asks(psql(`SELECT count(*) FROM pg_publication WHERE pubname = 'migrate_${context.id}'`, 'SOURCE_URL'), '0'),
      ],
      prerequisites: ['every table has a primary key or a replica identity', 'the source keeps WAL for the whole copy'],
      expected: 'the publication is there, and the target has the same tables, empty',
      owner: 'dba',
    }),
    command({
      phase: 'migrate',
      title: 'Copy the rows that are there, and follow the changes',
      up: [
        `psql "$TARGET_URL" --no-psqlrc --set ON_ERROR_STOP=1 --set source="$SOURCE_URL" <<'SQL'\nCREATE SUBSCRIPTION ${publication} CONNECTION :'source' PUBLICATION ${publication};\nSQL`,
      ],
      down: [psql(`DROP SUBSCRIPTION IF EXISTS ${publication}`, 'TARGET_URL')],
      verify: [asks(psql(copied, 'TARGET_URL'), '0'), asks(psql(behind, 'SOURCE_URL'), 't')],
      undo_verify: [
        asks(
          psql(`SELECT count(*) FROM pg_replication_slots WHERE slot_name = 'migrate_${context.id}'`, 'SOURCE_URL'),
          '0',
        ),
      ],
      expected: 'every table is ready, and less than 1 MiB of changes is on the way; ask again until both answer so',
      on_failure: 'drop the subscription: its slot would keep WAL on the source until the disk is full',
      owner: 'dba',
      takes: copying(context),
    }),
    compare(context),
    cutOver(context, publication),
  ];
}

/** How long copying takes, from the sizes that the specification names. */
function copying({ spec, calibration }: Context): Takes {
  const sizes = (spec.tables_to_migrate ?? []).map(({ size_mb }) => size_mb);
  const { a, c, source, basis: measured } = rateOf('copy_in', calibration);
  const formula = `${a} s + ${c} s · bytes`;
  const query = 'SELECT sum(pg_table_size(relid)) FROM pg_stat_user_tables';
  if (sizes.length === 0 || sizes.some((size) => size === undefined)) {
    return { clock: 'machine', source: 'unknown', basis: 'depends on the sizes of the tables', formula, query };
  }
  const megabytes = sizes.reduce<number>((sum, size) => sum + Number(size), 0);
  const seconds = a + c * megabytes * 1_048_576;
  const known = source === 'calibration' ? `, ${measured}` : '';
  const basis = `${megabytes} MB of /tables_to_migrate at the rate of copying in${known}; the network may be slower`;
  return { clock: 'machine', source, seconds, basis, formula, query };
}

function compare({ spec }: Context): Draft {
  const tables = spec.tables_to_migrate ?? [];
  const counts = tables.map((table) => `SELECT count(*) FROM ${nameOf(table)}`);
  return command({
    phase: 'migrate',
    title: 'Compare source and target',
    up: counts.flatMap((query) => [psql(query, 'SOURCE_URL'), psql(query, 'TARGET_URL')]),
    verify: counts.map((query) =>
      asks(`test "$(${psql(query, 'SOURCE_URL')})" = "$(${psql(query, 'TARGET_URL')})" && echo same`, 'same'),
    ),
    expected: 'the same number of rows on both sides while nothing is written; compare checksums as well',
    on_failure: 'do not switch over: find the rows first (references/data-reconciliation.md)',
    owner: 'dba',
    takes: { clock: 'machine', source: 'policy', seconds: 900, basis: '15 minutes are usual (references/planning.md)' },
  });
}

/** What makes a database writable again: its own default would refuse that. */
const WRITING = "PGOPTIONS='-c default_transaction_read_only=off' ";

function cutOver({ spec, id }: Context, publication: string): Draft {
  const minutes = spec.constraints?.max_downtime_minutes;
  const alter = (how: string) => `DO $$BEGIN EXECUTE format('ALTER DATABASE %I ${how}', current_database()); END$$`;
  const drained = `DO $$DECLARE mark pg_lsn := pg_current_wal_lsn(); BEGIN FOR second IN 1..300 LOOP IF (SELECT bool_and(confirmed_flush_lsn >= mark) FROM pg_replication_slots WHERE slot_name = 'migrate_${id}') THEN RETURN; END IF; PERFORM pg_sleep(1); END LOOP; RAISE EXCEPTION 'the target is still behind after 300 seconds'; END$$`;
  const ended = `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`;
  const sequences = `SELECT format('SELECT setval(%L, %s, %L);', quote_ident(schemaname) || '.' || quote_ident(sequencename), coalesce(last_value, start_value), last_value IS NOT NULL) FROM pg_sequences`;
  return command({
    phase: 'migrate',
    title: 'Stop writes, drain, set the sequences and switch over',
    up: [
      psql(alter('SET default_transaction_read_only = on'), 'SOURCE_URL'),
      psql(ended, 'SOURCE_URL'),
      psql(drained, 'SOURCE_URL'),
      `${psql(sequences, 'SOURCE_URL')} | psql "$TARGET_URL" --no-psqlrc --set ON_ERROR_STOP=1`,
      psql(`ALTER SUBSCRIPTION ${publication} DISABLE`, 'TARGET_URL'),
      psql('ANALYZE', 'TARGET_URL'),
    ],
    down: [
      psql(`ALTER SUBSCRIPTION ${publication} ENABLE`, 'TARGET_URL'),
      `${WRITING}${psql(alter('RESET default_transaction_read_only'), 'SOURCE_URL')}`,
    ],
    verify: [
      asks(psql('SHOW default_transaction_read_only', 'SOURCE_URL'), 'on'),
      asks(psql(`SELECT subenabled FROM pg_subscription WHERE subname = 'migrate_${id}'`, 'TARGET_URL'), 'f'),
    ],
    undo_verify: [asks(psql('SHOW default_transaction_read_only', 'SOURCE_URL'), 'off')],
    prerequisites: ['source and target are equal', 'the programs know how to reach the target', 'inside of the window'],
    expected: `the programs write to the target${minutes === undefined ? '' : `; nobody waited longer than ${minutes.valueOf()} minutes`}`,
    on_failure:
      'let the source be written again, and send the programs back: nothing is lost before their first write to the target',
    point_of_no_return: true,
    locks: [{ object: 'the database of the source', mode: 'read only', blocks: 'writes' }],
    owner: 'dba',
  });
}

function byHand(context: Context): Draft[] {
  return context.pattern.phases
    .filter(({ rollout }) => rollout === 'expand' || rollout === 'migrate' || rollout === 'deploy')
    .map(({ name, rollout, goal, gate }) =>
      manual({
        phase: rollout,
        title: `${name.replaceAll('_', ' ')}: ${goal}`,
        up: [goal, ...(context.spec.tables_to_migrate ?? []).map((table) => `see to ${table.name}`)],
        verify: [asks(gate, 'yes')],
        expected: gate,
        on_failure: context.pattern.rollback,
        owner: 'dba',
        takes: { clock: 'people', source: 'unknown', basis: 'depends on the tools and the sizes' },
      }),
    );
}

function retireSource(context: Context): Draft {
  return manual({
    phase: 'contract',
    title: `Give the source up: ${String(context.spec.source)}`,
    up: [
      'make a last backup, and restore it elsewhere',
      'end the replication',
      'switch the source off; delete it after the time that the law asks for',
    ],
    expected: 'nothing connects to the source, and its data can be restored',
    irreversible: { why: 'the source is no longer there', recover_by: 'restore the last backup into a new instance' },
    owner: 'dba',
  });
}
