import * as z from 'zod/mini';
import { amount, described, type Frozen, something, text, texts, things } from './primitives.js';

const migrationConstraints = described(
  z.looseObject({
    max_downtime_minutes: z.optional(amount('Longest interruption allowed, in minutes; 480 when absent.')),
    data_volume_gb: z.optional(amount('Data to move, in gigabytes; 0 when absent.')),
    dependencies: z.optional(things('Systems that depend on the one that is migrated.')),
    compliance_requirements: z.optional(texts('Regimes that apply, such as GDPR or SOX.')),
    special_requirements: z.optional(things('Anything else that must hold; each makes the migration more complex.')),
  }),
  'What the migration must respect; it decides complexity, duration and risks.',
);

/** The specification that `createPlan` starts from. Keys it does not name are kept and become part of the id. */
export const migrationSpec = described(
  z.looseObject({
    type: text('database, service, infrastructure, data or api; any other gets the default phases.'),
    source: something('The system migrated from; a text as a rule.'),
    target: something('The system migrated to; a text as a rule.'),
    pattern: z.optional(z.nullable(text('A pattern of the type, such as schema_change or strangler_fig.'))),
    constraints: z.optional(migrationConstraints),
  }),
  'A migration specification: the input of `migrate-arch plan`.',
);

export type MigrationSpec = Frozen<z.infer<typeof migrationSpec>>;
