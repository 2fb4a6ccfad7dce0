import { hereDocument } from '../../../lib/here-document.js';
import { psql } from '../../../lib/psql.js';
import { quoteLiteral, quotePath } from '../../../lib/quote.js';
import type { SpecifiedTable } from '../../../model/full-spec.js';
import { OTHER_SESSIONS } from '../../../tables/database-questions.js';
import { asks, type Context, command, type Draft } from '../draft.js';
import { type ComparePlace, CUTTING } from './cutting.js';
import { EVERY_TABLE } from './held.js';
import { reading } from './reading.js';
import { tablesInOrder } from './tables.js';

export type Side = 'SOURCE_URL' | 'TARGET_URL';

/** A database whose default is read only refuses what ends that, unless the session says otherwise. */
export const WRITING = "PGOPTIONS='-c default_transaction_read_only=off' ";

export function tablesOf({ spec }: Context): readonly SpecifiedTable[] {
  return tablesInOrder(spec);
}

export function nameOf({ name }: SpecifiedTable): string {
  return quotePath(name, '"');
}

export const isConnected = (side: Side) =>
  psql(`SELECT CASE WHEN count(*) > 0 THEN 'connected' ELSE 'nobody' END ${OTHER_SESSIONS}`, side);

const alter = (how: string) => `DO $$BEGIN EXECUTE format('ALTER DATABASE %I ${how}', current_database()); END$$`;
const READ_ONLY = alter('SET default_transaction_read_only = on');
const WRITABLE = alter('RESET default_transaction_read_only');
const OTHERS_ENDED = `SELECT count(pg_terminate_backend(pid)) ${OTHER_SESSIONS}`;

/** The database refuses writes, and who was connected has to connect again. */
export const refuseWrites = (side: Side): string[] => [`${WRITING}${psql(READ_ONLY, side)}`, psql(OTHERS_ENDED, side)];
export const takeWrites = (side: Side): string => `${WRITING}${psql(WRITABLE, side)}`;

/** The writes to the source end here. */
export function stopPostgresqlWrites(then: readonly string[] = []): Draft {
  const isReadOnly = psql('SHOW default_transaction_read_only', 'SOURCE_URL');
  return command({
    ...CUTTING,
    title: `Stop the writes to the source${then.length > 0 ? ', and drain it' : ''}`,
    up: [...refuseWrites('SOURCE_URL'), ...then],
    down: [takeWrites('SOURCE_URL')],
    verify: [asks(isReadOnly, 'on')],
    undo_verify: [asks(isReadOnly, 'off')],
    prerequisites: ['the programs know how to reach the target', 'inside of the window'],
    expected: `nobody writes to the source${then.length > 0 ? ', and the target has everything' : ''}`,
  });
}

/** The rows of a table in one figure. */
function checksum(table: SpecifiedTable): string {
  const name = quoteLiteral(table.name, 'postgresql');
  return `SELECT ${name}, count(*), coalesce(sum(hashtextextended(each::text, 0)::numeric), 0) FROM ${nameOf(table)} AS each;`;
}

/** A client that hashes rows alike, whatever the settings of its server are. */
const hashing = (side: string) =>
  `PGTZ=UTC PGDATESTYLE=ISO psql "$${side}" --no-psqlrc --set ON_ERROR_STOP=1 --tuples-only --no-align`;

/** Prints every table of a side in figures, also those that the specification does not name. */
export const everyTable = (side: Side): string => `${psql(EVERY_TABLE, side)} | ${hashing(side)}`;

/** Each side is read once, whatever the settings of its server are; its figures are kept as evidence. */
export function comparePostgresql(context: Context, place: ComparePlace = CUTTING): Draft {
  const tables = tablesOf(context);
  const [source, target] = ['source', 'target'].map((side) => `${side}-${context.id}.txt`);
  return command({
    ...place,
    title: 'Compare source and target',
    up: [
      [
        'figures() {',
        hereDocument(hashing('1'), tables.map(checksum)),
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

/** The table of messages, on the source alone. */
export const OUTBOX = 'migrate_outbox';

/**
 * What sets the counters of keys as they are, or ahead by so many: of keys that are given out meanwhile. None is set back:
 * a side that never led has counters that never moved, and the other would give out its keys a second time.
 */
function countersAhead(ahead: number): string {
  const value =
    ahead === 0 ? 'coalesce(last_value, start_value)' : `coalesce(last_value, start_value) + ${ahead} * increment_by`;
  const behind = `last_value IS NULL OR (%2$s - last_value::numeric) * increment_by > 0`;
  return `SELECT format('SELECT setval(%1$L, %2$s, %3$L) FROM pg_sequences WHERE schemaname = %4$L AND sequencename = %5$L AND (${behind});', quote_ident(schemaname) || '.' || quote_ident(sequencename), ${value}, last_value IS NOT NULL, schemaname, sequencename) FROM pg_sequences WHERE sequencename <> '${OUTBOX}_id_seq'`;
}

/** Prints the counters of a side that have given out less than those of the other; nothing when none has. */
export function sequencesBehind(ahead: Side, side: Side): string {
  const behind = '(last_value IS NULL OR (%2$s - last_value::numeric) * increment_by > 0)';
  const questions = `SELECT format('SELECT %1$L FROM pg_sequences WHERE schemaname = %3$L AND sequencename = %4$L AND ${behind};', quote_ident(schemaname) || '.' || quote_ident(sequencename), last_value, schemaname, sequencename) FROM pg_sequences WHERE last_value IS NOT NULL AND sequencename <> '${OUTBOX}_id_seq'`;
  return `${psql(questions, ahead)} | psql "$${side}" --no-psqlrc --set ON_ERROR_STOP=1 --tuples-only --no-align`;
}

export function carrySequences(from: Side, to: Side, ahead = 0): string {
  return `${psql(countersAhead(ahead), from)} | ${WRITING}psql "$${to}" --no-psqlrc --set ON_ERROR_STOP=1`;
}
