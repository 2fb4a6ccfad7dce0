import { hereDocument } from '../../../lib/here-document.js';
import { mysqlClient } from '../../../lib/mysql-client.js';
import { psql } from '../../../lib/psql.js';
import { quoteLiteral } from '../../../lib/quote.js';
import { shellQuote } from '../../../lib/shell-quote.js';
import { asks, type Context, command, type Draft } from '../draft.js';
import {
  behind,
  caughtUp,
  connector,
  drained,
  isGone,
  isRunning,
  makeConnector,
  PIPELINE,
  removeConnector,
  resumeConnector,
  stopConnector,
} from './connect.js';
import { reader, writer } from './connectors.js';
import { CUTTING } from './cutting.js';
import { type Ends, toolsOfEnd } from './ends.js';
import { reading } from './reading.js';
import { sendPrograms } from './send-programs.js';
import { TITLES } from './stores.js';
import { tablesInOrder } from './tables.js';

const namesOf = ({ id }: Context) => ({ there: `migrate_${id}`, back: `migrate_${id}_back` });
const writes = (name: string) => `${name}_write`;

/** What a store leaves behind for a reader that has gone. */
function leftovers(ends: Ends, side: 'SOURCE' | 'TARGET', name: string): string[] {
  if (ends[side] !== 'postgresql') return [];
  const address = `${side}_URL` as const;
  return [
    psql(`SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = '${name}'`, address),
    psql(`DROP PUBLICATION IF EXISTS ${name}`, address),
  ].map((each) => `PGOPTIONS='-c default_transaction_read_only=off' ${each}`);
}

/** The target is fed from the log of the source by Debezium and Kafka Connect, whatever servers both are. */
export function feed(context: Context, ends: Ends): Draft[] {
  const { there } = namesOf(context);
  const tables = tablesOf(context);
  const flow = { name: there, store: ends.SOURCE, side: 'SOURCE', tables } as const;
  const lag = behind(writes(there));
  return [
    makeSchema(context, ends),
    connector(
      {
        phase: 'migrate',
        title: `Read what ${TITLES[ends.SOURCE]} has and what is written to it into topics`,
        expected: 'the connector and its task run: first the rows that are there, then each change in its order',
        on_failure:
          'remove the connector and what it leaves on the source: a slot or log that nobody reads fills the disk',
        prerequisites: [...PIPELINE.prerequisites, ...LOGS[ends.SOURCE]],
        after: leftovers(ends, 'SOURCE', there),
        takes: reading(context, 'copy_out'),
      },
      there,
      reader(flow, true),
    ),
    connector(
      {
        phase: 'migrate',
        title: `Write the topics into ${TITLES[ends.TARGET]}`,
        expected: 'fewer than a thousand messages are on the way; ask again until it answers so',
        on_failure: 'read the trace in the status of its task; the source is not touched by it',
        verify: [asks(`test "$(${lag})" -lt 1000 && echo near`, 'near')],
        takes: reading(context, 'copy_in'),
      },
      writes(there),
      writer(flow, ends.TARGET),
    ),
  ];
}

/** Sends the writes to the target, from which the source is fed from then on. */
export function turnPipeline(context: Context, ends: Ends): Draft[] {
  const { settings } = context;
  const { there, back } = namesOf(context);
  const tables = tablesOf(context);
  const refuses = toolsOfEnd(context, 'SOURCE', ends);
  const reverse = { name: back, store: ends.TARGET, side: 'TARGET', tables: lastNames(tables, ends) } as const;
  const target = toolsOfEnd(context, 'TARGET', ends);
  return [
    command({
      ...CUTTING,
      title: 'Stop the writes to the source, and drain it',
      up: [...refuses.stop, caughtUp(writes(there))],
      down: [refuses.allow],
      verify: [...refuses.isStopped, isRunning(there), isRunning(writes(there)), asks(behind(writes(there)), '0')],
      undo_verify: refuses.isAllowed,
      prerequisites: ['the programs know how to reach the target', 'inside of the window'],
      expected: 'nobody writes to the source, and no message is on its way',
    }),
    compareEnds(context, ends, settings.find('compare_command')),
    command({
      ...CUTTING,
      title: 'Turn the stream round: the source is fed from the target',
      up: [
        stopConnector(there),
        stopConnector(writes(there)),
        target.allow,
        makeConnector(back, reader(reverse, false)),
        makeConnector(writes(back), writer(reverse, ends.SOURCE)),
      ],
      down: [
        ...target.stop,
        drained(back, writes(back)),
        removeConnector(writes(back)),
        removeConnector(back),
        ...leftovers(ends, 'TARGET', back),
        resumeConnector(there),
        resumeConnector(writes(there)),
      ],
      verify: [
        asks(`${status(back)} | jq --raw-output .connector.state`, 'RUNNING'),
        asks(`${status(writes(back))} | jq --raw-output .connector.state`, 'RUNNING'),
        asks(`${status(there)} | jq --raw-output .connector.state`, 'STOPPED'),
      ],
      undo_verify: [isGone(back), isGone(writes(back))],
      prerequisites: [
        'source and target are equal',
        'the account that writes into the source may do so while others may not',
      ],
      expected: 'the target takes writes, and what it takes goes to the source',
      on_failure: 'undo this step and the one that stopped the writes: nothing is lost',
    }),
    sendPrograms(context, { source: refuses.connected, target: target.connected }, true),
  ];
}

const status = (name: string) => `curl --fail --silent "$CONNECT_URL/connectors/${name}/status"`;

