import { own } from '../lib/json-value.js';
import { floorDivide, isNumeric, multiply, type Numeric } from '../lib/python/number.js';
import { str } from '../lib/python/repr.js';
import type { PlanDocument, PlannedPhase } from '../model/plan.js';
import type { RollbackPhase } from '../model/runbook.js';
import {
  COMMUNICATION_REQUIREMENTS,
  DEFAULT_PHASE,
  type PhaseRequirements,
  PREREQUISITES,
  URGENCY_BY_RISK,
  VALIDATION_CHECKPOINTS,
} from '../tables/rollback-steps.js';
import { createSteps, isNamed, validationCommands } from './steps.js';

/** The undoing of every phase of a plan, the last one first. */
export function createRollbackPhases(plan: PlanDocument, type: string): RollbackPhase[] {
  return (plan.phases ?? []).toReversed().map((phase, position) => createRollbackPhase(phase, type, position));
}

function createRollbackPhase(phase: PlannedPhase, type: string, position: number): RollbackPhase {
  const { name, hours, riskLevel } = readPhase(phase, position);
  return {
    phase_name: `rollback_${name}`,
    description: `Rollback changes made during ${name} phase`,
    urgency_level: own<RollbackPhase['urgency_level']>(URGENCY_BY_RISK, riskLevel) ?? 'medium',
    estimated_duration_minutes: floorDivide(multiply(hours, 60), 2),
    prerequisites: prerequisites(name, position),
    steps: createSteps(name, type, position),
    validation_checkpoints: checkpoints(name, type),
    communication_requirements: communication(name, riskLevel),
    risk_level: riskLevel,
  };
}

function readPhase(phase: PlannedPhase, position: number): { name: string; hours: Numeric; riskLevel: string } {
  const { hours, riskLevel } = DEFAULT_PHASE;
  if (typeof phase === 'string' || isNumeric(phase)) return { name: str(phase), hours, riskLevel };
  return {
    name: phase.name ?? `phase_${position}`,
    hours: phase.duration_hours ?? hours,
    riskLevel: phase.risk_level ?? riskLevel,
  };
}

function additions({ named }: PhaseRequirements, phase: string): string[] {
  return named.flatMap(({ phases, add }) => (isNamed(phase, phases) ? add : []));
}

function prerequisites(phase: string, position: number): string[] {
  return [
    ...PREREQUISITES.always,
    ...(position > 0 ? [PREREQUISITES.afterAnother] : []),
    ...additions(PREREQUISITES, phase),
  ];
}

function communication(phase: string, riskLevel: string): string[] {
  const atRisk = riskLevel === 'high' || riskLevel === 'critical';
  return [
    ...COMMUNICATION_REQUIREMENTS.always,
    ...(atRisk ? COMMUNICATION_REQUIREMENTS.atRisk : []),
    ...additions(COMMUNICATION_REQUIREMENTS, phase),
  ];
}

function checkpoints(phase: string, type: string): string[] {
  return [
    `${phase} rollback steps completed`,
    ...VALIDATION_CHECKPOINTS,
    ...validationCommands(type)
      .slice(0, 3)
      .map((command) => `Validation command passed: ${command.slice(0, 50)}...`),
  ];
}
