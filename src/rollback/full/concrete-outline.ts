import type { MigrationPhase } from '../../model/plan.js';
import type { DataRecoveryPlan, RollbackPhase, RollbackStep, TriggerCondition } from '../../model/runbook.js';
import type { RunbookStep } from '../../model/runbook-step.js';
import type { Trigger } from '../../model/trigger.js';
import { URGENCY_BY_RISK } from '../../tables/rollback-steps.js';
import { GATE_WORDS } from '../../tables/runbook-stages.js';
import { backupsOf } from './backups.js';
import { personOf, type RunbookContext } from './context.js';
import { timeOf } from './strategies.js';

const wholeMinutes = (seconds: unknown) => Math.max(1, Math.ceil(Number(seconds) / 60));

/** The undoing of every phase of the plan, the last one first, by the plan's own undos. */
export function phasesOf(context: RunbookContext): RollbackPhase[] {
  return context.plan.phases.toReversed().map((phase, position) => phaseOf(phase, position, context));
}

function phaseOf(phase: MigrationPhase, position: number, context: RunbookContext): RollbackPhase {
  const { plan, undos } = context;
  const ids = new Set(plan.steps.filter(({ plan_phase }) => plan_phase === phase.name).map(({ id }) => id));
  const own = undos.filter(({ undoes }) => ids.has(undoes[0] as string));
  const { seconds } = timeOf(own);
  return {
    phase_name: `rollback_${phase.name}`,
    description:
      own.length === 0
        ? `Nothing to undo: ${phase.name} changes nothing that stays`
        : `Take back what ${phase.name} changed: ${own.length === 1 ? 'one undo' : `${own.length} undos, the last one first`}`,
    urgency_level: URGENCY_BY_RISK[phase.risk_level as keyof typeof URGENCY_BY_RISK] ?? 'medium',
    estimated_duration_minutes: seconds === undefined ? 0 : wholeMinutes(seconds.p80),
    prerequisites: [
      ...new Set([
        ...(position > 0 ? ['what was begun of the phases above is undone'] : []),
        ...own.flatMap(({ gate }) => (gate === 'none' ? [] : [`said before: ${GATE_WORDS[gate]}`])),
      ]),
    ],
    steps: own.map((step, at) => outlineStep(step, at, own)),
    validation_checkpoints: own.flatMap(({ verify, expected }) =>
      verify.length === 0 ? [expected] : verify.map(asked),
    ),
    communication_requirements: [
      `say in ${context.values.ask('status_channel')} when it begins, every 15 minutes, and when it is done`,
    ],
    risk_level: phase.risk_level,
  };
}

/** A question with its answer, on one line. */
function asked({ run, expect, is }: RunbookStep['verify'][number]): string {
  return `${run} -- ${is === 'equal' ? expect : `anything but ${expect}`}`;
}

function outlineStep(step: RunbookStep, at: number, all: readonly RunbookStep[]): RollbackStep {
  return {
    step_id: step.id,
    name: step.title,
    description: step.when,
    script_type: step.language === 'sql' ? 'sql' : step.language === 'sh' ? 'bash' : 'manual',
    script_content: step.command === '' ? step.statements.join('\n') : step.command,
    estimated_duration_minutes: step.time.seconds === undefined ? 0 : wholeMinutes(step.time.seconds.p80),
    dependencies: at === 0 ? [] : [(all[at - 1] as RunbookStep).id],
    validation_commands: step.verify.map(({ run }) => run),
    success_criteria: [step.expected],
    failure_escalation: step.on_failure,
    rollback_order: at + 1,
  };
}

/** The triggers in the words of the outline. */
export function conditionsOf(triggers: readonly Trigger[], context: RunbookContext): TriggerCondition[] {
  const called = (['sre', 'migration_lead'] as const).map((role) => {
    const { title, name, contact } = personOf(context, role);
    return `${title}: ${name} (${contact})`;
  });
  const words = { greater_than: 'over', less_than: 'below', equals: 'equal to' } as const;
  return triggers.map((trigger) => {
    const { metric, comparison, threshold, for_seconds: seconds, action } = trigger;
    const value = threshold.value === undefined ? (threshold.formula ?? 'its limit') : Number(threshold.value);
    return {
      trigger_id: trigger.id,
      name: trigger.title,
      condition: `${metric} is ${words[comparison]} ${value} for ${wholeMinutes(seconds)} minutes`,
      metric_threshold: { metric, operator: comparison, value, duration_minutes: wholeMinutes(seconds) },
      evaluation_window_minutes: wholeMinutes(seconds),
      auto_execute: action === 'automatic_rollback',
      escalation_contacts: called,
    };
  });
}

/** How data come back: what is restored, from where, and what shows that it is there. */
export function recoveryOf(context: RunbookContext, steps: readonly RunbookStep[]): DataRecoveryPlan {
  const own = steps.filter(({ stage }) => stage === 'restore');
  const { seconds } = timeOf(own);
  const { last } = backupsOf(context);
  const queries = own.flatMap(({ id, statements }) => (id === 'restore_validate' ? statements : []));
  return {
    recovery_method: 'backup_restore',
    backup_location: last ?? 'the id that the backup command of the plan printed, in the log of the migration',
    recovery_scripts: own.flatMap(({ command }) => (command === '' ? [] : [command])),
    data_validation_queries: queries.length > 0 ? queries : steps.flatMap((step) => step.loses?.query ?? []),
    estimated_recovery_time_minutes: seconds === undefined ? 0 : wholeMinutes(seconds.p80),
    recovery_dependencies:
      own.length === 0
        ? []
        : [`a new, empty instance behind ${context.tools?.restored ?? 'RESTORE_URL'}`, 'the backup can be read'],
  };
}