/** The pipeline ends, both ways. */
export function endPipeline(context: Context, ends: Ends): Draft {
  const { there, back } = namesOf(context);
  const names = [writes(back), back, writes(there), there];
  return command({
    phase: 'contract',
    title: 'End the stream: the source is fed no longer',
    up: [...names.map(removeConnector), ...leftovers(ends, 'TARGET', back), ...leftovers(ends, 'SOURCE', there)],
    verify: names.map(isGone),
    expected: 'no connector of the migration is left, and no slot or publication on either side',
    irreversible: {
      why: 'what is written from here on is on the target alone',
      recover_by: 'mend the target; the source is as old as this step',
    },
    owner: 'dba',
  });
}

/** Servers of another kind put tables into schemas of other names. */
function lastNames(tables: readonly string[], { SOURCE, TARGET }: Ends): readonly string[] {
  return SOURCE === TARGET ? tables : tables.map((name) => name.split('.').at(-1) as string);
}

function tablesOf({ spec }: Context): string[] {
  return tablesInOrder(spec).map(({ name }) => name);
}

/** What must be set so that a log can be read (Debezium 3, "Setting up" of each connector). */
const LOGS = {
  postgresql: ['wal_level is logical on the source, and each table has a primary key or a replica identity'],
  mysql: ['the source writes its log with binlog_format=ROW and binlog_row_image=FULL'],
  mariadb: ['the source writes its log with binlog_format=ROW and binlog_row_image=FULL'],
  oracle: ['the source runs in ARCHIVELOG mode, with supplemental logging of all columns of the tables'],
  sqlserver: ['change data capture is on for the database and for each of the tables (sys.sp_cdc_enable_table)'],
  mongodb: ['the source is a replica set or a sharded cluster'],
} as const;

/** Between servers of different kinds nobody knows the tables of the target but those who have written them. */
function makeSchema({ spec, settings }: Context, { TARGET }: Ends): Draft {
  const names = (spec.tables_to_migrate ?? []).map(({ name }) => name.split('.').at(-1) as string);
  const file = shellQuote(settings.ask('target_schema'));
  const list = names.map((name) => quoteLiteral(name.toLowerCase(), 'mysql')).join(', ');
  const count = `SELECT count(*) FROM information_schema.tables WHERE lower(table_name) IN (${list})`;
  const ways = {
    postgresql: {
      up: `psql "$TARGET_URL" --no-psqlrc --set ON_ERROR_STOP=1 --single-transaction --file=${file}`,
      ask: psql(count, 'TARGET_URL'),
    },
    mysql: { up: `${mysqlClient('mysql', 'TARGET_FILE')} < ${file}`, ask: asked('mysql', count) },
    mariadb: { up: `${mysqlClient('mariadb', 'TARGET_FILE')} < ${file}`, ask: asked('mariadb', count) },
    oracle: {
      up: `sqlplus -L -S "$TARGET_URL" @${file}`,
      ask: `${hereDocument('sqlplus -L -S "$TARGET_URL" | tr -d " \\t"', ['SET HEADING OFF FEEDBACK OFF PAGESIZE 0', `${count.replace('information_schema.tables', 'user_tables')};`])}
`,
    },
    sqlserver: {
      up: `sqlcmd -b -i ${file}`,
      ask: `sqlcmd -b -h -1 -W -Q ${shellQuote(`SET NOCOUNT ON; ${count}`)}`,
    },
    mongodb: {
      up: `mongosh "$TARGET_URL" --quiet --file ${file}`,
      ask: `mongosh "$TARGET_URL" --quiet --eval ${shellQuote(`db.getCollectionNames().filter((name) => ${JSON.stringify(names.map((name) => name.toLowerCase()))}.includes(name.toLowerCase())).length`)}`,
    },
  } as const;
  const { up, ask } = ways[TARGET];
  return command({
    phase: 'expand',
    title: `Make the tables of ${TITLES[TARGET]}`,
    up: [up],
    verify: names.length === 0 ? [] : [asks(ask, String(names.length))],
    expected: 'each table is there, with the key by which its rows are written',
    prerequisites: [
      'types, keys and defaults were written for this server, and tried with rows like those of production',
      'foreign keys and triggers of the target are made after the copy: rows arrive table by table',
    ],
    owner: 'dba',
  });
}

const asked = (server: 'mysql' | 'mariadb', query: string) =>
  `${mysqlClient(server, 'TARGET_FILE')} --execute ${shellQuote(query.replace('WHERE', 'WHERE table_schema = DATABASE() AND'))}`;

/** Between servers of different kinds the rows are counted; sums over them are up to who knows how types were translated. */
function compareEnds(context: Context, ends: Ends, own: string | undefined): Draft {
  const compares = own ?? countsOf(context, ends) ?? context.settings.ask('compare_command');
  return command({
    ...CUTTING,
    title: 'Compare source and target',
    up: [compares],
    verify: [asks(compares.includes('\n') ? `{ ${compares}\n} | tail -n 1` : `${compares} | tail -n 1`, 'same')],
    expected: 'every table has as many rows on both sides, and a sample of each reads the same',
    on_failure:
      'do not switch over: let the source be written again, and find the rows (references/data-reconciliation.md)',
    takes: reading(context, 'copy_out'),
  });
}

/** Counts every table on both sides; nothing where no client is known. */
function countsOf(context: Context, ends: Ends): string | undefined {
  const tables = tablesOf(context);
  const counts = (['SOURCE', 'TARGET'] as const).map((end) => toolsOfEnd(context, end, ends).count(tables));
  const [from, to] = counts;
  if (from === undefined || to === undefined || tables.length === 0) return undefined;
  const [source, target] = [`source-${context.id}.txt`, `target-${context.id}.txt`];
  return [`{ ${from}\n} > ${source}`, `{ ${to}\n} > ${target}`, `diff ${source} ${target} && echo same`].join('\n');
}
