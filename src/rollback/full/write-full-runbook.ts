import { valuesOf } from '../../lib/named-values.js';
import type { FullSpec } from '../../model/full-spec.js';
import type { Notice, OperationalStep, PlanDetail } from '../../model/plan-detail.js';
import type { RollbackRunbook } from '../../model/runbook.js';
import type { RunbookDetail } from '../../model/runbook-detail.js';
import type { RunbookStep } from '../../model/runbook-step.js';
import { givenSettings, notAssigned } from '../../plan/full/settings.js';
import { UNASSIGNED } from '../../tables/plan-settings.js';
import { OF_THE_PLAN, RUNBOOK_VALUES } from '../../tables/runbook-settings.js';
import { driftSteps, verifySteps } from './afterwards.js';
import { checkSteps, checksOf } from './checks.js';
import { conditionsOf, phasesOf, recoveryOf } from './concrete-outline.js';
import { type RunbookContext, sqlOf } from './context.js';
import { mendSteps } from './mend.js';
import { writeMessages } from './messages.js';
import { undosOfMove } from './move-back.js';
import { breakGlassOf, contactsOf, escalationOf, postMortemOf } from './people.js';
import { restoreSteps } from './restore.js';
import { resumeSteps } from './resume.js';
import { sidesOf } from './sides.js';
import { stopSteps } from './stop.js';
import {
  dataAtRisk,
  decisionTree,
  objectivesOf,
  pointOfNoReturn,
  positionsOf,
  routesOf,
  stagesOfRunbook,
  strategiesOf,
  strategyByPhase,
} from './strategies.js';
import { summarize } from './summary.js';
import { findTriggers } from './triggers.js';
import { undosOf } from './undos.js';

/** What a runbook in full is made of. */
export interface FullRunbookRequest {
  /** A plan of `plan --detail full` that nobody changed (`findTampering`). */
  readonly plan: PlanDetail;
  /** The id of the outline's runbook. */
  readonly id: string;
  /** A hash of the document that the plan is. */
  readonly fingerprint: string;
  /** What a file of contacts and --set give; it wins over the settings of the plan. */
  readonly settings: ReadonlyMap<string, string>;
  /** When the runbook is made, as it is to be printed. */
  readonly now: string;
}

/** Where nobody has said which command answers a question, people do. */
function askPeople(step: RunbookStep): RunbookStep {
  const asked = (list: RunbookStep['verify']) =>
    list.map((each) => (each.run.includes(UNASSIGNED) ? { ...each, language: 'words' as const } : each));
  return { ...step, applies: asked(step.applies), preflight: asked(step.preflight), verify: asked(step.verify) };
}

/** Makes the runbook that undoes a plan in full: everything of the outline, and all that an operator needs. */
export function writeFullRunbook(request: FullRunbookRequest): RunbookDetail {
  const { plan } = request;
  const given = givenSettings(plan, request.settings);
  const context = contextOf(plan, given);
  const steps = [
    ...stopSteps(context),
    ...undosOfMove(context),
    ...driftSteps(context),
    ...checkSteps(context),
    ...mendSteps(context),
    ...restoreSteps(context),
    ...verifySteps(context),
    ...resumeSteps(context),
  ].map(askPeople);
  const triggers = findTriggers(plan, given);
  const routes = routesOf(context, steps);
  const positions = positionsOf(context, routes);
  const strategies = strategiesOf(steps);
  const objectives = objectivesOf(context, strategies);
  const noReturn = pointOfNoReturn(context);
  const outline = {
    runbook_id: request.id,
    migration_id: plan.migration_id,
    created_at: request.now,
    rollback_phases: phasesOf(context),
    trigger_conditions: conditionsOf(triggers, context),
    data_recovery_plan: recoveryOf(context, steps),
    communication_templates: writeMessages(context, {
      runbook_id: request.id,
      objectives,
      point_of_no_return: noReturn,
    }),
    escalation_matrix: escalationOf(context),
    validation_checklist: steps.filter(({ stage }) => stage === 'verify').map(({ title }) => title),
    post_rollback_procedures: steps.filter(({ stage }) => stage === 'resume').map(({ title }) => title),
    emergency_contacts: contactsOf(context),
  } satisfies RollbackRunbook;
  return {
    ...outline,
    detail: 'full',
    plan: originOf(request),
    unassigned: [
      ...unassignedInPlan(plan, context.undos),
      ...context.values.missing().map(({ name, is }) => notAssigned(name, is)),
    ],
    warnings: findWarnings(plan),
    settings: Object.fromEntries(given),
    summary: summarize(context, steps, { noReturn, positions }),
    dialect: context.dialect,
    routes,
    stages: stagesOfRunbook(steps, plan),
    positions,
    strategies,
    strategy_by_phase: strategyByPhase(context, steps, positions),
    decision_tree: decisionTree(context, steps),
    point_of_no_return: noReturn,
    objectives,
    data_at_risk: dataAtRisk(steps),
    triggers,
    checks: checksOf(steps),
    break_glass: breakGlassOf(context),
    steps,
    post_mortem: postMortemOf(context),
    can_be_undone: plan.steps.every(isCovered),
  };
}

