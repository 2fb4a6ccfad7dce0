import { hereDocument } from '../../../lib/here-document.js';
import { psql } from '../../../lib/psql.js';
import { quoteIdentifier } from '../../../lib/quote.js';
import { asks, type Context, command, type Draft } from '../draft.js';
import { compareBesidePostgresql } from './beside.js';
import { CUTTING, WHILE_WRITTEN } from './cutting.js';
import { makeTables, markIn } from './make-tables.js';
import {
  carrySequences,
  comparePostgresql,
  isConnected,
  nameOf,
  refuseWrites,
  type Side,
  stopPostgresqlWrites,
  tablesOf,
  takeWrites,
  WRITING,
} from './postgresql-sides.js';
import { reading } from './reading.js';
import { sendPrograms } from './send-programs.js';

/** What PostgreSQL's logical replication is called that goes there, and the one that comes back. */
function namesOf({ id }: Context): { readonly there: string; readonly back: string } {
  return { there: `migrate_${id}`, back: `migrate_${id}_back` };
}

function scopeOf(context: Context): string {
  const tables = tablesOf(context);
  return tables.length > 0 ? `TABLE ${tables.map(nameOf).join(', ')}` : 'ALL TABLES';
}

/** A subscription, whose address stands in no document, and not among the arguments that whoever lists processes sees. */
function subscribe(name: string, to: Side, from: Side, options = ''): string {
  const quoted = quoteIdentifier(name, '"');
  return hereDocument(`psql "$${to}" --no-psqlrc --set ON_ERROR_STOP=1`, [
    `\\set address \`printf %s "$${from}"\``,
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
    makeTables(context, { isAlone: true }),
    command({
      phase: 'migrate',
      title: `Publish ${tables.length === 0 ? 'all' : tables.length} tables on the source`,
      up: [
        psql('SHOW wal_level', 'SOURCE_URL'),
        psql(`CREATE PUBLICATION ${quoted} FOR ${scopeOf(context)}`, 'SOURCE_URL'),
      ],
      down: [`${WRITING}${psql(`DROP PUBLICATION IF EXISTS ${quoted}`, 'SOURCE_URL')}`],
      verify: [
        isLogical('SOURCE_URL'),
        isLogical('TARGET_URL'),
        asks(psql(`SELECT count(*) FROM pg_publication WHERE pubname = '${there}'`, 'SOURCE_URL'), '1'),
      ],
      undo_verify: [asks(psql(`SELECT count(*) FROM pg_publication WHERE pubname = '${there}'`, 'SOURCE_URL'), '0')],
      prerequisites: [
        'every table has a primary key or a replica identity',
        'the source keeps WAL for the whole copy',
        'each side reaches the other under the address that is given here',
      ],
      expected: 'the publication is there; nothing reads it yet',
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
    compareBesidePostgresql(context, WHILE_WRITTEN),
  ];
}

/** Sends the writes to the target, which the source follows from then on. */
export function switchWrites(context: Context): Draft[] {
  const { there } = namesOf(context);
  const connected = { source: isConnected('SOURCE_URL'), target: isConnected('TARGET_URL') };
  return [
    stopPostgresqlWrites([psql(drained(there, 'fails'), 'SOURCE_URL')]),
    comparePostgresql(context),
    turn(context),
    sendPrograms(context, connected, true),
  ];
}

/** Waits until a slot has sent everything; a slot that is not there has sent nothing. */
function drained(slot: string, missing: 'fails' | 'passes'): string {
  const all = 'bool_and(confirmed_flush_lsn >= mark)';
  const isSent = missing === 'fails' ? all : `coalesce(${all}, true)`;
  return `DO $$DECLARE mark pg_lsn := pg_current_wal_lsn(); BEGIN FOR second IN 1..300 LOOP IF (SELECT ${isSent} FROM pg_replication_slots WHERE slot_name = '${slot}') THEN RETURN; END IF; PERFORM pg_sleep(1); END LOOP; RAISE EXCEPTION 'the other side is still behind after 300 seconds'; END$$`;
}

/** From here on the target leads. The source follows it, so that going back loses nothing until that ends. */
function turn(context: Context): Draft {
  const { there, back } = namesOf(context);
  const quoted = quoteIdentifier(back, '"');
  const minutes = context.spec.constraints?.max_downtime_minutes;
  return command({
    ...CUTTING,
    title: 'Switch over to the target, with the source following it',
    up: [
      takeWrites('TARGET_URL'),
      carrySequences('SOURCE_URL', 'TARGET_URL'),
      psql(`DROP SUBSCRIPTION IF EXISTS ${quoteIdentifier(there, '"')}`, 'TARGET_URL'),
      psql('ANALYZE', 'TARGET_URL'),
      psql(`CREATE PUBLICATION ${quoted} FOR ${scopeOf(context)}`, 'TARGET_URL'),
      `${WRITING}${subscribe(back, 'SOURCE_URL', 'TARGET_URL', ' WITH (copy_data = false)')}`,
    ],
    down: [
      ...refuseWrites('TARGET_URL'),
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
    expected: `the target takes writes, and the source follows it${minutes === undefined ? '' : `; nobody waited longer than ${minutes.valueOf()} minutes`}`,
    on_failure: 'undo this step and the one that stopped the writes: nothing is lost',
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
      markIn(context).drop,
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
