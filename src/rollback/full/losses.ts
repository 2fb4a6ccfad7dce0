import { NAME_IN_SQL, quoteLiteral, RELATION_IN_SQL } from '../../lib/quote.js';
import type { AskedOf, RunbookStep } from '../../model/runbook-step.js';
import { COPY_MARK } from '../../tables/copy-mark.js';
import { MIRROR_MARK } from '../../tables/mirror-mark.js';
import { ASIDE_MARK, PROGRESS_MARK } from '../../tables/progress-mark.js';

const DROP_COLUMN = new RegExp(
  `^ALTER TABLE (?:IF EXISTS )?(${RELATION_IN_SQL}) DROP COLUMN (?:IF EXISTS )?(${NAME_IN_SQL})(?:, (?:ALGORITHM|LOCK)=\\w+)*$`,
  'i',
);
/** In MySQL a statement that may be run again is prepared when there is something to do. */
const PREPARED = /^SET @migrate_arch = IF\(.*, '((?:[^'\\]|'')*)', 'DO 0'\)$/s;
const ADD_COLUMN = new RegExp(
  `\\bADD COLUMN (?:IF NOT EXISTS )?(${NAME_IN_SQL}) (.+?)(?: COLLATE .+?)? DEFAULT ('(?:[^'\\\\]|'')*'|-?\\d+(?:\\.\\d+)?|true|false)(?=[ ,]|$)`,
  's',
);
const DROP_TABLE = new RegExp(`^DROP TABLE (?:IF EXISTS )?(${RELATION_IN_SQL})(?: CASCADE)?$`, 'i');
const DROP_PROCEDURE = new RegExp(`^DROP PROCEDURE IF EXISTS \`(${ASIDE_MARK}(?:[^\`]|\`\`)+)\`$`);
const ALTER_TYPE = new RegExp(
  `^ALTER TABLE (?:IF EXISTS )?(${RELATION_IN_SQL}) ALTER COLUMN (${NAME_IN_SQL}) TYPE (.+?)(?: USING .+)?$`,
  'is',
);

const DROP_MIRROR = new RegExp(`^DROP FUNCTION (?:IF EXISTS )?\\S*${MIRROR_MARK}`, 'i');
const CREATE_TYPE = new RegExp(`\\bCREATE TYPE (${RELATION_IN_SQL}) AS ENUM\\b`, 'i');

export type Loss = NonNullable<RunbookStep['loses']>;

/**
 * What a statement takes away that nobody else holds, and the query that counts it; of the statements that plans write.
 * An undo that a plan calls reversible may still lose what was written since the step was done.
 */
function lossOf(statement: string, up: readonly string[]): Loss | undefined {
  // The column that has the other name keeps all that a copy holds.
  if (statement.includes(COPY_MARK)) return undefined;
  const prepared = unprepared(statement);
  if (prepared !== statement) return lossOf(prepared, up);
  const column = DROP_COLUMN.exec(statement);
  if (column !== null) {
    const [, table = '', name = ''] = column;
    return lossOfColumn(table, name, up);
  }
  const dropped = DROP_TABLE.exec(statement);
  // How far a step came that fills a column is the step's own.
  if (dropped?.[1]?.includes(PROGRESS_MARK) === true) return undefined;
  if (dropped !== null) {
    return { what: `the rows of ${dropped[1]}`, query: `SELECT count(*) FROM ${dropped[1]}` };
  }
  const altered = ALTER_TYPE.exec(statement);
  if (altered !== null) {
    const [, table, name, type] = altered;
    return {
      what: `what of ${name} of ${table} does not fit into ${type}: an explicit cast cuts it without a word`,
      query: `SELECT count(*) FROM ${table} WHERE ${name}::text IS DISTINCT FROM ${name}::${type}::text`,
    };
  }
  return undefined;
}

/** What a statement prepares, where it does; itself otherwise. */
function unprepared(statement: string): string {
  return PREPARED.exec(statement)?.[1]?.replaceAll("''", "'") ?? statement;
}

