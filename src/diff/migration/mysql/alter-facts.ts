import type { AlterPart, Demand, MysqlFact, OnTable, Refusal } from '../../../model/migration/mysql-fact.js';
import type { MysqlStatement } from '../../../model/migration/mysql-statement.js';
import type { TableOperation } from '../../../model/migration/online-ddl.js';
import { changeFacts } from './change-facts.js';
import { reordered } from './column-operations.js';
import { type CostSettings, costAsked, costOf, costTogether, isTaken } from './cost.js';
import { costOfDrop } from './cost-of-drop.js';
import { costWithWords } from './cost-of-words.js';
import { isIgnoring, keyFacts } from './key-facts.js';
import { onTable } from './on-table.js';
import { type AlterStep, operationsOf } from './operations.js';
import { refusalsOf } from './refusals.js';

/**
 * What a statement does to tables that are there: what it costs, what becomes of the rows and of those who use them.
 *
 * @param steps of one statement, in order; RENAME TABLE has several tables
 */
export function alterFacts(
  statement: MysqlStatement,
  steps: readonly AlterStep[],
  settings: CostSettings,
  isUnchecked: boolean,
): MysqlFact[] {
  const [first] = steps as readonly [AlterStep, ...AlterStep[]];
  const on = onTable(
    statement,
    first.before,
    steps.every(({ isKnown }) => isKnown),
  );
  const demand = demandOf(steps);
  const ignored = isIgnoring(statement) && steps.some(addsKey);
  const parts = partsOf(steps, settings, isUnchecked).map((part) => (ignored ? { ...part, cost: COPIED } : part));
  const refusals = refusalsOf(steps, settings, demand);
  return [
    ...refusedFacts(on, refusals),
    // What is refused costs nothing.
    ...(parts.length === 0 || refusals.length > 0 ? [] : [alteredFact(on, parts, demand, steps, settings)]),
    ...steps.flatMap((step) => changeFacts(statement, step, settings)),
    ...keyFacts(statement, steps, settings.dialect, isUnchecked),
    ...(ignored ? [{ kind: 'duplicates_deleted', ...on } as const] : []),
  ];
}

/** Duplicates are only deleted from a copy: the server says so. */
const COPIED = { algorithm: 'COPY', lock: 'SHARED' } as const;

/** Whether a clause brings a key, which no two rows may share. */
function addsKey({ before, after }: AlterStep): boolean {
  const keys = ({ constraints }: AlterStep['before']) =>
    constraints.filter(({ type }) => /^(?:unique|primary_key)$/.test(type));
  return keys(after).length > keys(before).length;
}

function refusedFacts(on: OnTable, refusals: readonly Refusal[]): MysqlFact[] {
  return refusals.map((refusal) => ({ kind: 'statement_refused', ...on, refusal }));
}

function demandOf(steps: readonly AlterStep[]): Demand {
  const demand: { algorithm?: string; lock?: string } = {};
  for (const { clause } of steps) {
    if ((clause.kind === 'algorithm' || clause.kind === 'lock') && clause.value !== 'DEFAULT') {
      demand[clause.kind] = clause.value;
    }
  }
  return demand;
}

/** The operations of every clause; a key that goes and one that comes are one replacement, and many moves are one. */
function partsOf(steps: readonly AlterStep[], settings: CostSettings, isUnchecked: boolean): AlterPart[] {
  const found = steps.flatMap((step) => {
    return operationsOf(step, isUnchecked).map((operation) => ({ operation, text: step.text, table: step.before }));
  });
  const isReplaced =
    found.some(({ operation }) => operation === 'drop_primary_key') &&
    found.some(({ operation }) => operation === 'add_primary_key');
  const [first, last] = [steps[0]?.before, steps.at(-1)?.after];
  const move = first === undefined || last === undefined ? undefined : reordered(first.columns, last.columns);
  const replaced = (operation: TableOperation): TableOperation => {
    if (isReplaced && /^(?:add|drop)_primary_key$/.test(operation)) return 'replace_primary_key';
    return operation === 'reorder_virtual_columns' ? (move ?? operation) : operation;
  };
  return found.map(({ operation, text, table }) => {
    const meant = replaced(operation);
    const cost = costOf(meant, table, settings);
    if (cost.algorithm === 'COPY' || first === undefined || last === undefined) return { operation: meant, text, cost };
    const own = costOfDrop(meant, first, last, settings) ?? cost;
    return { operation: meant, text, cost: costWithWords(own, [meant], last, settings) };
  });
}

function alteredFact(
  on: OnTable,
  parts: readonly AlterPart[],
  demand: Demand,
  steps: readonly AlterStep[],
  settings: CostSettings,
): MysqlFact {
  const operations = parts.map(({ operation }) => operation);
  const [{ before }] = steps as readonly [AlterStep];
  const best = costWithWords(costTogether(parts, before, settings), operations, steps.at(-1)?.after, settings);
  return {
    kind: 'table_altered',
    ...on,
    parts,
    best,
    cost: costAsked(demand, best, parts, settings.dialect),
    demand,
    isDemandRefused: !isTaken(demand, best, parts, settings.dialect),
    isCostlierTogether: parts.every(({ cost }) => cost.algorithm !== best.algorithm),
    dialect: settings.dialect,
    version: settings.version,
  };
}
