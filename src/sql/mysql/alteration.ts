import type { Dialect } from '../../model/catalog/common.js';
import type { Table } from '../../model/catalog/table.js';
import type { TableOperation } from '../../model/migration/online-ddl.js';
import type { Question, Step, StepPhase } from '../../model/step.js';
import type { Loss } from '../operation.js';
import { literal } from './spelling.js';

/** The server that steps are for. */
export interface Server {
  readonly dialect: Exclude<Dialect, 'postgresql'>;
  /** As in 80029. */
  readonly version: number;
}

/** Clauses of ALTER TABLE, and what the server is known to make of them; of none when that is not known. */
export interface Way {
  /** The table as it is then. */
  readonly on?: Table;
  readonly clauses: readonly string[];
  /** Of one clause that stands by itself, how it says what it demands: in front of it, or not at all. */
  readonly partitioning?: 'all' | 'some';
  readonly operations: readonly TableOperation[];
  /** Statements before and behind it, which do nothing where nothing is to do. */
  readonly leading?: readonly string[];
  readonly following?: readonly string[];
}

/** A change of one table by one ALTER TABLE, both ways. */
export interface Alteration {
  readonly phase: StepPhase;
  readonly title: string;
  readonly path: string;
  readonly table: string;
  readonly up: Way;
  readonly down: Way;
  /** A query that answers 1 when it is done and 0 before; absent when it can simply be run again. */
  readonly done?: string;
  /** What shows that it is done, where that is more than that query. */
  readonly verify?: readonly Question[];
  /** What shows that it is undone, and what that brings back is as it was; where that is more than the query. */
  readonly undoVerify?: readonly Question[];
  /** What must hold of the rows before it is done, and before it is undone. */
  readonly preflight?: readonly Question[];
  readonly undoPreflight?: readonly Question[];
  readonly loss?: Loss;
}

/**
 * A statement that only runs when a query answers so. MySQL has no IF NOT EXISTS for parts of tables, and a plain
 * client has no IF; what is prepared is either the statement or nothing.
 */
export function when(query: string, answer: 0 | 1, statement: string): string[] {
  return [
    `SET @migrate_arch = IF((${query}) = ${answer}, ${literal(statement)}, 'DO 0')`,
    'PREPARE migrate_arch FROM @migrate_arch',
    'EXECUTE migrate_arch',
    'DEALLOCATE PREPARE migrate_arch',
  ];
}

/** What an alteration is as a step. */
export type StepDraft = Pick<Step, 'title' | 'up' | 'down' | 'verify' | 'locks' | 'rewrites'> & {
  readonly phase: StepPhase;
  readonly path: string;
  /** Of what else it is about. */
  readonly otherPaths?: readonly string[];
  readonly losses: readonly Loss[];
  readonly preflight?: readonly Question[];
  readonly undoPreflight?: readonly Question[];
  readonly undoVerify?: readonly Question[];
  readonly alternatives?: readonly string[];
  /** Whether somebody must say that writes may wait. */
  readonly needsApproval?: boolean;
};
