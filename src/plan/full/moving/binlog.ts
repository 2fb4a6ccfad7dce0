import { mysqlClient } from '../../../lib/mysql-client.js';
import { asks, type Context, command, type Draft } from '../draft.js';
import { compareBesideMysql } from './beside.js';
import { BINLOG_WORDS } from './binlog-words.js';
import { CUTTING, WHILE_WRITTEN } from './cutting.js';
import {
  askEnd,
  compareMysql,
  countTables,
  type End,
  isReadOnly,
  loadTables,
  type MysqlServer,
  mysqlConnected,
  mysqlMark,
  mysqlTables,
  refuseWrites,
  stopMysqlWrites,
  takeWrites,
} from './mysql-sides.js';
import { reading } from './reading.js';
import { sendPrograms } from './send-programs.js';

/** What follows is called, there and back; so are the accounts by which they follow. */
function namesOf({ id }: Context): { readonly there: string; readonly back: string } {
  return { there: `migrate_${id}`, back: `migrate_${id}_back` };
}

/** The target follows the log of the source: it gets the rows of one moment, and what is written from then on. */
export function followBinlog(context: Context, server: MysqlServer): Draft[] {
  const words = BINLOG_WORDS[server];
  const { there } = namesOf(context);
  const tables = mysqlTables(context);
  const dump = `copy-${context.id}.sql`;
  const options = `--single-transaction ${words.dump} --hex-blob --triggers`;
  const loads = loadTables(context, server, { options, file: dump });
  const log = 'SELECT @@log_bin, @@binlog_format';
  const named = (query: string) => (['SOURCE', 'TARGET'] as const).map((end) => `"$(${askEnd(server, end, query)})"`);
  return [
    command({
      phase: 'expand',
      title: 'See that either server can follow the other',
      up: [askEnd(server, 'SOURCE', log), askEnd(server, 'TARGET', log)],
      verify: [
        asks(askEnd(server, 'SOURCE', log), '1\tROW'),
        asks(askEnd(server, 'TARGET', log), '1\tROW'),
        asks(`test ${named('SELECT @@server_id').join(' != ')} && echo different`, 'different'),
        asks(`test ${named('SELECT DATABASE()').join(' = ')} && echo same`, 'same'),
        asks(countTables(server, 'TARGET', tables), '0'),
      ],
      expected: `both write their log row by row, have ids of their own and a database of the same name, and ${tables.length === 0 ? 'that of the target is empty' : 'the target has none of the tables'}`,
      on_failure:
        'set log_bin, binlog_format=ROW and server_id; a restart of the server may be needed: nothing was changed yet',
      prerequisites: [
        'SOURCE_FILE and TARGET_FILE are files of options with host, account and database of each side',
        'SOURCE_HOST and TARGET_HOST are the addresses under which the servers reach each other, by TLS or a tunnel',
        'the source keeps its log for longer than the copy takes',
        'every table has a primary key: without one each changed row is searched for in the whole table',
      ],
      owner: 'dba',
    }),
    account(server, 'SOURCE', there, 'expand'),
    command({
      phase: 'migrate',
      title: 'Copy the rows that are there, as of one place of the log',
      up: [takeWrites(server, 'TARGET'), ...loads.up],
      down: loads.down,
      verify: [
        asks(`tail -n 1 ${dump} | grep -q '^-- Dump completed' && echo complete`, 'complete'),
        asks(
          `test "$(${countTables(server, 'SOURCE', tables)})" = "$(${countTables(server, 'TARGET', tables)})" && echo same`,
          'same',
        ),
      ],
      undo_verify: tables.length === 0 ? [] : [asks(countTables(server, 'TARGET', tables), '0')],
      expected: 'the dump is complete and names its place of the log, and the target has the same tables',
      on_failure: 'undo this step, and copy again: the source was only read',
      prerequisites: [`there is room for ${dump} where the commands are run`],
      owner: 'dba',
      takes: reading(context, 'copy_in'),
    }),
    command({
      phase: 'migrate',
      title: 'Follow the changes since',
      up: [
        [
          `host="$SOURCE_HOST" port="\${SOURCE_PORT:-3306}"`,
          `at="$(sed -n 's/^-- CHANGE .* TO \\(.*\\);.*$/\\1/p' ${dump} | head -n 1)"`,
          begin(server, 'TARGET', there, tables),
        ].join('\n'),
      ],
      down: [endOf(server, 'TARGET', there)],
      verify: [asks(isFollowing(server, 'TARGET', there), 'follows')],
      undo_verify: [asks(words.count('TARGET', there), '0')],
      expected: 'the target is at most ten seconds behind; ask again until it answers so',
      on_failure: 'read Last_IO_Error and Last_SQL_Error of the state; the source is not touched by it',
      owner: 'dba',
    }),
    compareBesideMysql(context, server, WHILE_WRITTEN),
  ];
}

