import { applyRenames } from '../diff/catalog/renames.js';
import type { Catalog } from '../model/catalog/catalog.js';
import type { Rename } from '../model/catalog/change.js';
import type { Step } from '../model/step.js';
import { planMysqlSteps } from './mysql/plan-steps.js';
import type { Operation } from './operation.js';
import { type Group, inOrder } from './order.js';
import { tablesByKey } from './postgresql/lineage.js';
import { type Part, whileInUse } from './postgresql/online.js';
import { findOperations } from './postgresql/operations.js';
import { renameParts } from './postgresql/renaming.js';
import { verificationOf } from './postgresql/verify.js';
import { stepOf } from './step-of.js';

/**
 * The steps that turn one database into another: first what only adds, then what moves over, then what takes
 * away. Each stands on those before it, and undoing them all in reverse leads back.
 *
 * @param renames what has another name; nothing else is taken for renamed
 */
export function planSteps(before: Catalog, after: Catalog, renames: readonly Rename[] = []): Step[] {
  if (before.dialect !== 'postgresql') return planMysqlSteps(before, after, renames);
  const steps: Step[] = [];
  const was = applyRenames(before, renames);
  const [tables, now] = [tablesByKey(was), tablesByKey(after)];
  for (const part of renameParts(renames))
    steps.push(stepOf('migrate', { ...part, verify: [], losses: [] }, [], steps));
  for (const group of merged(inOrder(findOperations(was, after)))) {
    // Nothing is only added beside names that have changed.
    const phase = renames.length > 0 && group.phase === 'expand' ? 'migrate' : group.phase;
    const { operations } = group;
    const [first] = operations;
    const alone = operations.length === 1 ? first && whileInUse(first, tables, now) : undefined;
    const because = [...new Set(operations.map(({ unit }) => unit.path))];
    const parts = alone ?? [together(operations)];
    const verify = verificationOf(operations);
    const losses = operations.flatMap(({ loss }) => loss ?? []);
    // Only the last part has done all of it.
    parts.forEach((part, at) => {
      steps.push(stepOf(phase, { ...part, losses, verify: at === parts.length - 1 ? verify : [] }, because, steps));
    });
  }
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

/** What only works together, or is over in a moment. */
function together(operations: readonly Operation[]): Part {
  return {
    title: [...new Set(operations.map(({ action, unit }) => `${action} ${unit.title}`))].join(', '),
    up: operations.flatMap((each) => each.up),
    down: operations.toReversed().flatMap((each) => each.down),
    transactional: true,
  };
}
