import { hereDocument } from '../../../lib/here-document.js';
import { psql } from '../../../lib/psql.js';
import { quoteIdentifier, quoteLiteral, quotePath } from '../../../lib/quote.js';
import type { SpecifiedTable } from '../../../model/full-spec.js';
import { asks, type Context, command, type Draft, type Takes } from '../draft.js';
import { rateOf } from '../work.js';

type Side = 'SOURCE_URL' | 'TARGET_URL';

/** A database whose default is read only refuses what ends that, unless the session says otherwise. */
const WRITING = "PGOPTIONS='-c default_transaction_read_only=off' ";

/** What PostgreSQL's logical replication is called that goes there, and the one that comes back. */
function namesOf({ id }: Context): { readonly there: string; readonly back: string } {
  return { there: `migrate_${id}`, back: `migrate_${id}_back` };
}

function tablesOf({ spec }: Context): readonly SpecifiedTable[] {
  return spec.tables_to_migrate ?? [];
}

function nameOf({ name }: SpecifiedTable): string {
  return quotePath(name, '"');
}

function scopeOf(context: Context): string {
  const tables = tablesOf(context);
  return tables.length > 0 ? `TABLE ${tables.map(nameOf).join(', ')}` : 'ALL TABLES';
}

/** A subscription, whose address stands in no document. */
function subscribe(name: string, to: Side, from: Side, options = ''): string {
  const quoted = quoteIdentifier(name, '"');
  return hereDocument(`psql "$${to}" --no-psqlrc --set ON_ERROR_STOP=1 --set address="$${from}"`, [
    `CREATE SUBSCRIPTION ${quoted} CONNECTION :'address' PUBLICATION ${quoted}${options};`,
  ]);
}

const slotsOf = (name: string) => `SELECT count(*) FROM pg_replication_slots WHERE slot_name = '${name}'`;
const isLogical = (side: Side) => asks(psql('SHOW wal_level', side), 'logical');

/** The target follows the source: it has the rows that are there, and gets what is written meanwhile. */
export function follow(context: Context): Draft[] {
  const { there } = namesOf(context);
  const quoted = quoteIdentifier(there, '"');
  const tables = tablesOf(context);
  const behind = `SELECT coalesce(max(pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn)), 0) < 1048576 FROM pg_replication_slots WHERE slot_name = '${there}'`;
  const waiting = `SELECT count(*) FROM pg_subscription_rel WHERE srsubstate <> 'r'`;
  return [
    command({
      phase: 'migrate',
      title: `Publish ${tables.length === 0 ? 'all' : tables.length} tables on the source`,
      up: [
        psql('SHOW wal_level', 'SOURCE_URL'),
        psql(`CREATE PUBLICATION ${quoted} FOR ${scopeOf(context)}`, 'SOURCE_URL'),
        `pg_dump --schema-only --no-publications --no-subscriptions "$SOURCE_URL" | psql "$TARGET_URL" --no-psqlrc --set ON_ERROR_STOP=1 --single-transaction`,
      ],
      down: [psql(`DROP PUBLICATION IF EXISTS ${quoted}`, 'SOURCE_URL')],
      verify: [isLogical('SOURCE_URL'), isLogical('TARGET_URL')],
      undo_verify: [asks(psql(`SELECT count(*) FROM pg_publication WHERE pubname = '${there}'`, 'SOURCE_URL'), '0')],
      prerequisites: [
        'every table has a primary key or a replica identity',
        'the source keeps WAL for the whole copy',
        'each side reaches the other under the address that is given here',
      ],
      expected: 'the publication is there, and the target has the same tables, empty',
      owner: 'dba',
    }),
    command({
      phase: 'migrate',
      title: 'Copy the rows that are there, and follow the changes',
      up: [subscribe(there, 'TARGET_URL', 'SOURCE_URL')],
      down: [`${WRITING}${psql(`DROP SUBSCRIPTION IF EXISTS ${quoted}`, 'TARGET_URL')}`],
      verify: [asks(psql(waiting, 'TARGET_URL'), '0'), asks(psql(behind, 'SOURCE_URL'), 't')],
      undo_verify: [asks(psql(slotsOf(there), 'SOURCE_URL'), '0')],
      expected: 'every table is ready, and less than 1 MiB of changes is on the way; ask again until both answer so',
      on_failure: 'drop the subscription: its slot would keep WAL on the source until the disk is full',
      owner: 'dba',
      takes: reading(context, 'copy_in'),
    }),
  ];
}

