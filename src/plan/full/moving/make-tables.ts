import { psql } from '../../../lib/psql.js';
import { quoteIdentifier } from '../../../lib/quote.js';
import { SESSIONS } from '../../../tables/database-questions.js';
import { asks, type Context, command, type Draft } from '../draft.js';
import { takeWrites, WRITING } from './postgresql-sides.js';

/** The schema that says on the target that what is beside it came from this migration. */
function markOf({ id }: Context): string {
  return `migrate_${id}`;
}

/** What takes the mark away, and what makes it again. */
export function markIn(context: Context): {
  readonly drop: string;
  readonly make: string;
  /** Says that everything has come. */
  readonly complete: string;
  /** Prints `none`, `begun` or `complete`. */
  readonly state: string;
} {
  const name = markOf(context);
  const mark = quoteIdentifier(name, '"');
  const does = (statement: string) => `${WRITING}${psql(statement, 'TARGET_URL')}`;
  const remark = "coalesce(obj_description(oid, 'pg_namespace'), 'begun')";
  return {
    drop: does(`DROP SCHEMA IF EXISTS ${mark}`),
    make: does(`CREATE SCHEMA IF NOT EXISTS ${mark}`),
    complete: does(`COMMENT ON SCHEMA ${mark} IS 'complete'`),
    state: psql(
      `SELECT coalesce((SELECT ${remark} FROM pg_namespace WHERE nspname = '${name}'), 'none')`,
      'TARGET_URL',
    ),
  };
}

/**
 * The target gets the schema of the source, and a mark with it: a target that had the same tables refuses both, and an
 * undo takes away what came with the mark, and nothing else.
 *
 * @param isAlone whether nobody else has anything to do with the target as long as the step may be undone
 */
export function makeTables(context: Context, { isAlone }: { readonly isAlone: boolean }): Draft {
  const mark = markOf(context);
  const quoted = quoteIdentifier(mark, '"');
  const isThere = psql(`SELECT count(*) FROM pg_namespace WHERE nspname = '${mark}'`, 'TARGET_URL');
  const dump = 'pg_dump --schema-only --no-publications --no-subscriptions';
  const target = `${WRITING}psql "$TARGET_URL" --no-psqlrc --set ON_ERROR_STOP=1 --single-transaction`;
  // A dump that may be loaded twice begins with what removes everything; its first object has the first such remark.
  const drops = `${dump} --clean --if-exists "$SOURCE_URL" | sed -e '/^-- Name: /,$d' -e '/^DROP EXTENSION /d' -e '/^.restrict /d'`;
  return command({
    phase: 'migrate',
    title: 'Make the tables on the target',
    up: [`{ ${dump} "$SOURCE_URL"; echo 'CREATE SCHEMA ${quoted};'; } | ${target}`],
    down: [
      `if test "$(${isThere})" = 1; then { ${drops}; echo 'DROP SCHEMA ${quoted};'; } | ${target}; fi`,
      takeWrites('TARGET_URL'),
    ],
    verify: [asks(isThere, '1')],
    undo_preflight: [
      asks(psql('SHOW default_transaction_read_only', 'SOURCE_URL'), 'off'),
      ...(isAlone ? [asks(psql(SESSIONS, 'TARGET_URL'), '0')] : []),
    ],
    undo_verify: [asks(isThere, '0')],
    prerequisites: [
      'the database of the target is there, and has no tables of these names',
      'the roles that own something on the source are there on the target: pg_dumpall --roles-only writes them',
    ],
    expected: `the target has the same tables, empty, and a schema ${mark} that marks them`,
    on_failure: 'nothing was made: it is one transaction; mend what the message names, and do it again',
    owner: 'dba',
  });
}
