import type { OptionFile } from '../../../lib/mysql-client.js';
import type { Address } from '../../../lib/psql.js';

/** A command, and what it prints when all is well. */
export interface Question {
  readonly run: string;
  readonly expect: string;
}

/** Steps, as far as the rights that they need depend on them. */
export interface Runs {
  readonly up: readonly string[];
  readonly down: readonly string[];
  readonly because: readonly string[];
}

/** What plans and runbooks say of the question for rights. */
export const RIGHTS = {
  title: 'See that the role that runs the steps may change the tables',
  expected: 'the answer is none: the role lacks nothing that the steps or their undos need',
  on_failure:
    'run the steps as a role that has it, or have it granted; a step that lacks it fails, and changes nothing',
} as const;

/** Whose tools they are: those of the database that programs use, or of a side of a move by its own name. */
export type Side = 'production' | 'source' | 'target';

/**
 * What is asked of a database, and how it is saved and brought back, as commands of its own clients. Where the server is
 * comes from the environment; a restored instance is another one.
 */
export interface DatabaseTools {
  /** The variable of the environment that leads to the database. */
  readonly address: Address | OptionFile;
  /** The variable of the environment that leads to the restored instance. */
  readonly restored: 'RESTORE_URL' | 'RESTORE_FILE';
  /** The client, with a query: it prints the value alone. */
  ask(query: string, of?: 'restored'): string;
  /** A name as its SQL takes it. */
  name(path: string): string;
  /** No replica is more than ten seconds behind. */
  readonly lag: readonly Question[];
  /** Prints `none`, or what the role lacks that runs the steps. */
  rights(steps: readonly Runs[]): Question;
  /** No transaction is older than a minute. */
  readonly longTransactions: Question;
  /** Those that are, the oldest first, with whose they are and what they do; a query. */
  readonly oldTransactions: string;
  /** Who waits for whom, and how one ends a statement that holds others up. */
  readonly blocked: string;
  readonly cancel: string;
  /** What was written: two readings tell what came between. */
  readonly writes: string;
  readonly identity: string;
  /** The bytes of the database. */
  readonly size: string;
  /** The rows of a table by the statistics, and its bytes. */
  sizeOf(table: string): string;

  /** What a backup under a name is kept as. */
  backup(name: string): string;
  /** The command that makes it; the name may hold expansions of the shell. */
  dump(to: string): string;
  /** Where the command of a plan puts a backup, when it is one of these. */
  dumpedTo(command: string): string | undefined;
  /** Prints `complete` for a backup that is. */
  isComplete(backup: string): string;
  /** The command that prints how many whole hours ago a backup was made. */
  age(backups: readonly string[]): string;
  /** The command that brings it back into the restored instance, which is empty. */
  restore(backup: string): string;

  /** The schema as text, without what differs from time to time; and that of a backup. */
  readonly schemaText: string;
  schemaOf(backup: string): string;
  /** How many tables there are; a query. */
  readonly tables: string;
  /** The tables with their rows, to be looked at. */
  readonly tableRows: string;
  /** Prints as_planned or not_done for each question, and goes on behind an error. */
  probe(questions: readonly (Question & { readonly id: string })[]): string;

  /** Whether a table is there. */
  isThere(table: string): Question;
  /** Rows that came back, from the restored instance to production. */
  copyTable(table: string): string[];
  /** The values of a column that came back, by the key of its table, where there is none. */
  copyColumn(table: string, column: string): string[];
  /** Whether rows that were copied may be copied again, and what to do when that fails. */
  readonly copiesAgain: boolean;
  readonly copyFails: string;
  /** Renews the statistics of tables; nothing without any, where all would have to be named. */
  analyze(tables: readonly string[]): string | undefined;

  /** What a broken or unfinished step leaves behind, counted; with 0 where it must not be there at all. */
  readonly halfDone: readonly (Pick<Question, 'run'> & Partial<Question>)[];
  /** Prints the columns whose next value from a sequence is there already; a counter of MySQL goes by the rows themselves. */
  readonly sequencesBehind?: Question;
  /** The triggers of the migration that write to both sides; nothing where somebody has to look. */
  readonly dualWrites?: Question;
}

/**
 * The command that prints how many whole hours ago the newest of these files was written. Those of later steps are not
 * there yet; with none of them it fails.
 */
export function hoursSince(files: readonly string[]): string {
  const newest = `"$(ls -t ${files.join(' ')} 2>/dev/null | head -n 1)"`;
  return `echo $(( ($(date +%s) - $(date -r ${files.length === 1 ? files[0] : newest} +%s)) / 3600 ))`;
}
