import * as z from 'zod/mini';
import { amount, anything, described, type Frozen, named, text, texts, whole } from './primitives.js';

export const LEVELS = ['low', 'medium', 'high', 'critical'] as const;
export type Level = (typeof LEVELS)[number];

const level = (description: string) => described(z.enum(LEVELS), description);

const migrationPhase = described(
  z.object({
    name: text('Name of the phase.'),
    description: text('What the phase does.'),
    duration_hours: whole('Hours planned for it.'),
    dependencies: texts('Phases that must be complete before.'),
    validation_criteria: texts('What must hold at its end.'),
    rollback_triggers: texts('What makes one go back.'),
    tasks: texts('What there is to do.'),
    risk_level: level('How risky the phase is.'),
    resources_required: texts('Who and what must be at hand.'),
  }),
  'One phase of a plan.',
);

const riskItem = described(
  z.object({
    category: text('technical, business, operational or compliance.'),
    description: text('What could happen.'),
    probability: level('How likely it is.'),
    impact: level('How bad it would be.'),
    severity: level('Both together.'),
    mitigation: text('What is done against it.'),
    owner: text('Who answers for that.'),
  }),
  'One risk of the migration.',
);

const rollbackPlan = described(
  z.object({
    rollback_phases: z.array(
      z.object({
        phase: text('The phase that is undone.'),
        rollback_actions: texts('What to do.'),
        validation_criteria: texts('How to see that it worked.'),
        estimated_time_minutes: whole('A quarter of the time of the phase; in full 0 where nothing is undone.'),
      }),
    ),
    rollback_triggers: texts('What makes one go back, whatever the phase.'),
    rollback_decision_matrix: named(z.string(), 'What to do at each severity.'),
    rollback_contacts: texts('Who decides.'),
  }),
  'The way back, last phase first.',
);

/** What `createPlan` answers. */
export const migrationPlan = described(
  z.object({
    migration_id: text('Twelve hexadecimal digits: a hash of the specification.'),
    source_system: anything('The system migrated from, as specified.'),
    target_system: anything('The system migrated to, as specified.'),
    migration_type: text('The type, as specified.'),
    complexity: level('Computed from the constraints.'),
    estimated_duration_hours: whole('The sum of the phases.'),
    phases: z.array(migrationPhase),
    risks: z.array(riskItem),
    success_criteria: texts('What must hold when all is done.'),
    rollback_plan: rollbackPlan,
    stakeholders: texts('Who must be told.'),
    created_at: text('When the plan was made: local time, ISO 8601.'),
  }),
  'A migration plan: the output of `migrate-arch plan`.',
);

export type MigrationPhase = Frozen<z.infer<typeof migrationPhase>>;
export type RiskItem = Frozen<z.infer<typeof riskItem>>;
export type RollbackPlan = Frozen<z.infer<typeof rollbackPlan>>;
export type MigrationPlan = Frozen<z.infer<typeof migrationPlan>>;

const plannedPhase = z.looseObject({
  name: z.optional(text('Name of the phase; phase_0, phase_1 … from the last one when absent.')),
  duration_hours: z.optional(amount('Hours planned for it, fractions allowed; 2 when absent.')),
  risk_level: z.optional(text('low, medium, high or critical; medium when absent.')),
});

/** What `createRunbook` needs of a plan: written by `createPlan`, by hand or by another tool. */
export const planDocument = described(
  z.looseObject({
    migration_id: z.optional(anything('The id of the migration; without it `source` must be there.')),
    migration_type: z.optional(z.nullable(text('database, service or infrastructure select their own procedures.'))),
    phases: z.optional(
      described(
        z.array(z.union([plannedPhase, z.string(), amount('A phase named by a number.')])),
        'The phases in the order in which they go forward; a text is a phase of that name.',
      ),
    ),
  }),
  'A migration plan as `migrate-arch rollback` reads it.',
);

export type PlanDocument = Frozen<z.infer<typeof planDocument>>;
export type PlannedPhase = NonNullable<PlanDocument['phases']>[number];
