import { own } from '../lib/json-value.js';
import type { RollbackStep } from '../model/runbook.js';
import { VALIDATION_COMMANDS } from '../tables/rollback-scripts.js';
import { ROLLBACK_STEPS, type StepGroup } from '../tables/rollback-steps.js';

/** Whether a phase's name holds one of some words, whatever its case. */
export function isNamed(phase: string, words: readonly string[]): boolean {
  const name = phase.toLowerCase();
  return words.some((word) => name.includes(word));
}

/** The commands that show whether a rollback of a migration type worked. */
export function validationCommands(type: string): readonly string[] {
  return own<readonly string[]>(VALIDATION_COMMANDS, type) ?? [];
}

/**
 * The steps that undo a phase.
 *
 * @param position the number of the phase on the way back, from 0; part of the steps' ids
 */
export function createSteps(phase: string, type: string, position: number): RollbackStep[] {
  const groups = (own<readonly StepGroup[]>(ROLLBACK_STEPS, type) ?? []).filter(
    ({ phases }) => phases.length === 0 || isNamed(phase, phases),
  );
  const steps = groups.flatMap((group) => numberSteps(group, position));
  return [...steps, validationStep(phase, type, position, steps)];
}

function numberSteps({ area, steps }: StepGroup, position: number): RollbackStep[] {
  const id = (number: number) => `rb_${area}_${position}_${String(number).padStart(2, '0')}`;
  return steps.map((template, index) => {
    const { name, description, script_type, script_content, estimated_duration_minutes, ...rest } = template;
    return {
      step_id: id(index + 1),
      name,
      description,
      script_type,
      script_content,
      estimated_duration_minutes,
      dependencies: index === 0 ? [] : [id(index)],
      ...rest,
    };
  });
}

function validationStep(phase: string, type: string, position: number, before: readonly RollbackStep[]): RollbackStep {
  return {
    step_id: `rb_validate_${position}_final`,
    name: 'Validate rollback completion',
    description: `Comprehensive validation that ${phase} rollback completed successfully`,
    script_type: 'manual',
    script_content: 'Execute validation checklist for this phase',
    estimated_duration_minutes: 10,
    dependencies: before.map((step) => step.step_id),
    validation_commands: validationCommands(type),
    success_criteria: [`${phase} fully rolled back`, 'All validation checks pass'],
    failure_escalation: `Investigate ${phase} rollback failures`,
    rollback_order: 99,
  };
}
