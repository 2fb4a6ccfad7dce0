import { own } from '../../lib/json-value.js';
import type { RolloutPhase } from '../../model/plan-detail.js';
import type { PatternPhase } from '../../tables/plan-patterns.js';
import { PHASE_ROLLOUTS } from '../../tables/plan-phases.js';

/** The part of the rollout that a phase is by its name, however that is written: Bulk Copy is bulk_copy. */
export function rolloutOf(phase: string): RolloutPhase | undefined {
  return own<RolloutPhase>(PHASE_ROLLOUTS, phase.trim().toLowerCase().replaceAll(/[ -]+/g, '_'));
}

/** What a phase of a plan may be called that a phase of a pattern belongs to: as that, or as what looks around first. */
export function partOf({ name, rollout }: Pick<PatternPhase, 'name' | 'rollout'>): string[] {
  return rollout === 'prepare' ? [name, 'assessment', 'discovery'] : [name];
}
