import { mysqlAsks, mysqlClient, mysqlDump } from '../../../lib/mysql-client.js';
import { quoteIdentifier, quoteLiteral } from '../../../lib/quote.js';
import { asks, type Context, command, type Draft } from '../draft.js';
import { type ComparePlace, CUTTING } from './cutting.js';
import { sameOrStop } from './kept-writes.js';
import { reading } from './reading.js';
import { tablesInOrder } from './tables.js';

export type MysqlServer = 'mysql' | 'mariadb';
export type End = 'SOURCE' | 'TARGET';

/** The tables that move; a name may say its database, which the files of options say as well. */
export function mysqlTables({ spec }: Context): string[] {
  return tablesInOrder(spec).map(({ name }) => name.split('.').at(-1) ?? name);
}

const mysqlName = (table: string): string => quoteIdentifier(table, '`');
const list = (tables: readonly string[]) => tables.map((name) => quoteLiteral(name, 'mysql')).join(', ');

/** A question to one end. */
export function askEnd(server: MysqlServer, end: End, query: string): string {
  return mysqlAsks(query, server, `${end}_FILE`);
}

/** What belongs to a migration and not to what moves: its marks and its outbox. */
const OURS = "'^migrate_([0-9a-f]{12}|outbox)$'";

/** How many of the tables an end has. */
export function countTables(server: MysqlServer, end: End, tables: readonly string[]): string {
  const own = tables.length === 0 ? ` AND TABLE_NAME NOT REGEXP ${OURS}` : ` AND TABLE_NAME IN (${list(tables)})`;
  return askEnd(
    server,
    end,
    `SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'BASE TABLE'${own}`,
  );
}

/**
 * The table that says on the target, to whoever asks from wherever, that the tables beside it came from this migration; it
 * has a row once all of them have.
 */
export function mysqlMark(
  { id }: Context,
  server: MysqlServer,
): {
  readonly drop: string;
  readonly make: string;
  readonly complete: string;
  readonly name: string;
  /** Prints 1 when it is there, and 0 when it is not. */
  readonly isThere: string;
} {
  const name = mysqlName(`migrate_${id}`);
  const does = (statement: string) => askEnd(server, 'TARGET', statement);
  return {
    name,
    drop: does(`DROP TABLE IF EXISTS ${name}`),
    make: does(`CREATE TABLE IF NOT EXISTS ${name} (loaded_at timestamp NOT NULL)`),
    complete: does(`INSERT INTO ${name} VALUES (NOW())`),
    isThere: does(
      `SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'migrate_${id}'`,
    ),
  };
}

/**
 * The commands that load a dump into a target that has none of its tables, and those that take the tables away again.
 *
 * @param dump the options of the dump, which drops nothing, and its file
 * @param guard what must hold before tables go that have all come
 */
export function loadTables(
  context: Context,
  server: MysqlServer,
  dump: { readonly options: string; readonly file: string },
  guard: readonly string[] = [],
): { readonly up: string[]; readonly down: string[] } {
  const { options, file } = dump;
  const tables = mysqlTables(context);
  const up = [
    `test "$(${countTables(server, 'TARGET', tables)})" = 0 || { echo 'the target has tables of these names' >&2; exit 1; }`,
    mysqlDump(`${options} --skip-add-drop-table --result-file=${file}`, server, 'SOURCE_FILE', ...tables),
  ];
  const loads = `${mysqlClient(server, 'TARGET_FILE')} < ${file}`;
  // Of a whole database somebody decides.
  if (tables.length === 0) return { up: [...up, loads], down: [] };
  const { name, make, complete, isThere } = mysqlMark(context, server);
  const drop = `SET FOREIGN_KEY_CHECKS = 0; DROP TABLE IF EXISTS ${tables.map(mysqlName).join(', ')}; DROP TABLE ${name}`;
  const isLoaded = [
    `loaded="$(${askEnd(server, 'TARGET', `SELECT COUNT(*) FROM ${name}`)})"`,
    `held="$(${countTables(server, 'TARGET', tables)})"`,
    'if test "$loaded" != 0 && test "$held" != 0; then',
  ];
  return {
    up: [...up, make, loads, complete],
    // Who never loaded anything has nothing to take away.
    down: [
      [
        `marked="$(${isThere})"`,
        'if test "$marked" = 1; then',
        ...(guard.length === 0 ? [] : [...isLoaded, ...guard, 'fi']),
        askEnd(server, 'TARGET', drop),
        'fi',
        `rm -f ${file}`,
      ].join('\n'),
    ],
  };
}

