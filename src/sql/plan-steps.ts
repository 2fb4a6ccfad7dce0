import { createHash } from 'node:crypto';
import type { Catalog } from '../model/catalog/catalog.js';
import type { Step } from '../model/step.js';
import { type Group, inOrder } from './order.js';
import { findOperations } from './postgresql/operations.js';

/** The steps that turn one database into another: first what only adds, then what moves over, then what takes away. */
export function planSteps(before: Catalog, after: Catalog): Step[] {
  const steps: Step[] = [];
  for (const group of merged(inOrder(findOperations(before, after)))) steps.push(stepOf(group, steps));
  return steps;
}

/** What comes with a new table, one after the other, is one step. */
function merged(groups: readonly Group[]): Group[] {
  const list: Group[] = [];
  const tableOf = ({ operations }: Group): string | undefined => {
    const [first] = operations;
    if (first?.action !== 'create') return undefined;
    const { kind, key, owner } = first.unit;
    return kind === 'table' ? key : owner;
  };
  const made = new Set<string>();
  for (const group of groups) {
    const last = list.at(-1);
    const table = tableOf(group);
    const isNew = group.operations[0]?.unit.kind === 'table' && group.operations[0].action === 'create';
    if (isNew && table !== undefined) made.add(table);
    if (
      last !== undefined &&
      table !== undefined &&
      made.has(table) &&
      tableOf(last) === table &&
      last.phase === group.phase
    ) {
      list[list.length - 1] = { phase: last.phase, operations: [...last.operations, ...group.operations] };
    } else list.push(group);
  }
  return list;
}

function stepOf({ phase, operations }: Group, earlier: readonly Step[]): Step {
  const up = operations.flatMap((each) => each.up);
  const down = operations.toReversed().flatMap((each) => each.down);
  const title = [...new Set(operations.map(({ action, unit }) => `${action} ${unit.title}`))].join(', ');
  const hash = createHash('sha256')
    .update(JSON.stringify([phase, up, down]))
    .digest('hex')
    .slice(0, 12);
  return {
    id: hash,
    phase,
    kind: 'sql',
    title,
    up,
    down,
    transactional: true,
    reversibility: 'reversible',
    preflight: [],
    verify: [],
    undo_preflight: [],
    locks: [],
    rewrites: [],
    lock_timeout_ms: 2000,
    statement_timeout_ms: 0,
    retries: 5,
    depends_on: earlier.slice(-1).map(({ id }) => id),
    because: [...new Set(operations.map(({ unit }) => unit.path))],
  };
}
