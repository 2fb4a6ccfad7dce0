import type { RunbookStep } from '../../model/runbook-step.js';
import { COPY_MARK } from '../../tables/copy-mark.js';

const NAME = '(?:"(?:[^"]|"")+"|`(?:[^`]|``)+`|[A-Za-z_]\\w*)';
const RELATION = `${NAME}(?:\\.${NAME})?`;
const DROP_COLUMN = new RegExp(
  `^ALTER TABLE (?:IF EXISTS )?(${RELATION}) DROP COLUMN (?:IF EXISTS )?(${NAME})(?:, (?:ALGORITHM|LOCK)=\\w+)*$`,
  'i',
);
/** In MySQL a statement that may be run again is prepared when there is something to do. */
const PREPARED = /^SET @migrate_arch = IF\(.*, '((?:[^'\\]|'')*)', 'DO 0'\)$/s;
const DROP_TABLE = new RegExp(`^DROP TABLE (?:IF EXISTS )?(${RELATION})(?: CASCADE)?$`, 'i');
const ALTER_TYPE = new RegExp(
  `^ALTER TABLE (?:IF EXISTS )?(${RELATION}) ALTER COLUMN (${NAME}) TYPE (.+?)(?: USING .+)?$`,
  'is',
);

export type Loss = NonNullable<RunbookStep['loses']>;

/**
 * What a statement takes away that nobody else holds, and the query that counts it; of the statements that plans write.
 * An undo that a plan calls reversible may still lose what was written since the step was done.
 */
function lossOf(statement: string): Loss | undefined {
  // The column that has the other name keeps all that a copy holds.
  if (statement.includes(COPY_MARK)) return undefined;
  const prepared = PREPARED.exec(statement)?.[1];
  if (prepared !== undefined) return lossOf(prepared.replaceAll("''", "'"));
  const column = DROP_COLUMN.exec(statement);
  if (column !== null) {
    const [, table, name] = column;
    return {
      what: `what was written to ${name} of ${table}`,
      query: `SELECT count(*) FROM ${table} WHERE ${name} IS NOT NULL`,
    };
  }
  const dropped = DROP_TABLE.exec(statement);
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

/** What a list of statements takes away, as one loss. */
export function lossesOf(statements: readonly string[]): Loss[] {
  return statements.flatMap((statement) => lossOf(statement) ?? []);
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