/** Sends the writes to the target, which the source follows from then on. */
export function switchWrites(context: Context): Draft[] {
  return [stopWrites(context), compare(context), turn(context)];
}

/** Writes wait from the first of these steps until the programs write to the target. */
const WAITING = {
  phase: 'ramp',
  locks: [{ object: 'the database of the source', mode: 'read only', blocks: 'writes' }],
  cut_over: true,
  owner: 'dba',
} as const;

const alter = (how: string) => `DO $$BEGIN EXECUTE format('ALTER DATABASE %I ${how}', current_database()); END$$`;
const READ_ONLY = alter('SET default_transaction_read_only = on');
const WRITABLE = alter('RESET default_transaction_read_only');
const OTHERS_ENDED = `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`;

/** Waits until a slot has sent everything; a slot that is not there has sent nothing. */
function drained(slot: string, missing: 'fails' | 'passes'): string {
  const all = 'bool_and(confirmed_flush_lsn >= mark)';
  const isSent = missing === 'fails' ? all : `coalesce(${all}, true)`;
  return `DO $$DECLARE mark pg_lsn := pg_current_wal_lsn(); BEGIN FOR second IN 1..300 LOOP IF (SELECT ${isSent} FROM pg_replication_slots WHERE slot_name = '${slot}') THEN RETURN; END IF; PERFORM pg_sleep(1); END LOOP; RAISE EXCEPTION 'the other side is still behind after 300 seconds'; END$$`;
}

const SEQUENCES = `SELECT format('SELECT setval(%L, %s, %L);', quote_ident(schemaname) || '.' || quote_ident(sequencename), coalesce(last_value, start_value), last_value IS NOT NULL) FROM pg_sequences`;

function carrySequences(from: Side, to: Side): string {
  return `${psql(SEQUENCES, from)} | ${WRITING}psql "$${to}" --no-psqlrc --set ON_ERROR_STOP=1`;
}

function stopWrites(context: Context): Draft {
  const { there } = namesOf(context);
  return command({
    ...WAITING,
    title: 'Stop the writes to the source, and drain it',
    up: [
      `${WRITING}${psql(READ_ONLY, 'SOURCE_URL')}`,
      psql(OTHERS_ENDED, 'SOURCE_URL'),
      psql(drained(there, 'fails'), 'SOURCE_URL'),
    ],
    down: [`${WRITING}${psql(WRITABLE, 'SOURCE_URL')}`],
    verify: [asks(psql('SHOW default_transaction_read_only', 'SOURCE_URL'), 'on')],
    undo_verify: [asks(psql('SHOW default_transaction_read_only', 'SOURCE_URL'), 'off')],
    prerequisites: ['the programs know how to reach the target', 'inside of the window'],
    expected: 'nobody writes to the source, and the target has everything',
  });
}

/** The rows of a table in one figure. */
function checksum(table: SpecifiedTable): string {
  const name = quoteLiteral(table.name, 'postgresql');
  return `SELECT ${name}, count(*), coalesce(sum(hashtextextended(each::text, 0)::numeric), 0) FROM ${nameOf(table)} AS each;`;
}

/** Each side is read once, whatever the settings of its server are; its figures are kept as evidence. */
function compare(context: Context): Draft {
  const tables = tablesOf(context);
  const [source, target] = ['source', 'target'].map((side) => `${side}-${context.id}.txt`);
  return command({
    ...WAITING,
    title: 'Compare source and target',
    up: [
      [
        'figures() {',
        hereDocument(
          'PGTZ=UTC PGDATESTYLE=ISO psql "$1" --no-psqlrc --set ON_ERROR_STOP=1 --tuples-only --no-align',
          tables.map(checksum),
        ),
        '}',
        `rm -f ${source} ${target}`,
        `figures "$SOURCE_URL" > ${source} && figures "$TARGET_URL" > ${target} && diff ${source} ${target} && echo same`,
      ].join('\n'),
    ],
    verify: [asks(`test -s ${source} && cmp -s ${source} ${target} && echo same`, 'same')],
    expected: 'the same number of rows and the same checksum of every table on both sides; keep both files',
    on_failure:
      'do not switch over: let the source be written again, and find the rows (references/data-reconciliation.md)',
    takes: reading(context, 'copy_out'),
  });
}

