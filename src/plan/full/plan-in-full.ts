import { hashStatements } from '../../lib/hash.js';
import type { CompatibilityReport } from '../../model/compatibility-report.js';
import type { FullSpec } from '../../model/full-spec.js';
import type { MigrationPlan } from '../../model/plan.js';
import type { Notice, OperationalStep, PlanDetail } from '../../model/plan-detail.js';
import type { Rehearsal } from '../../model/rehearsal.js';
import type { MigrationSpec } from '../../model/spec.js';
import type { PatternFamily, PlanPattern } from '../../tables/plan-patterns.js';
import { PROGRESSIVE_TOOLS } from '../../tables/plan-settings.js';
import { planMigration } from '../plan-migration.js';
import { assembleSteps } from './assemble.js';
import { choosePattern } from './choose-pattern.js';
import { concreteOutline } from './concrete-outline.js';
import { criteriaOf } from './criteria.js';
import { toolsOf } from './database/tools-of.js';
import type { Context, Draft } from './draft.js';
import { holdsLockFor, sqlOf } from './locks.js';
import { writeMessages } from './messages.js';
import { checklistsOf, controlsOf, isKnownRegime, stakeholdersOf } from './people.js';
import { matrixOf, registerRisks } from './risks.js';
import { scheduleSteps } from './schedule.js';
import { serverOf } from './servers.js';
import { givenSettings, settingsOf } from './settings.js';
import { criticalPath, simulate } from './simulate.js';
import { apiRollout } from './steps/api.js';
import { dataRollout } from './steps/data.js';
import { infrastructureRollout } from './steps/infrastructure.js';
import { schemaRollout } from './steps/schema.js';
import { serviceRollout } from './steps/service.js';
import { weaveSql } from './steps/weave-sql.js';
import { findWarnings, otherServer } from './warnings.js';
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
    steps: planned,
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
  });
  const controls = controlsOf(spec.constraints?.compliance_requirements ?? []);
  const estimates = simulate(steps, new Set(steps.filter((step) => holdsLockFor(step) > 0).map(({ id }) => id)));
  const schedule = withDowntime(scheduleSteps(steps, spec, request.start), spec, Number(estimates.locks.p80));
  const warnings = [...findWarnings(spec), ...otherServer(spec, report?.dialect), ...aboutSettings(context, pattern)];
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

function aboutSettings({ spec, settings }: Context, { family }: PlanPattern): Notice[] {
  const regimes = spec.constraints?.compliance_requirements ?? [];
  const unknown = regimes.flatMap((name, at) =>
    isKnownRegime(name)
      ? []
      : [
          {
            path: `/constraints/compliance_requirements/${at}`,
            message: `no controls are known for ${JSON.stringify(name)}: add them by hand`,
          },
        ],
  );
  const names = ['old_service', 'new_service'] as const;
  const keys = { old_service: 'legacy_service', new_service: 'new_service' } as const;
  const derived = names.flatMap((name) => {
    const said = settings.find(name) ?? spec.service_details?.[keys[name]]?.name;
    if (
      family !== 'service' ||
      said !== undefined ||
      settings.missing().some(({ path }) => path === `/settings/${name}`)
    ) {
      return [];
    }
    const path = `/service_details/${keys[name]}/name`;
    return [
      {
        path,
        message: `is not there, so the name was made from ${name === 'old_service' ? '/source' : '/target'}; --set ${name}=… says the real one`,
      },
    ];
  });
  return [...unknown, ...derived, ...twoDeployments(spec, settings, family)];
}

/** Argo Rollouts and Flagger lead one deployment to its next release; a specification may think of two. */
function twoDeployments(
  { service_details: details }: Context['spec'],
  settings: Context['settings'],
  family: PatternFamily,
): Notice[] {
  const tool = settings.find('traffic') ?? '';
  const old = settings.find('old_service') ?? details?.legacy_service?.name;
  const next = settings.find('new_service') ?? details?.new_service?.name;
  if (family !== 'service' || !PROGRESSIVE_TOOLS.includes(tool) || old === undefined || old === next) return [];
  const message = `${tool} leads one deployment from its release to the next, so ${next ?? 'new_service'} must run the old release when it begins; between two deployments, gateway-api or istio split the requests`;
  return [{ path: '/settings/traffic', message }];
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