/** Sends the writes to the target, which the source follows from then on. */
export function switchBinlog(context: Context, server: MysqlServer): Draft[] {
  const words = BINLOG_WORDS[server];
  const { there } = namesOf(context);
  const connected = { source: mysqlConnected(server, 'SOURCE'), target: mysqlConnected(server, 'TARGET') };
  return [
    stopMysqlWrites(server, [arrive(server, 'SOURCE', words.waited(there))]),
    compareMysql(context, server),
    turn(context, server),
    sendPrograms(context, connected, true),
  ];
}

/** Waits until the other end has everything of the log of an end. */
function arrive(server: MysqlServer, from: End, waited: string): string {
  const to = from === 'SOURCE' ? 'TARGET' : 'SOURCE';
  return [
    `read -r file place rest <<< "$(${BINLOG_WORDS[server].position(from)})"`,
    `test "$(${mysqlClient(server, `${to}_FILE`)} --execute "${waited}")" = 1 && echo arrived`,
  ].join('\n');
}

/** From here on the target leads. The source follows it, so that going back loses nothing until that ends. */
function turn(context: Context, server: MysqlServer): Draft {
  const words = BINLOG_WORDS[server];
  const { there, back } = namesOf(context);
  const minutes = context.spec.constraints?.max_downtime_minutes;
  const log = server === 'mariadb' ? 'MASTER_LOG_FILE' : 'SOURCE_LOG_FILE';
  const place = log.replace('FILE', 'POS');
  return command({
    ...CUTTING,
    title: 'Switch over to the target, with the source following it',
    up: [
      endOf(server, 'TARGET', there),
      takeWrites(server, 'TARGET'),
      makeAccount(server, 'TARGET', back),
      [
        `host="$TARGET_HOST" port="\${TARGET_PORT:-3306}"`,
        `read -r file place rest <<< "$(${words.position('TARGET')})"`,
        `at="${log}='$file', ${place}=$place"`,
        begin(server, 'SOURCE', back, mysqlTables(context)),
      ].join('\n'),
    ],
    down: [
      ...refuseWrites(server, 'TARGET'),
      `if test "$(${words.count('SOURCE', back)})" != 0; then\n${arrive(server, 'TARGET', words.waited(back))}\nfi`,
      endOf(server, 'SOURCE', back),
      askEnd(server, 'TARGET', `DROP USER IF EXISTS '${back}'@'%'`),
    ],
    verify: [asks(isFollowing(server, 'SOURCE', back), 'follows'), asks(words.count('TARGET', there), '0')],
    undo_verify: [asks(words.count('SOURCE', back), '0'), asks(isReadOnly(server, 'TARGET'), '1')],
    prerequisites: ['source and target are equal', 'the source stays read only: what follows may write all the same'],
    expected: `the target takes writes, and the source follows it${minutes === undefined ? '' : `; nobody waited longer than ${minutes.valueOf()} minutes`}`,
    on_failure: 'undo this step and the one that stopped the writes: nothing is lost',
  });
}

