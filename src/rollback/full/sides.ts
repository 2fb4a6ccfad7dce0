import type { FullSpec } from '../../model/full-spec.js';
import type { PlanDetail } from '../../model/plan-detail.js';
import type { RunbookStep } from '../../model/runbook-step.js';
import type { DatabaseTools } from '../../plan/full/database/tools.js';
import { toolsOf } from '../../plan/full/database/tools-of.js';
import { serversIn } from '../../plan/full/servers.js';

/** Between which steps of the plan something holds. */
export type Span = Pick<RunbookStep, 'since' | 'until'>;

/** A database that a way back is about; of one that stays where it is there is one side, which needs no name. */
export interface Side {
  readonly name?: 'source' | 'target';
  readonly tools: DatabaseTools;
  /** When it holds rows that must be kept. */
  readonly matters: Span;
  /** When it leads at the end of the way back. */
  readonly leads: Span;
}

/**
 * The databases of a plan: the one that programs use, or the source and the target of data that move, of which either may
 * be the one that programs use just then.
 */
export function sidesOf(plan: PlanDetail): Side[] {
  const dialect = plan.dialect ?? 'postgresql';
  if (!movesData(plan)) return [{ tools: toolsOf(dialect), matters: {}, leads: {} }];
  const { target } = plan.specification as FullSpec & { readonly target?: unknown };
  const { steps } = plan;
  const turn = steps.find(({ cut_over: turns }) => turns === true) ?? steps.find(({ up }) => namesTarget(up));
  const end = steps.findLast(({ irreversible, kind }) => irreversible !== undefined && kind !== 'sql');
  // From contract on nothing leads back to the source, unless somebody wants to.
  const stays = steps.find(
    ({ phase, down, irreversible }) => phase === 'contract' && (down.length > 0 || irreversible !== undefined),
  );
  return [
    {
      name: 'source',
      tools: toolsOf(dialect, 'source'),
      matters: span(undefined, end?.id),
      leads: span(undefined, stays?.id),
    },
    {
      name: 'target',
      tools: toolsOf(serversIn(target)[0] ?? dialect, 'target'),
      matters: span(turn?.id, undefined),
      leads: span(stays?.id ?? turn?.id, undefined),
    },
  ];
}

const namesTarget = (up: readonly string[]) => up.some((text) => text.includes('$TARGET_URL'));

function movesData({ steps }: PlanDetail): boolean {
  return steps.some(({ cut_over: turns, up }) => turns === true || namesTarget(up));
}

function span(since: string | undefined, until: string | undefined): Span {
  return { ...(since !== undefined && { since }), ...(until !== undefined && { until }) };
}

/** The side by its name and by the variable that leads to it, as a part of a sentence. */
export function called({ name, tools }: Side): string {
  return name === undefined ? 'the database' : `the ${name} (${tools.address})`;
}

/** An id that says whose it is. */
export function idOf(id: string, { name }: Side): string {
  return name === undefined ? id : `${id}_${name}`;
}
