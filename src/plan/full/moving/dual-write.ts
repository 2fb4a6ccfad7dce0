import { mysqlAsks, mysqlClient, mysqlDump } from '../../../lib/mysql-client.js';
import { psql } from '../../../lib/psql.js';
import { quotePath } from '../../../lib/quote.js';
import { singleQuoted } from '../../../lib/shell-quote.js';
import { asks, type Context, command, type Draft } from '../draft.js';
import { flagsOf, rampFlags, setFlag } from '../steps/flags.js';
import { deployOff } from '../steps/release.js';
import { compareBesideMysql, compareBesidePostgresql } from './beside.js';
import { dualWriteFlags, endOfDualWrites } from './by-command.js';
import { WHILE_WRITTEN } from './cutting.js';
import { makeTables, markIn } from './make-tables.js';
import type { Method } from './methods.js';
import { compareMysql, countTables, loadTables, type MysqlServer, mysqlMark, mysqlTables } from './mysql-sides.js';
import { carrySequences, comparePostgresql, OUTBOX, sequencesBehind, tablesOf } from './postgresql-sides.js';
import { reading } from './reading.js';

/** What a server needs so that programs write to two stores, and one can tell whether they do. */
interface Store {
  /** The outbox: a message for each write, made in its transaction, and marked once the other store has it. */
  readonly outbox: readonly string[];
  ask(query: string): string;
  readonly isThere: string;
  readonly late: string;
  readonly alive: string;
  readonly makeTarget: Draft;
  /** What was there before, without what the programs have written meanwhile. */
  readonly backfill: readonly string[];
  readonly enough: Draft['verify'];
  compare(): Draft;
  /** The same of views, routines and whatever else programs use. */
  compareBeside(): Draft;
  /** Keys that the target gives out are none that the source has given out; MySQL counts by its rows. */
  readonly counters: readonly Draft[];
  /** What says on the target that its tables came from here: how it goes, and how it comes back. */
  readonly mark?: { readonly drop: string; readonly make: string };
}

/** Both stores get every write; the old one leads until readers and then writers have gone over. */
export function dualWrites(context: Context, server: 'postgresql' | MysqlServer): Method {
  const { settings } = context;
  const store = server === 'postgresql' ? postgresql(context) : mysql(context, server);
  const [both, lead] = [settings.ask('dual_write_flag'), settings.ask('lead_flag')];
  const drained = [asks(store.ask(store.late), '0')];
  const follow = [
    deployOff(context, dualWriteFlags(context)),
    store.makeTarget,
    command({
      phase: 'migrate',
      title: 'Make the outbox on the source',
      up: store.outbox.map(store.ask),
      down: [store.ask(`DROP TABLE IF EXISTS ${OUTBOX}`)],
      verify: [asks(store.ask(store.isThere), '1')],
      undo_verify: [asks(store.ask(store.isThere), '0')],
      prerequisites: [
        'the new release makes a message in the transaction of each write, and its relay sends them in the order of their ids',
        'what the relay does twice has the effect of once: it writes the whole row by its key',
      ],
      expected: 'the outbox is there, and empty',
      owner: 'dba',
    }),
    setFlag(context, both, 100, {
      before: 0,
      prerequisite: 'the relay runs: it is a part of the new release',
      more: {
        phase: 'migrate',
        verify: [asks(store.ask(store.alive), '1'), ...drained],
        expected: 'each write makes a message, and none waits for longer than a minute',
      },
    }),
    command({
      phase: 'migrate',
      title: 'Copy what was there before, without touching what is newer',
      up: [...store.backfill],
      verify: store.enough,
      expected: 'the target has at least the rows that the source has; those that programs wrote meanwhile stay',
      on_failure: 'do it again: rows that are there are passed over',
      prerequisites: ['every table has a primary key: by it one knows which rows are there'],
      owner: 'dba',
      takes: reading(context, 'copy_in'),
    }),
    {
      ...store.compare(),
      expected:
        'the same rows and sums on both sides; a difference may be a write on its way: ask again, and what differs three times is real',
      on_failure: 'raise no share: find the rows (references/data-reconciliation.md), and why their messages were lost',
    },
    store.compareBeside(),
  ];
  const turn = [
    ...rampFlags(context, flagsOf(context)),
    ...store.counters,
    setFlag(context, lead, 100, {
      before: 0,
      prerequisite: 'every read comes from the target, and stayed well',
      more: {
        cut_over: true,
        verify: drained,
        expected: 'the target is written first, and the source gets every write by the outbox',
      },
    }),
  ];
  return { follow, turn, end: [endOfDualWrites(context), removeOutbox(store)] };
}

function removeOutbox(store: Store): Draft {
  return command({
    phase: 'contract',
    title: 'Remove the outbox',
    up: [store.ask(`DROP TABLE IF EXISTS ${OUTBOX}`), ...(store.mark ? [store.mark.drop] : [])],
    down: [...store.outbox.map(store.ask), ...(store.mark ? [store.mark.make] : [])],
    verify: [asks(store.ask(store.isThere), '0')],
    undo_verify: [asks(store.ask(store.isThere), '1')],
    prerequisites: ['no message waits, and no release is left that makes one'],
    expected: 'the outbox is gone',
    owner: 'dba',
  });
}

