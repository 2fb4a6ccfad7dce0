import { hashOf } from '../lib/hash.js';
import type { Step, StepPhase } from '../model/step.js';
import type { Loss } from './operation.js';
import type { Part } from './postgresql/part.js';

/** A part of a plan as a step behind those that come earlier. */
export function stepOf(
  phase: StepPhase,
  {
    title,
    up,
    down,
    transactional,
    verify = [],
    losses,
    preflight = [],
    undoPreflight = [],
    undoVerify = [],
  }: Part & { readonly losses: readonly Loss[] },
  because: readonly string[],
  earlier: readonly Step[],
): Step {
  return {
    id: hashOf([phase, up, down, earlier.length], 12),
    phase,
    kind: 'sql',
    title,
    up,
    down,
    transactional,
    reversibility: losses.some(({ extent }) => extent === 'irreversible')
      ? 'irreversible'
      : (losses[0]?.extent ?? 'reversible'),
    ...(losses.length > 0 && { loss: losses.map((each) => each.text).join('; ') }),
    ...(phase === 'contract' && { gate: 'approval' as const }),
    preflight: [...preflight],
    verify: [...verify],
    undo_preflight: [...undoPreflight],
    ...(undoVerify.length > 0 && { undo_verify: [...undoVerify] }),
    locks: [],
    rewrites: [],
    // What is built concurrently has nobody wait behind it.
    lock_timeout_ms: up.some((each) => /\bCONCURRENTLY\b/.test(each)) ? 60_000 : 2000,
    statement_timeout_ms: 0,
    retries: 5,
    depends_on: earlier.slice(-1).map(({ id }) => id),
    because,
  };
}

/** The steps, of which the first that loses something for good says so. */
export function withNoReturn(steps: readonly Step[]): Step[] {
  const first = steps.find(({ reversibility }) => reversibility === 'irreversible');
  return steps.map((step) => {
    if (step !== first) return step;
    return {
      ...step,
      no_return: `Every step before this one can be undone; undoing this one brings the schema back, and not what was in it: ${step.loss}.`,
    };
  });
}
