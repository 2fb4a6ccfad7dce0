import { hashStatements } from '../../lib/hash.js';
import type { CompatibilityReport } from '../../model/compatibility-report.js';
import type { FullSpec } from '../../model/full-spec.js';
import type { MigrationPlan } from '../../model/plan.js';
import type { OperationalStep, PlanDetail } from '../../model/plan-detail.js';
import type { Rehearsal } from '../../model/rehearsal.js';
import type { MigrationSpec } from '../../model/spec.js';
import type { PatternFamily } from '../../tables/plan-patterns.js';
import { planMigration } from '../plan-migration.js';
import { aboutSettings } from './about-settings.js';
import { assembleSteps } from './assemble.js';
import { choosePattern } from './choose-pattern.js';
import { concreteOutline } from './concrete-outline.js';
import { criteriaOf } from './criteria.js';
import { toolsOf } from './database/tools-of.js';
import type { Context, Draft } from './draft.js';
import { holdsLockFor, sqlOf } from './locks.js';
import { writeMessages } from './messages.js';
import { checklistsOf, controlsOf, stakeholdersOf } from './people.js';
import { matrixOf, registerRisks } from './risks.js';
import { scheduleSteps } from './schedule.js';
import { serverOf } from './servers.js';
import { givenSettings, settingsOf } from './settings.js';
import { criticalPath, simulate } from './simulate.js';
import { apiRollout } from './steps/api.js';
import { dataRollout } from './steps/data.js';
import { eventLogSteps } from './steps/event-log.js';
import { infrastructureRollout } from './steps/infrastructure.js';
import { schemaRollout } from './steps/schema.js';
import { serviceRollout } from './steps/service.js';
import { specifiedSql, unwrittenChanges } from './steps/specified.js';
import { weaveSql } from './steps/weave-sql.js';
import { beginsBefore, findWarnings, movedByName, otherServer } from './warnings.js';
import type { Size } from './work.js';

/** What a plan in full is made of. */
export interface FullPlanRequest {
  readonly spec: FullSpec & MigrationSpec;
  /** What --set gives; it wins over the `settings` of the specification. */
  readonly settings: ReadonlyMap<string, string>;
  /** The report of the two schemas, with its steps. */
  readonly report?: Pick<CompatibilityReport, 'issues' | 'steps' | 'dialect' | 'schemas'>;
  readonly rehearsal?: Rehearsal;
  /** What a live database says of its tables; it wins over what the specification says of them. */
  readonly database?: NonNullable<PlanDetail['database']>;
  /** What work on rows costs on the server of the migration, as it was measured there. */
  readonly calibration?: NonNullable<PlanDetail['calibration']>;
  /** A hash of the file that the report is. */
  readonly fingerprint?: string;
  /** Chooses a pattern even when the specification names one. */
  readonly recommend?: boolean;
  /** When the migration is to begin, in milliseconds since 1970. */
  readonly start?: number;
  /** When the plan is made, as it is to be printed. */
  readonly now: string;
}

const ROLLOUTS: Readonly<Record<PatternFamily, (context: Context) => Draft[]>> = {
  schema: schemaRollout,
  data: dataRollout,
  service: serviceRollout,
  infrastructure: infrastructureRollout,
  api: apiRollout,
};

/**
 * Makes the plan of a migration in full: everything of the outline, and the steps, times, risks, lists and messages that
 * an operator needs. Durations are seconds.
 *
 * @param request a specification without contradictions (`findContradictions`)
 */