function postgresql(context: Context): Store {
  const ask = (query: string) => psql(query, 'SOURCE_URL');
  const tables = tablesOf(context).map(({ name }) => `--table=${singleQuoted(quotePath(name, '"'))}`);
  const only = tables.length === 0 ? ` --exclude-table=${OUTBOX}` : ` ${tables.join(' ')}`;
  return {
    ask,
    outbox: [
      `CREATE TABLE IF NOT EXISTS ${OUTBOX} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, table_name text NOT NULL, row_key jsonb NOT NULL, row_now jsonb, made_at timestamptz NOT NULL DEFAULT clock_timestamp(), sent_at timestamptz)`,
      `CREATE INDEX IF NOT EXISTS ${OUTBOX}_waiting ON ${OUTBOX} (id) WHERE sent_at IS NULL`,
    ],
    isThere: `SELECT count(*) FROM pg_class WHERE oid = to_regclass('${OUTBOX}')`,
    late: `SELECT count(*) FROM ${OUTBOX} WHERE sent_at IS NULL AND made_at < now() - interval '1 minute'`,
    alive: `SELECT count(*) FROM (SELECT FROM ${OUTBOX} WHERE sent_at > now() - interval '10 minutes' LIMIT 1) AS sent`,
    makeTarget: makeTables(context, { isAlone: false }),
    mark: markIn(context),
    backfill: [
      `pg_dump --data-only --inserts --rows-per-insert=500 --on-conflict-do-nothing${only} "$SOURCE_URL" | psql "$TARGET_URL" --no-psqlrc --quiet --set ON_ERROR_STOP=1 --single-transaction`,
    ],
    enough: tablesOf(context).map(({ name }) => {
      const query = `SELECT count(*) FROM ${quotePath(name, '"')}`;
      return asks(`test "$(${psql(query, 'TARGET_URL')})" -ge "$(${ask(query)})" && echo enough`, 'enough');
    }),
    compare: () => comparePostgresql(context, WHILE_WRITTEN),
    compareBeside: () => compareBesidePostgresql(context, WHILE_WRITTEN),
    counters: [
      command({
        phase: 'ramp',
        title: 'Set the counters of keys ahead on the target',
        up: [carrySequences('SOURCE_URL', 'TARGET_URL', 1000)],
        down: [carrySequences('TARGET_URL', 'SOURCE_URL', 1000)],
        verify: [asks(sequencesBehind('SOURCE_URL', 'TARGET_URL'), '')],
        undo_verify: [asks(sequencesBehind('TARGET_URL', 'SOURCE_URL'), '')],
        expected: 'every counter of the target is a thousand past what the source has given out',
        owner: 'dba',
      }),
    ],
  };
}

function mysql(context: Context, server: MysqlServer): Store {
  const ask = (query: string) => mysqlAsks(query, server, 'SOURCE_FILE');
  const tables = mysqlTables(context);
  const into = mysqlClient(server, 'TARGET_FILE');
  const loads = loadTables(context, server, { options: '--no-data --triggers', file: `tables-${context.id}.sql` });
  const counts = (['TARGET', 'SOURCE'] as const).map((end) => `"$(${countTables(server, end, tables)})"`);
  return {
    ask,
    outbox: [
      `CREATE TABLE IF NOT EXISTS ${OUTBOX} (id bigint AUTO_INCREMENT PRIMARY KEY, table_name varchar(64) NOT NULL, row_key json NOT NULL, row_now json, made_at datetime(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6), sent_at datetime(6), KEY waiting (sent_at, id))`,
    ],
    isThere: `SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = '${OUTBOX}'`,
    late: `SELECT COUNT(*) FROM ${OUTBOX} WHERE sent_at IS NULL AND made_at < NOW() - INTERVAL 1 MINUTE`,
    alive: `SELECT COUNT(*) FROM (SELECT 1 FROM ${OUTBOX} WHERE sent_at > NOW() - INTERVAL 10 MINUTE LIMIT 1) AS sent`,
    ...(tables.length > 0 && { mark: mysqlMark(context, server) }),
    makeTarget: command({
      phase: 'migrate',
      title: 'Make the tables on the target',
      up: loads.up,
      down: loads.down,
      verify: [asks(`test ${counts.join(' = ')} && echo same`, 'same')],
      undo_verify: tables.length === 0 ? [] : [asks(countTables(server, 'TARGET', tables), '0')],
      prerequisites: ['the database of the target is there, and has none of the tables'],
      expected: 'the target has the same tables, empty',
      owner: 'dba',
    }),
    backfill: [
      `${mysqlDump('--no-create-info --single-transaction --hex-blob --skip-triggers --insert-ignore', server, 'SOURCE_FILE', ...tables)} | ${into}`,
    ],
    enough: tables.map((name) => {
      const query = `SELECT COUNT(*) FROM \`${name.replaceAll('`', '``')}\``;
      return asks(
        `test "$(${mysqlAsks(query, server, 'TARGET_FILE')})" -ge "$(${ask(query)})" && echo enough`,
        'enough',
      );
    }),
    compare: () => compareMysql(context, server, WHILE_WRITTEN),
    compareBeside: () => compareBesideMysql(context, server, WHILE_WRITTEN),
    counters: [],
  };
}