/** Stops unless both ends hold the same: no write comes to the target from here on. */
export function guardedMysql(context: Context, server: MysqlServer): string[] {
  const { questions, figures } = figuresOf(server, mysqlTables(context));
  return [
    ...refuseWrites(server, 'TARGET'),
    questions,
    ...sameOrStop(figures('SOURCE'), figures('TARGET')),
    ...carryCounters(server, mysqlTables(context)),
    takeWrites(server, 'TARGET'),
  ];
}

/**
 * The source counts on where the target is, which may have given numbers to rows that are gone again. It began with the
 * counters of the dump, so that none goes back.
 */
function carryCounters(server: MysqlServer, tables: readonly string[]): string[] {
  // MySQL remembers such figures for a day (8.4, "information_schema_stats_expiry").
  const fresh = server === 'mysql' ? 'SET SESSION information_schema_stats_expiry = 0; ' : '';
  const query = `${fresh}SELECT CONCAT('ALTER TABLE \`', REPLACE(TABLE_NAME, '\`', '\`\`'), '\` AUTO_INCREMENT = ', AUTO_INCREMENT, ';') FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND AUTO_INCREMENT IS NOT NULL AND TABLE_NAME IN (${list(tables)})`;
  return [
    `counters="$(${askEnd(server, 'TARGET', query)} --raw)"`,
    `printf '%s\\n' "$counters" | ${mysqlClient(server, 'SOURCE_FILE')}`,
  ];
}

/** Triggers and definers of the tables that move; with none named, of all. */
const ofTables = (tables: readonly string[], column: string) =>
  tables.length === 0 ? '' : ` AND ${column} IN (${list(tables)})`;

/**
 * What programs use beside tables and rows, a line for each.
 *
 * @param areRoutines whether only that is asked for which needs no table
 */
export function besideTables(tables: readonly string[], areRoutines: boolean): string[] {
  const routines = `SELECT CONCAT(LOWER(ROUTINE_TYPE), ' ', ROUTINE_NAME) FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE()`;
  if (areRoutines) return [routines];
  return [
    routines,
    "SELECT CONCAT('view ', TABLE_NAME) FROM information_schema.VIEWS WHERE TABLE_SCHEMA = DATABASE()",
    "SELECT CONCAT('sequence ', TABLE_NAME) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'SEQUENCE'",
    "SELECT CONCAT('event ', EVENT_NAME) FROM information_schema.EVENTS WHERE EVENT_SCHEMA = DATABASE()",
    `SELECT CONCAT('trigger ', TRIGGER_NAME, ' on ', EVENT_OBJECT_TABLE) FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()${ofTables(tables, 'EVENT_OBJECT_TABLE')}`,
  ];
}

/** The accounts that views, routines, events and triggers run as, and those that are there; a role has no host. */
export function accountsOf(tables: readonly string[]): { readonly needed: string; readonly there: string } {
  const line = (account: string) => `SELECT CONCAT('account ', TRIM(TRAILING '@' FROM ${account}))`;
  const from = (what: string, schema: string) =>
    `${line('DEFINER')} FROM information_schema.${what} WHERE ${schema}_SCHEMA = DATABASE()`;
  return {
    needed: [
      from('VIEWS', 'TABLE'),
      from('ROUTINES', 'ROUTINE'),
      from('EVENTS', 'EVENT'),
      `${from('TRIGGERS', 'TRIGGER')}${ofTables(tables, 'EVENT_OBJECT_TABLE')}`,
    ].join(' UNION '),
    there: `${line("CONCAT(User, '@', Host)")} FROM mysql.user`,
  };
}

/** Sessions of programs: neither this one nor those of replication. */
const PROGRAMS = `FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND ID <> CONNECTION_ID() AND USER <> 'system user' AND COMMAND NOT LIKE 'Binlog Dump%'`;

export const mysqlConnected = (server: MysqlServer, end: End): string =>
  askEnd(server, end, `SELECT IF(COUNT(*) > 0, 'connected', 'nobody') ${PROGRAMS}`);

