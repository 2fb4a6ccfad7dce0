import { hereDocument } from '../../../lib/here-document.js';
import { mysqlClient, mysqlDump } from '../../../lib/mysql-client.js';
import { psql } from '../../../lib/psql.js';
import { singleQuoted } from '../../../lib/shell-quote.js';
import { asks, type Context, command, type Draft } from '../draft.js';
import { type ComparePlace, CUTTING } from './cutting.js';
import { BESIDE, FILL } from './held.js';
import { accountsOf, besideTables, type MysqlServer, mysqlTables } from './mysql-sides.js';
import { WRITING } from './postgresql-sides.js';

/** Where both sides are compared: before anything is copied, while the target follows, or while nobody writes. */
type Place = ComparePlace | { readonly phase: 'expand'; readonly owner: 'dba' };
export const BEFORE_COPY: Place = { phase: 'expand', owner: 'dba' };

interface Lists {
  /** Prints the lines of a side; `$1` says which. */
  readonly list: readonly string[];
  readonly source: string;
  readonly target: string;
  /** What is done before they are compared. */
  readonly first?: string;
}

/**
 * What programs use beside the rows, on both sides. What none of them uses may stay behind: somebody writes its line into a
 * file, which is kept as evidence.
 */
function compareLists(
  { id }: Context,
  { list, source, target, first }: Lists,
  words: Place & Pick<Draft, 'title' | 'expected' | 'on_failure'>,
): Draft {
  const [here, there, left] = [`beside-source-${id}.txt`, `beside-target-${id}.txt`, `left-behind-${id}.txt`];
  const missing = `LC_ALL=C comm -23 ${here} ${there} | { grep -vxF -f ${left} || test $? = 1; }`;
  return command({
    ...words,
    up: [
      ...(first === undefined ? [] : [first]),
      [
        'beside() {',
        ...list,
        '}',
        `touch ${left}`,
        `beside ${source} | LC_ALL=C sort -u > ${here}`,
        `beside ${target} | LC_ALL=C sort -u > ${there}`,
        `missing="$(${missing})"`,
        `test -z "$missing" || { printf 'the target lacks:\\n%s\\n' "$missing" >&2; exit 1; }`,
      ].join('\n'),
    ],
    verify: [asks(`${missing} | wc -l`, '0')],
    prerequisites: [`what no program uses may stay behind: its line, as it is printed, stands in ${left}`],
  });
}

/** A dump that names its tables has no view, no routine and no event, and none has the accounts that they run as. */
export function compareBesideMysql(context: Context, server: MysqlServer, place: Place): Draft {
  const isBefore = place === BEFORE_COPY;
  const tables = mysqlTables(context);
  // What is copied whole is not there yet.
  const objects = isBefore && tables.length === 0 ? [] : besideTables(tables, isBefore);
  const accounts = accountsOf(tables);
  const client = mysqlClient(server, 'SOURCE_FILE').replace('$SOURCE_FILE', '$1');
  const routines = mysqlDump('--routines --no-create-info --no-data --skip-triggers', server, 'SOURCE_FILE');
  const view = mysqlDump('--skip-triggers', server, 'SOURCE_FILE');
  return compareLists(
    context,
    {
      list: [
        hereDocument(
          client,
          objects.map((query) => `${query};`),
        ),
        `${client} --execute "$2"`,
      ],
      source: `"$SOURCE_FILE" ${singleQuoted(accounts.needed)}`,
      target: `"$TARGET_FILE" ${singleQuoted(accounts.there)}`,
    },
    {
      ...place,
      title: isBefore
        ? 'See that the target has the routines and accounts that the programs need'
        : 'See that the target has all that the programs use beside the tables',
      expected: isBefore
        ? 'no routine is missing, and no account that a view, routine, event or trigger runs as'
        : 'no view, routine, event, trigger or sequence is missing, and no account that one of them runs as',
      on_failure: `bring what it names, and do this step again: accounts first, by SHOW CREATE USER and SHOW GRANTS; routines by ${routines} into the target; a view by ${view} with its name behind it; an event by SHOW CREATE EVENT, with DISABLE until the programs are there`,
    },
  );
}

/** A dump of PostgreSQL has everything of that moment, but the rows of materialized views and the settings of the database. */
export function compareBesidePostgresql(context: Context, place: ComparePlace): Draft {
  return compareLists(
    context,
    {
      list: [
        hereDocument(
          'psql "$1" --no-psqlrc --set ON_ERROR_STOP=1 --tuples-only --no-align',
          BESIDE.map((query) => `${query};`),
        ),
      ],
      source: '"$SOURCE_URL"',
      target: '"$TARGET_URL"',
      ...(place !== CUTTING && { first: `${WRITING}${psql(FILL, 'TARGET_URL')}` }),
    },
    {
      ...place,
      title: 'See that the target has all that the programs use beside the tables',
      expected:
        'no view, routine, type, sequence, trigger, extension or setting is missing, and materialized views have rows',
      on_failure:
        'bring what it names, and do this step again: what was made since the tables by the statement that made it, an extension by its packages and CREATE EXTENSION, a setting by ALTER DATABASE or ALTER ROLE',
    },
  );
}
