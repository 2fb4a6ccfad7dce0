import type { FullSpec } from '../../model/full-spec.js';
import type { MigrationPhase, MigrationPlan } from '../../model/plan.js';
import type { OperationalStep, SuccessCriterion } from '../../model/plan-detail.js';
import type { PlanPattern } from '../../tables/plan-patterns.js';
import { PHASE_GOALS } from '../../tables/plan-phases.js';
import { ROLES } from '../../tables/plan-settings.js';
import { planPhaseOf } from './assemble.js';
import { partOf, rolloutOf } from './rollout-of.js';

interface Facts {
  readonly steps: readonly OperationalStep[];
  readonly pattern: PlanPattern;
  readonly criteria: readonly SuccessCriterion[];
  readonly spec: FullSpec;
}

/** The outline with what is really done in the place of its templates; every key keeps its meaning. */
export function concreteOutline(outline: MigrationPlan, facts: Facts): MigrationPlan {
  const names = outline.phases.map(({ name }) => name);
  const triggers = triggersOf(facts.spec);
  return {
    ...outline,
    phases: outline.phases.map((phase) => concretePhase(phase, names, triggers, facts)),
    success_criteria: facts.criteria.map(({ criterion, target }) => `${criterion}: ${target}`),
    rollback_plan: {
      ...outline.rollback_plan,
      rollback_phases: outline.rollback_plan.rollback_phases.map((phase) => {
        const own = facts.steps.filter(({ plan_phase }) => plan_phase === phase.phase).toReversed();
        const undone = own.filter(({ down, irreversible }) => down.length > 0 || irreversible !== undefined);
        if (undone.length === 0) return { ...phase, ...NOTHING_UNDONE };
        return {
          ...phase,
          rollback_actions: undone.map((step) => undoing(step)),
          validation_criteria: undone.filter(({ down }) => down.length > 0).map(({ title }) => `as before: ${title}`),
        };
      }),
      ...(triggers.length > 0 && { rollback_triggers: triggers }),
    },
    stakeholders: Object.values(ROLES).map(({ title }) => title),
  };
}

const NOTHING_UNDONE = {
  rollback_actions: ['nothing to undo: nothing was changed'],
  validation_criteria: [],
  estimated_time_minutes: 0,
};

function undoing({ title, id, irreversible }: OperationalStep): string {
  if (irreversible !== undefined) return `no undoing of ${title} (${id}): ${irreversible.recover_by}`;
  return `undo ${title} (${id})`;
}

function concretePhase(
  phase: MigrationPhase,
  names: readonly string[],
  triggers: readonly string[],
  { steps, pattern }: Facts,
): MigrationPhase {
  const own = steps.filter(({ plan_phase }) => plan_phase === phase.name);
  const goals = pattern.phases.filter((each) => planPhaseOf(each.rollout, names, partOf(each)) === phase.name);
  const gates = goals.map(({ gate }) => gate);
  const isTemplate = phase.description === `Execute ${phase.name} phase`;
  const rollout = rolloutOf(phase.name);
  const described = goals.map(({ goal }) => goal).join('; ') || (rollout && PHASE_GOALS[rollout]);
  return {
    ...phase,
    ...(isTemplate && described && { description: described }),
    ...(own.length > 0
      ? { tasks: own.map(({ title }) => title) }
      : {
          tasks: ['nothing to do: no step belongs to this phase'],
          validation_criteria: ['nothing to look at: the phase changes nothing'],
        }),
    ...(own.length > 0 && {
      validation_criteria: [
        ...new Set([...gates, ...own.filter(({ kind }) => kind !== 'wait').map(({ expected }) => expected)]),
      ],
      resources_required: [...new Set(own.map(({ owner }) => owner))],
    }),
    ...(triggers.length > 0 && { rollback_triggers: triggers }),
  };
}

function triggersOf({ rollback_triggers: triggers }: FullSpec): string[] {
  return (triggers ?? []).map(({ metric, threshold, duration_minutes: minutes, action }) => {
    const time = minutes === undefined ? '' : ` for ${Number(minutes)} minutes`;
    return `${metric} over ${Number(threshold)}${time}${action === undefined ? '' : `: ${action.replaceAll('_', ' ')}`}`;
  });
}