/** Of a column that came with a default nobody loses what that gave, which comes with the column again. */
function lossOfColumn(table: string, name: string, up: readonly string[]): Loss {
  const what = `what was written to ${name} of ${table}`;
  const rows = `SELECT count(*) FROM ${table} WHERE`;
  const added = up.map((each) => ADD_COLUMN.exec(unprepared(each))).find((each) => each?.[1] === name);
  const [, , type = '', value] = added ?? [];
  if (value === undefined) {
    const isGiven = /\bDEFAULT\b/.test(up.join('\n'));
    return { what: isGiven ? `${what}, among what its default gave` : what, query: `${rows} ${name} IS NOT NULL` };
  }
  const isOther = name.startsWith('`')
    ? `NOT (${name} <=> ${value})`
    : `${name}::text IS DISTINCT FROM (${value})::${type}::text`;
  return { what: `${what} and is not its default, ${value}`, query: `${rows} ${isOther}` };
}

/** What each of a list of statements takes away, given those that they undo. */
export function lossesOf(statements: readonly string[], up: readonly string[] = []): Loss[] {
  // Of two columns that are kept alike the other one stays, with all that was written to either.
  if (statements.some((statement) => DROP_MIRROR.test(statement))) return [];
  const made = statements.flatMap((statement) => CREATE_TYPE.exec(statement)?.[1] ?? []);
  return statements.flatMap((statement) => {
    const type = ALTER_TYPE.exec(statement)?.[3]?.replace(/\[\]$/, '');
    // A cast to a type that is made anew cuts nothing: it fails, and the step asks for such values before it begins.
    return type !== undefined && made.includes(type) ? [] : (lossOf(statement, up) ?? []);
  });
}

/** Several losses as one, with a query that counts each in a column of its own. */
export function together(losses: readonly Loss[]): Loss | undefined {
  const what = losses.map((loss) => loss.what).join('; ');
  const queries = losses.flatMap(({ query }) => query ?? []);
  if (queries.length < 2) return losses[0] === undefined ? undefined : { ...losses[0], what };
  return { what, query: `SELECT ${queries.map((query) => `(${query})`).join(', ')}` };
}

/**
 * Of statements that drop nothing but what a step fills a column by, where it keeps how far it came or the procedure that
 * does it: the questions whether that is gone.
 */
export function clearedBy(statements: readonly string[]): AskedOf[] | undefined {
  const questions = statements.flatMap((statement) => isCleared(statement) ?? []);
  return questions.length === 0 || questions.length < statements.length ? undefined : questions;
}

function isCleared(statement: string): AskedOf | undefined {
  const table = DROP_TABLE.exec(statement)?.[1];
  if (table?.includes(PROGRESS_MARK) === true) {
    const run = `SELECT pg_catalog.to_regclass(${quoteLiteral(table, 'postgresql')}) IS NULL`;
    return { run, expect: 't', language: 'sql', is: 'equal' };
  }
  const procedure = DROP_PROCEDURE.exec(statement)?.[1]?.replaceAll('``', '`');
  if (procedure === undefined) return undefined;
  const run = `SELECT COUNT(*) FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE() AND ROUTINE_NAME = ${quoteLiteral(procedure, 'mysql')}`;
  return { run, expect: '0', language: 'sql', is: 'equal' };
}

/** The column or table that a step of the plan drops, under the name that it had before it was put out of the way. */
export interface Dropped {
  readonly table: string;
  readonly column?: string;
}

/** What a step drops for good, by the paths of what changed. */
export function droppedBy(because: readonly string[], up: readonly string[]): Dropped | undefined {
  const [path = ''] = because;
  const text = up.join('\n');
  const column = /^tables\.(.+)\.columns\.([^.]+)$/.exec(path);
  if (column !== null && /\bDROP COLUMN\b/i.test(text)) {
    return { table: column[1] as string, column: column[2] as string };
  }
  const table = /^tables\.([^.]+(?:\.[^.]+)?)$/.exec(path);
  return table !== null && /\bDROP TABLE\b/i.test(text) ? { table: table[1] as string } : undefined;
}
