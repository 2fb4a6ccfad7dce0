import { own } from '../lib/json-value.js';
import { title } from '../lib/python/text.js';
import type { Level, MigrationPhase } from '../model/plan.js';
import type { MigrationSpec } from '../model/spec.js';
import { DEFAULT_PHASES, FALLBACK_DURATION, FALLBACK_PHASES, PATTERNS, type Pattern } from '../tables/patterns.js';
import { PHASE_RESOURCES, PHASE_ROLLBACK_TRIGGERS, PHASE_TEMPLATES, type PhaseTemplate } from '../tables/phases.js';

/** The phases of a migration, in order, each with its share of the whole duration. */
export function createPhases(spec: MigrationSpec, complexity: Level): MigrationPhase[] {
  const pattern = findPattern(spec);
  const names = pattern?.phases ?? own<Pattern['phases']>(DEFAULT_PHASES, spec.type) ?? FALLBACK_PHASES;
  const hours = Math.floor(estimateHours(pattern, complexity) / names.length);
  return names.map((name, position) => createPhase(name, hours, names[position - 1]));
}

function findPattern(spec: MigrationSpec): Pattern | undefined {
  const patterns = own<Readonly<Record<string, Pattern>>>(PATTERNS, spec.type) ?? {};
  return own(patterns, spec.pattern ?? '');
}

/** Whole hours that a migration takes. */
function estimateHours(pattern: Pattern | undefined, complexity: Level): number {
  const baseHours = pattern?.baseHours ?? FALLBACK_DURATION.baseHours;
  const multiplier = pattern?.multipliers[complexity] ?? FALLBACK_DURATION.multiplier;
  return Math.trunc(baseHours * multiplier);
}

function createPhase(name: string, hours: number, before: string | undefined): MigrationPhase {
  const template = own<PhaseTemplate>(PHASE_TEMPLATES, name) ?? templateFor(name);
  return {
    name,
    description: template.description,
    duration_hours: hours,
    dependencies: before === undefined ? [] : [before],
    validation_criteria: template.validationCriteria,
    rollback_triggers: PHASE_ROLLBACK_TRIGGERS,
    tasks: template.tasks,
    risk_level: template.riskLevel,
    resources_required: PHASE_RESOURCES,
  };
}

function templateFor(name: string): PhaseTemplate {
  return {
    description: `Execute ${name} phase`,
    tasks: [`Complete ${name} activities`],
    validationCriteria: [`${title(name)} phase completed successfully`],
    riskLevel: 'medium',
  };
}