export function planInFull(request: FullPlanRequest): PlanDetail {
  const { spec, report, rehearsal, calibration } = request;
  const outline = planMigration(spec, request.now);
  const planned = report?.steps ?? [];
  const isRehearsed = rehearsal?.verdict === 'proven';
  const { pattern, chosen } = choosePattern(spec, outline.complexity, {
    recommend: request.recommend ?? false,
    isRehearsed,
    hasSteps: planned.length > 0,
  });
  const dialect = report?.dialect ?? (planned.length > 0 ? 'postgresql' : serverOf(spec));
  const given = givenSettings(spec, request.settings);
  const settings = settingsOf(given);
  const context = {
    id: outline.migration_id,
    spec,
    settings,
    pattern,
    complexity: outline.complexity,
    dialect,
    steps: planned.length > 0 ? planned : [...specifiedSql(spec, dialect), ...eventLogSteps(spec, pattern, dialect)],
    unwritten: planned.length > 0 ? [] : unwrittenChanges(spec, dialect),
    database: request.database,
    calibration,
  };
  const phases = outline.phases.map(({ name }) => name);
  const drafts = ROLLOUTS[pattern.family](context);
  const rollout = pattern.family === 'schema' ? drafts : weaveSql(drafts, context);
  const steps = assembleSteps(rollout, phases, {
    sizes: sizesOf(spec, request.database),
    sizeQuery: toolsOf(dialect ?? 'postgresql').sizeOf,
    rehearsal,
    calibration,
    dialect,
  });
  const controls = controlsOf(spec.constraints?.compliance_requirements ?? []);
  const estimates = simulate(steps, new Set(steps.filter((step) => holdsLockFor(step) > 0).map(({ id }) => id)));
  const schedule = withDowntime(scheduleSteps(steps, spec, request.start), spec, Number(estimates.locks.p80));
  const warnings = [
    ...findWarnings(spec),
    ...beginsBefore(request),
    ...movedByName(spec, pattern),
    ...otherServer(spec, report?.dialect),
    ...aboutSettings(context, pattern),
  ];
  const risks = registerRisks({ spec, outline: outline.risks, steps, report, rehearsal, chosen, warnings });
  const stakeholder_matrix = stakeholdersOf(settings, controls.length > 0);
  const criteria = criteriaOf(spec, steps);
  const enriched = concreteOutline(outline, { steps, pattern, criteria, spec });
  const facts = {
    ...enriched,
    pattern: chosen,
    steps,
    schedule,
    estimates,
    risk_register: risks,
    critical_path: [],
    unassigned: settings.missing(),
    spec,
  };
  const communication = writeMessages(facts, settings);
  return {
    ...enriched,
    detail: 'full',
    pattern: chosen,
    specification: spec,
    ...(dialect !== undefined && { dialect }),
    settings: Object.fromEntries(given),
    unassigned: settings.missing(),
    warnings,
    steps,
    schedule,
    estimates,
    critical_path: criticalPath(steps),
    risk_register: risks,
    risk_matrix: matrixOf(risks),
    compliance: controls,
    success_criteria_measurable: criteria,
    checklists: checklistsOf(steps, controls, spec),
    stakeholder_matrix,
    communication,
    fingerprints: fingerprintsOf(steps, request),
    ...(report?.schemas !== undefined && { schemas: report.schemas }),
    ...(request.database !== undefined && { database: request.database }),
    ...(calibration !== undefined && { calibration }),
    ...(rehearsal !== undefined && { evidence: evidenceOf(rehearsal) }),
  } satisfies PlanDetail & MigrationPlan;
}

function sizesOf({ tables_to_migrate: tables }: FullSpec, database: PlanDetail['database']): Map<string, Size> {
  const said = (tables ?? []).map(({ name, row_count, size_mb }): [string, Size] => [
    name,
    {
      ...(row_count !== undefined && { rows: Number(row_count) }),
      ...(size_mb !== undefined && { bytes: Math.round(Number(size_mb) * 1_048_576) }),
    },
  ]);
  const source = `by the statistics of ${database?.server}`;
  const read = (database?.tables ?? []).map(({ table, rows, bytes }): [string, Size] => {
    // As the specification writes it, with or without its schema.
    const name = said.find(([other]) => `public.${other}` === table)?.[0] ?? table;
    return [name, { ...new Map(said).get(name), ...(rows !== undefined && { rows }), bytes, source }];
  });
  return new Map([...said, ...read]);
}

/** Locks count as downtime of what they block. */
function withDowntime(schedule: PlanDetail['schedule'], spec: FullSpec, locked: number): PlanDetail['schedule'] {
  const minutes = spec.constraints?.max_downtime_minutes;
  // Nothing at all is asked for, and nothing runs without a moment of waiting: a minute in sum is not told.
  const allowed = minutes === undefined ? Number.POSITIVE_INFINITY : Math.max(60, Number(minutes) * 60);
  if (locked <= allowed) return schedule;
  const problem = `locks are held for ${Math.ceil(locked)} seconds in sum at the eightieth percentile, and ${Number(minutes)} minutes of downtime are allowed`;
  return { ...schedule, fits: false, problems: [...schedule.problems, problem] };
}

function fingerprintsOf(
  steps: readonly OperationalStep[],
  { fingerprint, rehearsal }: FullPlanRequest,
): PlanDetail['fingerprints'] {
  const sql = steps.flatMap((step) => sqlOf(step) ?? []);
  return {
    ...(sql.length > 0 && { steps: hashStatements(sql) }),
    ...(fingerprint !== undefined && { report: fingerprint }),
    ...(rehearsal !== undefined && { rehearsal: rehearsal.fingerprint }),
  };
}

function evidenceOf({ verdict, server, rehearsed_at, tables }: Rehearsal): NonNullable<PlanDetail['evidence']> {
  return { verdict, server, rehearsed_at, tables: tables.map(({ table, rows }) => ({ table, rows })) };
}
