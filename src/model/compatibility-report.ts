import * as z from 'zod/mini';
import { DIALECTS } from './catalog/common.js';
import { finding } from './finding.js';
import { described, type Frozen, text, texts, whole } from './primitives.js';
import { schemaPair } from './schema-pair.js';
import { step } from './step.js';

/** How two schemas relate, from the worst finding. */
const COMPATIBILITY_LEVELS = [
  'fully_compatible',
  'backward_compatible',
  'potentially_incompatible',
  'breaking_changes',
] as const;

const migrationScript = described(
  z.object({
    script_type: described(z.enum(['sql', 'api', 'config']), 'What kind of script it is.'),
    description: text('What it does.'),
    script_content: text('The script, a draft to be adapted.'),
    rollback_script: text('What undoes it.'),
    dependencies: texts('What must be done before.'),
    validation_query: text('What shows that it worked.'),
  }),
  'A draft of a script for one change.',
);

const riskAssessment = z.object({
  overall_risk: z.enum(['high', 'medium', 'low']),
  deployment_risk: z.enum(['requires_coordinated_deployment', 'safe_independent_deployment']),
  rollback_complexity: z.enum(['high', 'medium', 'low']),
  testing_requirements: texts('Kinds of test that the change needs.'),
});

/** What `checkCompatibility` answers. */
const listedStatement = z.object({
  file: text('Where it stands.'),
  line: whole('From 1.'),
  statement: text('The beginning of it.'),
  reason: text('Why nobody can tell what it does, or what it is about.'),
});

export const compatibilityReport = described(
  z.object({
    schema_before: text('The beginning of the schema before, as JSON.'),
    schema_after: text('The beginning of the schema after, as JSON.'),
    analysis_date: text('When the check was made: local time, ISO 8601.'),
    overall_compatibility: described(z.enum(COMPATIBILITY_LEVELS), 'The verdict.'),
    breaking_changes_count: whole('Findings that are breaking.'),
    potentially_breaking_count: whole('Findings that are potentially breaking.'),
    non_breaking_changes_count: whole('Findings that break nothing.'),
    additive_changes_count: whole('Findings that only add.'),
    issues: z.array(finding),
    migration_scripts: z.array(migrationScript),
    risk_assessment: riskAssessment,
    recommendations: texts('What to do before the change is rolled out.'),
    omitted_findings: z.optional(whole('Findings that are counted and not listed: more than --max-findings.')),
    suppressed_findings: z.optional(whole('Findings that comments in a migration take away.')),
    dialect: z.optional(described(z.enum(DIALECTS), 'Of the databases that were compared as they are.')),
    unread: z.optional(
      described(z.array(listedStatement), 'Statements that may have changed something that was not compared.'),
    ),
    steps: z.optional(
      described(z.array(step), 'How the database before becomes the one after, and back; with --detail full.'),
    ),
    schemas: z.optional(schemaPair),
    not_compared: z.optional(
      described(
        z.array(listedStatement),
        'Statements that concern nothing that is compared: roles, databases, tablespaces, drops of what is not there.',
      ),
    ),
    next_version: z.optional(text('The version that the API description should have next (semver.org).')),
  }),
  'A compatibility report: the output of `migrate-arch check`.',
);

export type MigrationScript = Frozen<z.infer<typeof migrationScript>>;
export type RiskAssessment = Frozen<z.infer<typeof riskAssessment>>;
export type CompatibilityReport = Frozen<z.infer<typeof compatibilityReport>>;