/** From here on the target leads. The source follows it, so that going back loses nothing until that ends. */
function turn(context: Context): Draft {
  const { there, back } = namesOf(context);
  const quoted = quoteIdentifier(back, '"');
  const minutes = context.spec.constraints?.max_downtime_minutes;
  return command({
    ...WAITING,
    title: 'Switch over to the target, with the source following it',
    up: [
      carrySequences('SOURCE_URL', 'TARGET_URL'),
      psql(`DROP SUBSCRIPTION IF EXISTS ${quoteIdentifier(there, '"')}`, 'TARGET_URL'),
      psql('ANALYZE', 'TARGET_URL'),
      psql(`CREATE PUBLICATION ${quoted} FOR ${scopeOf(context)}`, 'TARGET_URL'),
      `${WRITING}${subscribe(back, 'SOURCE_URL', 'TARGET_URL', ' WITH (copy_data = false)')}`,
    ],
    down: [
      `${WRITING}${psql(READ_ONLY, 'TARGET_URL')}`,
      psql(OTHERS_ENDED, 'TARGET_URL'),
      psql(drained(back, 'passes'), 'TARGET_URL'),
      carrySequences('TARGET_URL', 'SOURCE_URL'),
      `${WRITING}${psql(`DROP SUBSCRIPTION IF EXISTS ${quoted}`, 'SOURCE_URL')}`,
      `${WRITING}${psql(`DROP PUBLICATION IF EXISTS ${quoted}`, 'TARGET_URL')}`,
    ],
    verify: [
      asks(psql(`SELECT active FROM pg_replication_slots WHERE slot_name = '${back}'`, 'TARGET_URL'), 't'),
      asks(psql(slotsOf(there), 'SOURCE_URL'), '0'),
    ],
    undo_verify: [asks(psql(slotsOf(back), 'TARGET_URL'), '0')],
    prerequisites: ['source and target are equal'],
    expected: `the programs write to the target, and the source follows it${minutes === undefined ? '' : `; nobody waited longer than ${minutes.valueOf()} minutes`}`,
    on_failure: 'undo this step and the one that stopped the writes, and send the programs back: nothing is lost',
  });
}

/** The source stops following; what is written from then on is on the target alone. */
export function endFollowing(context: Context): Draft {
  const { there, back } = namesOf(context);
  const drop = (what: string, name: string, side: Side) =>
    `${WRITING}${psql(`DROP ${what} IF EXISTS ${quoteIdentifier(name, '"')}`, side)}`;
  return command({
    phase: 'contract',
    title: 'End the replication: the source follows no longer',
    up: [
      drop('SUBSCRIPTION', back, 'SOURCE_URL'),
      drop('PUBLICATION', back, 'TARGET_URL'),
      drop('PUBLICATION', there, 'SOURCE_URL'),
    ],
    verify: [asks(psql(slotsOf(back), 'TARGET_URL'), '0')],
    expected: 'neither side has a slot, a subscription or a publication of the migration',
    irreversible: {
      why: 'what is written from here on is on the target alone',
      recover_by: 'mend the target; the source is as old as this step',
    },
    owner: 'dba',
  });
}

/** How long it takes to read all tables out on both sides, or to copy them in, by the sizes that the specification names. */
function reading({ spec, calibration }: Context, work: 'copy_in' | 'copy_out'): Takes {
  const sizes = (spec.tables_to_migrate ?? []).map(({ size_mb }) => size_mb);
  const { a, c, source, basis: measured } = rateOf(work, calibration);
  const formula = `${a} s + ${c} s · bytes`;
  const query = 'SELECT sum(pg_table_size(relid)) FROM pg_stat_user_tables';
  if (sizes.length === 0 || sizes.some((size) => size === undefined)) {
    return { clock: 'machine', source: 'unknown', basis: 'depends on the sizes of the tables', formula, query };
  }
  const times = work === 'copy_in' ? 1 : 2;
  const megabytes = sizes.reduce<number>((sum, size) => sum + Number(size), 0);
  const seconds = a + c * megabytes * times * 1_048_576;
  const known = source === 'calibration' ? `, ${measured}` : '';
  const does = work === 'copy_in' ? 'copying in' : 'reading out, on both sides';
  const basis = `${megabytes} MB of /tables_to_migrate at the rate of ${does}${known}; the network may be slower`;
  return { clock: 'machine', source, seconds, basis, formula, query };
}