/** The source stops following; what is written from then on is on the target alone. */
export function endBinlog(context: Context, server: MysqlServer): Draft {
  const words = BINLOG_WORDS[server];
  const { there, back } = namesOf(context);
  return command({
    phase: 'contract',
    title: 'End the replication: the source follows no longer',
    up: [
      endOf(server, 'SOURCE', back),
      askEnd(server, 'TARGET', `DROP USER IF EXISTS '${back}'@'%'`),
      askEnd(server, 'SOURCE', `DROP USER IF EXISTS '${there}'@'%'`),
      mysqlMark(context, server).drop,
    ],
    verify: [asks(words.count('SOURCE', back), '0')],
    expected: 'neither side follows, and the accounts of the migration are gone',
    irreversible: {
      why: 'what is written from here on is on the target alone',
      recover_by: 'mend the target; the source is as old as this step',
    },
    owner: 'dba',
  });
}

function account(server: MysqlServer, end: End, name: string, phase: Draft['phase']): Draft {
  const count = askEnd(server, end, `SELECT COUNT(*) FROM mysql.user WHERE User = '${name}'`);
  return command({
    phase,
    title: 'Make the account that the target follows the source by',
    up: [makeAccount(server, end, name)],
    down: [askEnd(server, end, `DROP USER IF EXISTS '${name}'@'%'`)],
    verify: [asks(count, '1')],
    undo_verify: [asks(count, '0')],
    prerequisites: ['REPLICATION_PASSWORD is a password of letters and digits, made for this migration'],
    expected: 'the account is there, and may read the log and nothing else',
    owner: 'dba',
  });
}

function makeAccount(server: MysqlServer, end: End, name: string): string {
  return withPassword(server, end, [
    `CREATE USER IF NOT EXISTS '${name}'@'%' IDENTIFIED BY '$REPLICATION_PASSWORD';`,
    `GRANT REPLICATION SLAVE ON *.* TO '${name}'@'%';`,
  ]);
}

/**
 * Statements that name the password. They go by standard input: among the arguments whoever lists processes would see it.
 * A client repeats a statement that fails, so that what it says is printed without it.
 */
function withPassword(server: MysqlServer, end: End, statements: readonly string[]): string {
  return [
    `case "$REPLICATION_PASSWORD" in ''|*[!A-Za-z0-9]*) echo 'REPLICATION_PASSWORD: letters and digits only'; false;; esac && {`,
    `said="$(${mysqlClient(server, `${end}_FILE`)} 2>&1 <<SQL`,
    ...statements,
    'SQL',
    `)" || { printf '%s\\n' "\${said//$REPLICATION_PASSWORD/********}" >&2; false; }`,
    '}',
  ].join('\n');
}

/** Follows under a name; `$host`, `$port` and `$at` say whom, and from where on. */
function begin(server: MysqlServer, end: End, name: string, tables: readonly string[]): string {
  const words = BINLOG_WORDS[server];
  const client = mysqlClient(server, `${end}_FILE`);
  return [
    withPassword(server, end, [`${words.follow(name)};`]),
    words.only(end, name, tables),
    `${client} --execute "${words.start(name)}"`,
  ].join('\n');
}

/** Ends what follows, if it does. */
function endOf(server: MysqlServer, end: End, name: string): string {
  const words = BINLOG_WORDS[server];
  const ended = `${mysqlClient(server, `${end}_FILE`)} --execute "${words.end(name)}"`;
  return `test "$(${words.count(end, name)})" = 0 || ${ended}`;
}

/** Prints `follows` when both halves run and little is on the way. */
function isFollowing(server: MysqlServer, end: End, name: string): string {
  return `${BINLOG_WORDS[server].status(end, name)} | awk '/(Slave|Replica)_(IO|SQL)_Running: Yes/ { running++ } /Seconds_Behind_(Master|Source): [0-9]+$/ { if ($2 <= 10) near = 1 } END { print (running == 2 && near ? "follows" : "behind") }'`;
}
