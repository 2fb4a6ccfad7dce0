import { singleQuoted } from '../../lib/shell-quote.js';
import type { Dialect } from '../../model/catalog/common.js';
import type { DdlFact, TableOperation } from '../../model/migration/online-ddl.js';
import type { Question, Step, StepPhase } from '../../model/step.js';
import { ddlFactOf } from '../../tables/online-ddl.js';
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
  readonly clauses: readonly string[];
  readonly operations: readonly TableOperation[];
  /** Statements behind it, which do nothing where nothing is to do. */
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
  readonly loss?: Loss;
}

const HARDER = ['INSTANT', 'NOCOPY', 'INPLACE', 'COPY'];

/** What the clauses cost together: the most that one of them does. */
function costOf({ operations }: Way, { dialect, version }: Server): DdlFact | undefined {
  const facts = operations.map((operation) => ddlFactOf(operation, dialect, version));
  if (facts.length === 0) return undefined;
  const algorithm = facts
    .map((fact) => fact.algorithm)
    .reduce((one, other) => (HARDER.indexOf(one) > HARDER.indexOf(other) ? one : other));
  const lock = facts.some((fact) => fact.lock !== 'NONE') ? 'SHARED' : 'NONE';
  return { algorithm, lock };
}

/** The clause that has the server refuse what it cannot do in this way. MySQL takes no LOCK beside INSTANT. */
function demand(cost: DdlFact | undefined, { dialect }: Server): string[] {
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
  readonly alternatives?: readonly string[];
};

export function draftOf(alteration: Alteration, server: Server): StepDraft {
  const { phase, title, path, table, up, down, done, verify, loss } = alteration;
  const [forwards, backwards] = [costOf(up, server), costOf(down, server)];
  const text = ({ clauses }: Way, cost: DdlFact | undefined) =>
    `ALTER TABLE ${id(table)} ${[...clauses, ...demand(cost, server)].join(', ')}`;
  const guarded = (way: Way, cost: DdlFact | undefined, answer: 0 | 1) => {
    if (way.clauses.length === 0) return [];
    return [
      ...(done === undefined ? [text(way, cost)] : when(done, answer, text(way, cost))),
      ...(way.following ?? []),
    ];
  };
  const isCopy = forwards?.algorithm === 'COPY';
  // What nobody measured may copy.
  const isUnknown = forwards === undefined;
  const isRebuild = isCopy || isUnknown || forwards.algorithm === 'INPLACE';
  return {
    phase,
    title: isCopy ? `${title} (copies the table; writes wait)` : title,
    path,
    up: guarded(up, forwards, 0),
    down: guarded(down, backwards, 1),
    verify: verify ?? (done === undefined ? [] : [{ run: done, expect: '1' }]),
    locks: [
      {
        object: table,
        mode: isUnknown ? 'LOCK=DEFAULT' : `LOCK=${forwards.lock}`,
        blocks: isUnknown || forwards.lock !== 'NONE' ? 'writes' : 'schema changes',
      },
    ],
    rewrites: isRebuild ? [table] : [],
    losses: loss === undefined ? [] : [loss],
    ...(isCopy && { alternatives: onlineTools(table, up.clauses.join(', ')) }),
  };
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