/** Nobody writes any longer, and who was connected has to connect again. */
export function refuseWrites(server: MysqlServer, end: End): string[] {
  const kill = `SELECT CONCAT('KILL ', ID, ';') ${PROGRAMS}`;
  // MySQL has a word for those who may write all the same; MariaDB has none.
  const how = server === 'mysql' ? 'super_read_only' : 'read_only';
  return [
    askEnd(server, end, `SET GLOBAL ${how} = ON`),
    // Asked first, so that who ends the sessions is none of them; one that has ended by itself is no error.
    `sessions="$(${askEnd(server, end, kill)})"\nprintf '%s\\n' "$sessions" | ${mysqlClient(server, `${end}_FILE`)} --force 2>/dev/null || true`,
  ];
}

export const takeWrites = (server: MysqlServer, end: End): string => askEnd(server, end, 'SET GLOBAL read_only = OFF');
export const isReadOnly = (server: MysqlServer, end: End): string => askEnd(server, end, 'SELECT @@global.read_only');

/** The writes to the source end here. */
export function stopMysqlWrites(server: MysqlServer, then: readonly string[] = []): Draft {
  return command({
    ...CUTTING,
    title: `Stop the writes to the source${then.length > 0 ? ', and drain it' : ''}`,
    up: [...refuseWrites(server, 'SOURCE'), ...then],
    down: [takeWrites(server, 'SOURCE')],
    verify: [asks(isReadOnly(server, 'SOURCE'), '1'), asks(mysqlConnected(server, 'SOURCE'), 'nobody')],
    undo_verify: [asks(isReadOnly(server, 'SOURCE'), '0')],
    prerequisites: [
      'the programs know how to reach the target',
      'nothing else lives on the server of the source: read only is all of it',
      ...(server === 'mariadb' ? ['no program connects as an account with READ_ONLY ADMIN: it would still write'] : []),
      'inside of the window',
    ],
    expected:
      then.length > 0 ? 'nobody writes to the source, and the target has everything' : 'nobody writes to the source',
  });
}

/** The tables in figures: the rows of each, and a sum over what is in them; the source says which columns there are. */
function figuresOf(server: MysqlServer, tables: readonly string[]) {
  const own = tables.length === 0 ? ` AND c.TABLE_NAME NOT REGEXP ${OURS}` : ` AND c.TABLE_NAME IN (${list(tables)})`;
  const columns =
    "GROUP_CONCAT(CONCAT('IFNULL(`', REPLACE(COLUMN_NAME, '`', '``'), '`, 0x00)') ORDER BY ORDINAL_POSITION)";
  const text = `CONCAT('SELECT ', QUOTE(TABLE_NAME), ', COUNT(*), COALESCE(SUM(CAST(CONV(LEFT(MD5(CONCAT_WS(0x1f, ', ${columns}, ')), 15), 16, 10) AS UNSIGNED)), 0) FROM \`', REPLACE(TABLE_NAME, '\`', '\`\`'), '\`;')`;
  const query = `SET SESSION group_concat_max_len = 1048576; SELECT ${text} FROM information_schema.COLUMNS AS c JOIN information_schema.TABLES AS t USING (TABLE_SCHEMA, TABLE_NAME) WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'BASE TABLE'${own} GROUP BY TABLE_NAME ORDER BY TABLE_NAME`;
  return {
    questions: `questions="$(${askEnd(server, 'SOURCE', query)} --raw)"`,
    figures: (end: End) =>
      `printf '%s\\n' "SET time_zone = '+00:00';" "$questions" | ${mysqlClient(server, `${end}_FILE`)}`,
  };
}

/** Both ends in figures, which are kept as evidence. */
export function compareMysql(context: Context, server: MysqlServer, place: ComparePlace = CUTTING): Draft {
  const [source, target] = ['source', 'target'].map((side) => `${side}-${context.id}.txt`);
  const { questions, figures } = figuresOf(server, mysqlTables(context));
  return command({
    ...place,
    title: 'Compare source and target',
    up: [
      [
        `rm -f ${source} ${target}`,
        questions,
        `${figures('SOURCE')} > ${source} && ${figures('TARGET')} > ${target} && diff ${source} ${target} && echo same`,
      ].join('\n'),
    ],
    verify: [asks(`test -s ${source} && cmp -s ${source} ${target} && echo same`, 'same')],
    expected: 'the same number of rows and the same sum of every table on both sides; keep both files',
    on_failure:
      'do not switch over: let the source be written again, and find the rows (references/data-reconciliation.md)',
    takes: reading(context, 'copy_out'),
  });
}
