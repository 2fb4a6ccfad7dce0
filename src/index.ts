import { checkOpenApi } from './check/check-openapi.js';
import { checkRelational } from './check/check-relational.js';
import {
  bounded,
  type ClockOptions,
  type CompatibilityOptions,
  expectChoice,
  expectObject,
  settingsOf,
  timeOf,
} from './library/settings.js';
import type { CompatibilityReport } from './model/compatibility-report.js';
import type { MigrationPlan, PlanDocument } from './model/plan.js';
import type { RollbackRunbook } from './model/runbook.js';
import type { MigrationSpec } from './model/spec.js';
import { planMigration } from './plan/plan-migration.js';
import { DOCUMENT_TYPES } from './read/document-type.js';
import { readOpenApi } from './read/openapi.js';
import { readPlan } from './read/plan.js';
import { readRelational } from './read/relational.js';
import { recognize } from './read/schema-type.js';
import { readSpec } from './read/spec.js';
import { writeRunbook } from './rollback/write-runbook.js';
import { RULE_SETS } from './rules/rule.js';

export { exitCodeOf } from './check/exit-code.js';
export type { InTransaction } from './check/options.js';
export { type ErrorCode, EXIT, UserError } from './errors.js';
export { JsonSyntaxError, parseJson } from './lib/json.js';
export type { JsonObject, JsonValue } from './lib/json-value.js';
export { Float, type Numeric } from './lib/python/number.js';
export {
  type ContractText,
  checkAvroSchemas,
  checkGraphql,
  checkJsonSchemas,
  checkProtobuf,
  type DataContractOptions,
  type GraphqlOptions,
  type ProtoSource,
} from './library/contracts.js';
export {
  createFullPlan,
  createFullRunbook,
  type FullPlanOptions,
  type FullRunbookOptions,
  type Settings,
} from './library/full.js';
export { type RehearsalOptions, rehearse } from './library/rehearse.js';
export type { ClockOptions, CompatibilityOptions, SqlText } from './library/settings.js';
export { checkMigrations, checkSql, type MigrationCheckOptions, type SqlOptions } from './library/sql.js';
export type { Dialect } from './model/catalog/common.js';
export { type CompatibilityReport, compatibilityReport, type MigrationScript } from './model/compatibility-report.js';
export { type Finding, finding, type Severity } from './model/finding.js';
export type { Mode } from './model/mode.js';
export { type OpenApiDescription, openApiDescription } from './model/openapi.js';
export {
  type MigrationPhase,
  type MigrationPlan,
  migrationPlan,
  type PlanDocument,
  planDocument,
  type RiskItem,
} from './model/plan.js';
export { type PlanDetail, planDetail } from './model/plan-detail.js';
export { type Rehearsal, rehearsal } from './model/rehearsal.js';
export { type RelationalSchema, relationalSchema } from './model/relational.js';
export { type RollbackPhase, type RollbackRunbook, type RollbackStep, rollbackRunbook } from './model/runbook.js';
export { type RunbookDetail, runbookDetail } from './model/runbook-detail.js';
export { type MigrationSpec, migrationSpec } from './model/spec.js';
export { type Step, step } from './model/step.js';
export type { DocumentType } from './read/document-type.js';
export { renderJson } from './render/json.js';
export { renderText } from './render/text.js';
export type { Block } from './report/block.js';
export { reportCheck } from './report/compatibility-report.js';
export { reportPlanDetail } from './report/plan-detail-report.js';
export { reportPlan } from './report/plan-report.js';
export { reportRehearsal } from './report/rehearsal-report.js';
export { reportRunbookDetail } from './report/runbook-detail-report.js';
export { reportRunbook } from './report/runbook-report.js';
export type { Detail, Profile, RuleSet } from './rules/rule.js';

/**
 * Makes the plan of a migration.
 *
 * @param spec a specification: what is migrated, how, and under which constraints
 * @returns phases with their durations in hours, risks, and the way back
 * @throws UserError when a field is missing or is not what it must be
 */
export function createPlan(spec: MigrationSpec, options: ClockOptions = {}): MigrationPlan {
  const name = 'specification';
  return bounded(name, () => planMigration(readSpec(expectObject(spec, name), name), timeOf(options)));
}

/**
 * Compares two versions of a database schema or an API description and says whom the change breaks.
 *
 * @throws UserError when one is malformed, the two are of different types, or an option is none
 */
export function checkCompatibility(
  before: object,
  after: object,
  options: CompatibilityOptions = {},
): CompatibilityReport {
  const documents = [
    { name: 'before', value: expectObject(before, 'before') },
    { name: 'after', value: expectObject(after, 'after') },
  ] as const;
  const rules = expectChoice('rules', RULE_SETS, options.rules) ?? RULE_SETS[0];
  const settings = { ...settingsOf(options), rules };
  return bounded('schemas', () => {
    return recognize(...documents, expectChoice('type', DOCUMENT_TYPES, options.type)) === 'api'
      ? checkOpenApi(readOpenApi(documents[0], rules), readOpenApi(documents[1], rules), settings).report
      : checkRelational(readRelational(documents[0]), readRelational(documents[1]), settings);
  });
}

/**
 * Writes the runbook that undoes a migration.
 *
 * @param plan a plan of `createPlan`, or any with `migration_id` or `source`
 * @returns the phases in reverse with their durations in minutes, triggers, recovery of data, messages
 * @throws UserError when the plan is not what it must be
 */
export function createRunbook(plan: PlanDocument | MigrationPlan, options: ClockOptions = {}): RollbackRunbook {
  return bounded('plan', () => writeRunbook(readPlan(expectObject(plan, 'plan'), 'plan'), timeOf(options)));
}
