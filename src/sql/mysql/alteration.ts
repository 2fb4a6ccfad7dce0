import { type CostSettings, costOf, costTogether } from '../../diff/migration/mysql/cost.js';
import { singleQuoted } from '../../lib/shell-quote.js';
import type { Dialect } from '../../model/catalog/common.js';
import type { Table } from '../../model/catalog/table.js';
import type { DdlCost, TableOperation } from '../../model/migration/online-ddl.js';
import type { Question, Step, StepPhase } from '../../model/step.js';
import type { Loss } from '../operation.js';
import { id, literal } from './spelling.js';

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
  /** What shows that it is done, where it can simply be run again. */
  readonly verify?: readonly Question[];
  /** What must hold of the rows before it is done, and before it is undone. */
  readonly preflight?: readonly Question[];
  readonly undoPreflight?: readonly Question[];
  readonly loss?: Loss;
}

const KEEP_HISTORY = 'SET SESSION system_versioning_alter_history = KEEP';

/** What the clauses cost together, given the table; nothing where only the server could tell. */
function costOfWay({ on, operations, clauses }: Way, server: Server): DdlCost | undefined {
  if (on === undefined || operations.length === 0) return undefined;
  const settings: CostSettings = { ...server, isStrict: true };
  const parts = operations.map((operation) => ({ operation, text: '', cost: costOf(operation, on, settings) }));
  return clauses.length === 0 ? undefined : costTogether(parts, on, settings);
}

/** The clause that has the server refuse what it cannot do in this way. MySQL takes no LOCK beside INSTANT. */
function demand(cost: DdlCost | undefined, { dialect }: Server): string[] {
  if (cost === undefined) return [];
  if (dialect === 'mariadb') return [`ALGORITHM=${cost.algorithm}`, `LOCK=${cost.lock}`];
  const algorithm = cost.algorithm === 'NOCOPY' ? 'INPLACE' : cost.algorithm;
  return algorithm === 'INSTANT' ? ['ALGORITHM=INSTANT'] : [`ALGORITHM=${algorithm}`, `LOCK=${cost.lock}`];
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
  readonly losses: readonly Loss[];
  readonly preflight?: readonly Question[];
  readonly undoPreflight?: readonly Question[];
  readonly alternatives?: readonly string[];
};

export function draftOf(alteration: Alteration, server: Server): StepDraft {
  const { phase, title, path, table, up, down, done, verify = [], loss } = alteration;
  const { preflight = [], undoPreflight = [] } = alteration;
  const [forwards, backwards] = [costOfWay(up, server), costOfWay(down, server)];
  const text = ({ clauses }: Way, cost: DdlCost | undefined) =>
    `ALTER TABLE ${id(table)} ${[...clauses, ...demand(cost, server)].join(', ')}`;
  const guarded = (way: Way, cost: DdlCost | undefined, answer: 0 | 1) => {
    const { on, clauses, leading = [], following = [] } = way;
    if (clauses.length === 0) return [...leading, ...following];
    const statement = done === undefined ? [text(way, cost)] : when(done, answer, text(way, cost));
    // The rows that a table remembers are altered with it (MariaDB, "System-Versioned Tables").
    const remembered = on?.options['system_versioning'] === undefined ? [] : [KEEP_HISTORY];
    return [...leading, ...remembered, ...statement, ...following];
  };
  const isCopy = forwards?.algorithm === 'COPY';
  // What nobody measured may copy.
  const isUnknown = forwards === undefined && up.clauses.length > 0;
  const isRebuild = isCopy || isUnknown || forwards?.algorithm === 'INPLACE';
  return {
    phase,
    title: isCopy ? `${title} (copies the table; writes wait)` : title,
    path,
    up: guarded(up, forwards, 0),
    down: guarded(down, backwards, 1),
    verify: done === undefined ? verify : [{ run: done, expect: '1' }],
    locks: [lockOf(table, up, forwards)],
    rewrites: isRebuild ? [table] : [],
    losses: loss === undefined ? [] : [loss],
    preflight,
    undoPreflight,
    ...(isCopy && { alternatives: onlineTools(table, up.clauses.join(', ')) }),
  };
}

function lockOf(object: string, { clauses }: Way, cost: DdlCost | undefined): Step['locks'][number] {
  if (clauses.length === 0) return { object, mode: 'metadata lock', blocks: 'schema changes' };
  if (cost === undefined) return { object, mode: 'LOCK=DEFAULT', blocks: 'writes' };
  return { object, mode: `LOCK=${cost.lock}`, blocks: cost.lock === 'NONE' ? 'schema changes' : 'writes' };
}

/** Command lines of the tools that copy a table while others write to it. */
function onlineTools(table: string, clauses: string): string[] {
  const withGhost = /\bFOREIGN KEY\b/.test(clauses)
    ? []
    : [
        `gh-ost --host="$HOST" --user="$USER" --database="$DATABASE" --table=${singleQuoted(table)} --alter=${singleQuoted(clauses)} --execute`,
      ];
  return [
    // gh-ost refuses foreign keys (its documentation, "Requirements & limitations").
    ...withGhost,
    `pt-online-schema-change --alter ${singleQuoted(clauses)} --execute D="$DATABASE",t=${singleQuoted(table)},h="$HOST"`,
  ];
}