/** Commands of the clients of databases. */
const CLIENTS = /^(PG\w+=\S+ )*(psql|mysql|mariadb) /;

function contextOf(plan: PlanDetail, given: ReadonlyMap<string, string>): RunbookContext {
  const dialect = plan.dialect ?? 'postgresql';
  const asks = plan.steps.some(({ up }) => up.some((command) => CLIENTS.test(command)));
  const hasDatabase = sqlOf(plan).length > 0 || (plan.dialect !== undefined && asks);
  const sides = hasDatabase ? sidesOf(plan) : [];
  return {
    plan,
    spec: plan.specification as FullSpec,
    values: valuesOf(given, RUNBOOK_VALUES, UNASSIGNED),
    dialect,
    tools: sides[0]?.tools,
    sides,
    undos: undosOf(plan.steps, dialect),
  };
}

function originOf({ plan, fingerprint }: FullRunbookRequest): RunbookDetail['plan'] {
  const { created_at, fingerprints, evidence } = plan;
  return {
    created_at,
    fingerprint,
    fingerprints: Object.fromEntries(Object.entries(fingerprints).filter(([, hash]) => hash !== undefined)),
    verdict: evidence?.verdict ?? 'not_rehearsed',
    ...(evidence !== undefined && { rehearsed_at: evidence.rehearsed_at }),
  };
}

/** Commands of the plan that lack a value: they fail as they are, and only a new plan has others. One notice says all. */
function unassignedInPlan({ unassigned }: PlanDetail, undos: readonly RunbookStep[]): Notice[] {
  const lacking = undos.filter(({ statements }) => statements.some((text) => text.includes(UNASSIGNED)));
  if (lacking.length === 0) return [];
  const ids = lacking.map(({ id }) => id).join(', ');
  return [
    {
      path: '/steps',
      message: `commands of the plan have ${UNASSIGNED} in them, and would fail: plan again with ${wanted(unassigned)} (${ids})`,
    },
  ];
}

function wanted(unassigned: readonly Notice[]): string {
  const names = unassigned.flatMap(({ path }) => /^\/settings\/(\w+)$/.exec(path)?.[1] ?? []);
  const ofCommands = names.filter((name) => OF_THE_PLAN.includes(name));
  return ofCommands.length === 0
    ? 'what it lists as unassigned'
    : ofCommands.map((name) => `--set ${name}=…`).join(' ');
}

function findWarnings(plan: PlanDetail): Notice[] {
  const hasSql = sqlOf(plan).length > 0;
  const uncovered = plan.steps.filter((step) => !isCovered(step));
  return [
    ...(hasSql && plan.evidence === undefined
      ? [
          {
            path: '/evidence',
            message: 'the undos were not rehearsed: run migrate-arch rehearse, and plan again with --evidence',
          },
        ]
      : []),
    ...(plan.evidence?.verdict === 'not_proven'
      ? [{ path: '/evidence/verdict', message: 'the rehearsal found differences: do not rely on these undos' }]
      : []),
    ...uncovered.map(({ id, title }) => ({
      path: `/steps/${id}`,
      message: `${title}: the plan names no undo and no recovery of it`,
    })),
  ];
}

/** Whether a step that changes something can be taken back, or what recovers it is said. */
function isCovered({ kind, down, irreversible, phase }: OperationalStep): boolean {
  const changes = ['sql', 'flag', 'deploy', 'traffic'].includes(kind) && phase !== 'prepare' && phase !== 'close';
  return !changes || down.length > 0 || irreversible !== undefined || kind === 'sql';
}
