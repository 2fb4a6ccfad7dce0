import { psql } from '../../../lib/psql.js';
import { asks, type Context, command, type Draft } from '../draft.js';
import { BEFORE_COPY, compareBesideMysql, compareBesidePostgresql } from './beside.js';
import { CUTTING } from './cutting.js';
import { EMPTY, HELD } from './held.js';
import { sameOrStop } from './kept-writes.js';
import { markIn } from './make-tables.js';
import {
  compareMysql,
  countTables,
  guardedMysql,
  loadTables,
  type MysqlServer,
  mysqlConnected,
  mysqlMark,
  mysqlTables,
  stopMysqlWrites,
  takeWrites as takeMysqlWrites,
} from './mysql-sides.js';
import {
  carrySequences,
  comparePostgresql,
  everyTable,
  isConnected,
  refuseWrites,
  stopPostgresqlWrites,
  takeWrites,
  WRITING,
} from './postgresql-sides.js';
import { reading } from './reading.js';
import { sendPrograms } from './send-programs.js';

/** Everything from one PostgreSQL to another while nobody writes. */
export function copyPostgresql(context: Context): Draft[] {
  const folder = `bulk-${context.id}`;
  const mark = markIn(context);
  return [
    nothingThere(asks(psql(HELD, 'TARGET_URL'), '0')),
    stopPostgresqlWrites(),
    command({
      ...CUTTING,
      ...COPY,
      up: [
        `test "$(${psql(HELD, 'TARGET_URL')})" = 0 || { echo 'the target is not empty' >&2; exit 1; }`,
        takeWrites('TARGET_URL'),
        mark.make,
        `rm -rf ${folder}`,
        `pg_dump --format=directory --jobs=4 --no-publications --no-subscriptions --file=${folder} "$SOURCE_URL"`,
        `${WRITING}pg_restore --dbname="$TARGET_URL" --jobs=4 --exit-on-error ${folder}`,
        psql('ANALYZE', 'TARGET_URL'),
        mark.complete,
      ],
      // Who never copied anything has nothing to take away. No program was sent over before all had come.
      down: [
        [
          `state="$(${mark.state})"`,
          'if test "$state" != none; then',
          ...refuseWrites('TARGET_URL'),
          `held="$(${psql(HELD, 'TARGET_URL')})"`,
          'if test "$state" = complete && test "$held" != 0; then',
          ...sameOrStop(everyTable('SOURCE_URL'), everyTable('TARGET_URL')),
          // The target may have given keys to rows that are gone again: none is given out twice.
          carrySequences('TARGET_URL', 'SOURCE_URL'),
          'fi',
          `${WRITING}${psql(EMPTY, 'TARGET_URL')}`,
          takeWrites('TARGET_URL'),
          'fi',
          `rm -rf ${folder}`,
        ].join('\n'),
      ],
      verify: [asks(`test "$(${psql(HELD, 'SOURCE_URL')})" = "$(${psql(HELD, 'TARGET_URL')})" && echo same`, 'same')],
      undo_verify: [asks(psql(HELD, 'TARGET_URL'), '0')],
      takes: reading(context, 'copy_in'),
    }),
    comparePostgresql(context),
    compareBesidePostgresql(context, CUTTING),
    sendPrograms(context, { source: isConnected('SOURCE_URL'), target: isConnected('TARGET_URL') }, false),
  ];
}

/** The same between servers that load each other's dumps: MySQL and MySQL, MariaDB and MariaDB. */
export function copyMysql(context: Context, server: MysqlServer): Draft[] {
  const tables = mysqlTables(context);
  const file = `bulk-${context.id}.sql`;
  const programs = tables.length === 0 ? '--routines --events --triggers' : '--triggers';
  const dump = { options: `--single-transaction --hex-blob ${programs}`, file };
  const loads = loadTables(context, server, dump, guardedMysql(context, server));
  const counts = (['SOURCE', 'TARGET'] as const).map((end) => `"$(${countTables(server, end, tables)})"`);
  return [
    nothingThere(asks(countTables(server, 'TARGET', tables), '0')),
    compareBesideMysql(context, server, BEFORE_COPY),
    stopMysqlWrites(server),
    command({
      ...CUTTING,
      ...COPY,
      up: [takeMysqlWrites(server, 'TARGET'), ...loads.up],
      down: loads.down,
      verify: [
        asks(`tail -n 1 ${file} | grep -q '^-- Dump completed' && echo complete`, 'complete'),
        asks(`test ${counts.join(' = ')} && echo same`, 'same'),
      ],
      undo_verify: tables.length === 0 ? [] : [asks(countTables(server, 'TARGET', tables), '0')],
      takes: reading(context, 'copy_in'),
    }),
    compareMysql(context, server),
    compareBesideMysql(context, server, CUTTING),
    sendPrograms(
      context,
      { source: mysqlConnected(server, 'SOURCE'), target: mysqlConnected(server, 'TARGET') },
      false,
    ),
  ];
}

const COPY = {
  title: 'Copy everything, as it is now that nobody writes',
  prerequisites: [
    'there is room for the dump where the commands are run',
    'its time was tried with a copy of the data',
  ],
  expected: 'the target has every table of the source',
  on_failure: 'undo this step and let the source take writes again: nothing is lost',
} as const;

/** The way back ends with what it asks: the mark on the target. */
export function endOfCopy(context: Context, server: 'postgresql' | MysqlServer): Draft[] {
  const isWhole = server !== 'postgresql' && mysqlTables(context).length === 0;
  if (isWhole) return [];
  const { drop, make, complete, ...mark } = server === 'postgresql' ? markIn(context) : mysqlMark(context, server);
  const [gone, there] = 'state' in mark ? ['none', 'complete'] : ['0', '1'];
  const state = 'state' in mark ? mark.state : mark.isThere;
  return [
    command({
      phase: 'contract',
      title: 'Remove the mark of the migration from the target',
      up: [drop],
      down: [make, complete],
      verify: [asks(state, gone as string)],
      undo_verify: [asks(state, there as string)],
      expected: 'the target holds what the programs use, and nothing of the migration',
      owner: 'dba',
    }),
  ];
}

function nothingThere(question: Draft['verify'][number]): Draft {
  return command({
    phase: 'expand',
    title: 'See that nothing stands in the way on the target',
    up: [question.run],
    verify: [question],
    expected: 'the target is reached, and has none of what comes',
    on_failure: 'give another database, or find out whose it is: nothing was changed yet',
    owner: 'dba',
  });
}
