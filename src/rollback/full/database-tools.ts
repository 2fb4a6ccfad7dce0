import type { Dialect } from '../../model/catalog/common.js';
import type { OperationalStep } from '../../model/plan-detail.js';
import type { AskedOf } from '../../model/runbook-step.js';
import type { Dropped } from './losses.js';
import { mysqlTools } from './mysql-tools.js';
import { POSTGRESQL_TOOLS } from './postgresql-tools.js';

/** What keeps a table or its values, of a backup that was restored beside production. */
export interface CopyBack {
  readonly statements: readonly string[];
  /** Asks whether the table is there to take them. */
  readonly isThere: string;
  readonly answer: string;
}

/** How a runbook asks, dumps and restores a database: commands of the server's own programs, as text of a shell. */
export interface DatabaseTools {
  /** A command that answers a query with the value alone. */
  ask(query: string, where?: 'restored'): string;
  /** A name as it is written in a query. */
  quote(path: string): string;
  /** One that is no path. */
  quoteName(name: string): string;
  /** What else must be so before a statement waits for locks; each with its answer. */
  readonly quiet: readonly AskedOf[];
  readonly blocked: { readonly query: string; readonly cancel: string };
  /** The schema as text without what differs from dump to dump, of the server and of a backup. */
  readonly schema: string;
  schemaOf(backup: string): string;
  /** The command of a backup, and its file; `name` may have words of the shell in it. */
  backup(name: string): string;
  /** The file of a backup that a command makes. */
  fileOf(command: string): string | undefined;
  /** Answers `complete`. */
  isWhole(file: string): string;
  /** The file in a backup whose time is the time of the backup. */
  stamp(file: string): string;
  readonly size: string;
  /** A line for each step of SQL: whether what it verifies is so. */
  probe(steps: readonly OperationalStep[]): string;
  /** What must be so when nothing is half done. */
  readonly whole: readonly { readonly query: string; readonly answer?: string }[];
  /** Behind what numbers rows, when that may have fallen behind. */
  readonly sequences?: { readonly command: string; readonly remedy: string };
  analyze(tables: readonly string[]): string;
  /** How many triggers that keep two shapes alike are left. */
  readonly mirrors: string;
  /** Writes since the last reading of counters, where the server counts them. */
  readonly writes?: string;
  readonly restored: {
    /** The variables that say where it is. */
    readonly address: string;
    readonly identity: string;
    readonly isEmpty: AskedOf;
    readonly hasTables: AskedOf;
    readonly overview: string;
    restore(file: string): string;
    copyTable(table: string): CopyBack;
    copyColumn(table: string, column: string): CopyBack;
    /** Counts what was dropped, or what of it is there. */
    count(dropped: Dropped): string;
  };
}

/** The tools of a server. */
export function toolsOf(dialect: Dialect): DatabaseTools {
  return dialect === 'postgresql' ? POSTGRESQL_TOOLS : mysqlTools(dialect);
}
