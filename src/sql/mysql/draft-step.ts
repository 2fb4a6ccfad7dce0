import { type CostSettings, costOf, costTogether } from '../../diff/migration/mysql/cost.js';
import { costWithWords } from '../../diff/migration/mysql/cost-of-words.js';
import type { DdlCost } from '../../model/migration/online-ddl.js';
import type { Step } from '../../model/step.js';
import { type Alteration, type Server, type StepDraft, type Way, when } from './alteration.js';
import { type Linked, onlineTools } from './online-tools.js';
import { id } from './spelling.js';
import { KEEP_HISTORY } from './versioning.js';

/**
 * An alteration as a step: each way one statement that says how the server must do it, so that it refuses rather than
 * holds up writes unasked. Where writes have to wait for as long as the table is gone through, the title says so, and
 * there are the command lines that do the same while others write.
 */
export function draftOf(alteration: Alteration, server: Server, linked: Linked): StepDraft {
  const { phase, title, path, table, up, down, done, verify = [], loss } = alteration;
  const { preflight = [], undoPreflight = [], undoVerify = [] } = alteration;
  const forwards = costOfWay(up, server);
  const guarded = (way: Way, answer: 0 | 1) => {
    const { clauses, leading = [], following = [] } = way;
    if (clauses.length === 0) return [...leading, ...following];
    const { before, statement } = alterStatements(table, way, server);
    return [...leading, ...before, ...(done === undefined ? [statement] : when(done, answer, statement)), ...following];
  };
  const waiting = waitingFor(up, forwards);
  return {
    phase,
    title: waiting === undefined ? title : `${title} (${waiting})`,
    path,
    up: guarded(up, 0),
    down: guarded(down, 1),
    verify: verify.length > 0 || done === undefined ? verify : [{ run: done, expect: '1' }],
    locks: [lockOf(table, up, forwards)],
    rewrites: isRebuilt(up, forwards) ? [table] : [],
    losses: loss === undefined ? [] : [loss],
    preflight,
    undoPreflight,
    undoVerify: done === undefined ? undoVerify : [{ run: done, expect: '0' }, ...undoVerify],
    ...(waiting !== undefined && {
      alternatives: onlineTools(up.on, up.clauses.join(', '), linked),
      needsApproval: true,
    }),
  };
}

/** An ALTER TABLE that says how the server must do it, with what has to be said before it. */
export function alterStatements(table: string, way: Way, server: Server): { before: string[]; statement: string } {
  // The rows that a table remembers are altered with it (MariaDB, "System-Versioned Tables").
  const before = way.on?.options['system_versioning'] === undefined ? [] : [KEEP_HISTORY];
  return { before, statement: `ALTER TABLE ${id(table)} ${clausesOf(way, costOfWay(way, server), server)}` };
}

/** What the clauses cost together, given the table; nothing where only the server could tell. */
function costOfWay({ on, operations, clauses }: Way, server: Server): DdlCost | undefined {
  if (on === undefined || operations.length === 0 || clauses.length === 0) return undefined;
  const settings: CostSettings = { ...server, isStrict: true };
  const parts = operations.map((operation) => {
    // Which clause it is of matters of a character set only.
    const text = operation === 'set_default_charset' ? operation : '';
    return { operation, text, cost: costOf(operation, on, settings) };
  });
  return costWithWords(costTogether(parts, on, settings), operations, on, settings);
}

function clausesOf({ clauses, partitioning }: Way, cost: DdlCost | undefined, server: Server): string {
  const demands = demandsOf(cost, server);
  if (partitioning === undefined) return [...clauses, ...demands].join(', ');
  if (partitioning === 'all') return [demands.join(', '), ...clauses].filter((text) => text !== '').join(' ');
  // MariaDB takes no demands beside a clause about some partitions.
  return [...(server.dialect === 'mariadb' ? [] : demands), ...clauses].join(', ');
}

/** The clause that has the server refuse what it cannot do in this way. MySQL takes no LOCK beside INSTANT. */
function demandsOf(cost: DdlCost | undefined, { dialect }: Server): string[] {
  if (cost === undefined) return [];
  if (dialect === 'mariadb') return [`ALGORITHM=${cost.algorithm}`, `LOCK=${cost.lock}`];
  const algorithm = cost.algorithm === 'NOCOPY' ? 'INPLACE' : cost.algorithm;
  return algorithm === 'INSTANT' ? ['ALGORITHM=INSTANT'] : [`ALGORITHM=${algorithm}`, `LOCK=${cost.lock}`];
}

/** Why writes have to wait, in words; nothing where they need not. */
function waitingFor({ clauses }: Way, cost: DdlCost | undefined): string | undefined {
  if (clauses.length === 0 || cost?.lock === 'NONE') return undefined;
  if (cost === undefined) return 'may copy the table; writes may wait';
  const what =
    cost.algorithm === 'COPY' ? 'copies the table; ' : cost.algorithm === 'INPLACE' ? 'rebuilds the table; ' : '';
  return `${what}writes wait`;
}

/** What nobody measured may copy. */
function isRebuilt({ clauses }: Way, cost: DdlCost | undefined): boolean {
  if (clauses.length === 0) return false;
  return cost === undefined || cost.algorithm === 'COPY' || cost.algorithm === 'INPLACE';
}

function lockOf(object: string, { clauses }: Way, cost: DdlCost | undefined): Step['locks'][number] {
  if (clauses.length === 0) return { object, mode: 'metadata lock', blocks: 'schema changes' };
  if (cost === undefined) return { object, mode: 'LOCK=DEFAULT', blocks: 'writes' };
  return { object, mode: `LOCK=${cost.lock}`, blocks: cost.lock === 'NONE' ? 'schema changes' : 'writes' };
}
