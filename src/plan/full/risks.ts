import type { CompatibilityReport } from '../../model/compatibility-report.js';
import type { Finding } from '../../model/finding.js';
import type { FullSpec } from '../../model/full-spec.js';
import { LEVELS, type Level, type RiskItem } from '../../model/plan.js';
import type { ChosenPattern, Notice, OperationalStep, PlanDetail, RegisteredRisk } from '../../model/plan-detail.js';
import type { Rehearsal } from '../../model/rehearsal.js';
import { dependentNames } from './dependencies.js';
import { holdsLockFor } from './locks.js';

interface Facts {
  readonly spec: FullSpec;
  readonly outline: readonly RiskItem[];
  readonly steps: readonly OperationalStep[];
  readonly report: Pick<CompatibilityReport, 'issues'> | undefined;
  readonly rehearsal: Rehearsal | undefined;
  readonly chosen: ChosenPattern;
  readonly warnings: readonly Notice[];
}

type Found = Omit<RegisteredRisk, 'id' | 'severity'> & { readonly severity?: Level };

/** How bad something is: the product of how likely and how grave it is, on the same four words. */
export function severityOf(probability: Level, impact: Level): Level {
  const product = (LEVELS.indexOf(probability) + 1) * (LEVELS.indexOf(impact) + 1);
  if (product >= 12) return 'critical';
  if (product >= 6) return 'high';
  return product >= 3 ? 'medium' : 'low';
}

/** The risks of the outline, and one for each fact that makes one; the worst first. */
export function registerRisks(facts: Facts): RegisteredRisk[] {
  const found: Found[] = [
    ...facts.outline.map((risk) => fromOutline(risk, facts.steps)),
    ...fromFindings(facts),
    ...fromSteps(facts),
    ...fromSpec(facts),
    ...fromEndpoints(facts),
    ...fromRehearsal(facts),
    ...facts.chosen.anti_patterns.map((each) => fromAntiPattern(each, facts.steps)),
  ];
  return found
    .map((risk) => ({ ...risk, severity: risk.severity ?? severityOf(risk.probability, risk.impact) }))
    .sort((left, right) => LEVELS.indexOf(right.severity) - LEVELS.indexOf(left.severity))
    .map((risk, at) => ({ id: `R${at + 1}`, ...risk }));
}

/** The ids of risks by probability and impact, with every cell there. */
export function matrixOf(risks: readonly RegisteredRisk[]): PlanDetail['risk_matrix'] {
  const cell = (probability: Level, impact: Level) =>
    risks.filter((risk) => risk.probability === probability && risk.impact === impact).map(({ id }) => id);
  return Object.fromEntries(
    LEVELS.map((probability) => [
      probability,
      Object.fromEntries(LEVELS.map((impact) => [impact, cell(probability, impact)])),
    ]),
  );
}

const idsOf = (steps: readonly OperationalStep[], wanted: (step: OperationalStep) => boolean, most = 5) =>
  steps
    .filter(wanted)
    .slice(0, most)
    .map(({ id }) => id);

function fromOutline({ severity, owner, mitigation, ...risk }: RiskItem, steps: readonly OperationalStep[]): Found {
  return {
    ...risk,
    severity,
    owner,
    mitigation,
    fact: 'every migration of this type has it',
    trigger: 'a limit of the monitoring is passed, or a verification answers otherwise',
    mitigated_by: idsOf(steps, ({ phase, kind }) => phase === 'prepare' && kind !== 'approval'),
  };
}

/** Findings that break somebody. */
function fromFindings({ report, steps }: Facts): Found[] {
  const serious = (report?.issues ?? []).filter(
    ({ severity }) => severity === 'breaking' || severity === 'potentially_breaking',
  );
  return serious.map((finding) => ({
    category: 'technical',
    description: finding.description,
    fact: `${finding.type} (${finding.severity}) at ${finding.field_path}`,
    probability: finding.severity === 'breaking' ? 'high' : 'medium',
    impact: 'high',
    owner: 'Developer on the Change',
    trigger: triggerOf(finding),
    mitigation: finding.suggested_migration,
    mitigated_by: idsOf(
      steps,
      ({ because, phase }) => because.some((path) => mentions(finding, path)) || phase === 'ramp',
    ),
  }));
}

function triggerOf({ affected_operations: operations }: Finding): string {
  if (operations.length === 0)
    return 'errors of the old release after the expanding steps, or of the new one after its flag is on';
  return `errors of ${operations.join(', ')}`;
}

function mentions({ field_path: path }: Finding, because: string): boolean {
  return because === path || because.replace(/^tables\.public\./, 'tables.') === path;
}

function fromSteps({ steps, spec }: Facts): Found[] {
  const lossy = steps.filter(
    ({ reversibility, point_of_no_return }) => reversibility !== 'reversible' || point_of_no_return,
  );
  const locking = steps.filter((step) => holdsLockFor(step) >= 5);
  const critical = new Set(
    (spec.tables_to_migrate ?? []).filter((table) => table.critical === true).map(({ name }) => name),
  );
  return [
    ...lossy.map(
      (step): Found => ({
        category: 'technical',
        description: `There is no full way back after: ${step.title}`,
        fact: step.irreversible?.why ?? step.loss ?? 'writes that come after it stay on the new side',
        probability: 'low',
        impact: 'critical',
        owner: step.owner,
        trigger: 'somebody misses a value, or a verification answers otherwise, after the step',
        mitigation: step.irreversible?.recover_by ?? 'a backup right before it, and an approval',
        mitigated_by: idsOf(
          steps,
          ({ kind, title, phase }) => kind === 'approval' || (phase === 'contract' && /backup/.test(title)),
          3,
        ),
      }),
    ),
    ...locking.map(
      (step): Found => ({
        category: 'technical',
        description: `Others wait while this runs: ${step.title}`,
        fact: `about ${holdsLockFor(step)} seconds at the eightieth percentile (${step.estimate.basis})`,
        probability: 'high',
        impact: [...critical].some((name) => step.title.includes(name)) ? 'critical' : 'high',
        owner: step.owner,
        ...(step.cut_over === true ? CUTTING_OVER : waitingFor(step)),
        mitigated_by: [step.id],
      }),
    ),
  ];
}

const CUTTING_OVER = {
  trigger: 'it takes longer than its estimate, or the time allowed is about to pass',
  mitigation: 'try it with a copy of the data; decide beforehand at which minute one goes back by the undos',
} as const;

const waitingFor = ({ lock_timeout_ms: most = 2000 }: OperationalStep) => ({
  trigger: `queries wait for a lock for longer than ${most} ms`,
  mitigation: 'run it in the window with its lock timeout, and stop after the retries',
});

function fromSpec({ spec, steps }: Facts): Found[] {
  const tables = (spec.tables_to_migrate ?? []).filter(({ row_count }) => Number(row_count ?? 0) >= 10_000_000);
  const dependencies = dependentNames(spec);
  const regimes = spec.constraints?.compliance_requirements ?? [];
  return [
    ...tables.map(
      ({ name, row_count, size_mb }): Found => ({
        category: 'technical',
        description: `Work on ${name} takes long`,
        fact: `${Number(row_count)} rows${size_mb === undefined ? '' : `, ${Number(size_mb)} MB`}`,
        probability: 'medium',
        impact: 'medium',
        owner: 'Database Administrator',
        trigger: 'a step takes twice as long as its estimate',
        mitigation: 'rehearse with as many rows; batches; watch the replicas',
        mitigated_by: idsOf(steps, (step) => step.up.some((text) => text.includes(name))),
      }),
    ),
    ...dependencies.map(
      (name): Found => ({
        category: 'operational',
        description: `${name} fails on the new side`,
        fact: 'it is named under /constraints/dependencies',
        probability: 'medium',
        impact: 'high',
        owner: 'Migration Lead',
        trigger: `errors of ${name} rise after a share is raised`,
        mitigation: 'its owner tests against the new side before the first share, and watches during each',
        mitigated_by: idsOf(steps, ({ phase, kind }) => phase === 'ramp' && (kind === 'flag' || kind === 'traffic'), 2),
      }),
    ),
    ...regimes.map(
      (name): Found => ({
        category: 'compliance',
        description: `A control of ${name.replaceAll('_', ' ')} is missed`,
        fact: 'it is named under /constraints/compliance_requirements',
        probability: 'low',
        impact: 'critical',
        owner: 'Compliance Officer',
        trigger: 'evidence is missing when the phase ends',
        mitigation: 'the controls of this plan, with their evidence',
        mitigated_by: idsOf(steps, ({ kind }) => kind === 'approval'),
      }),
    ),
  ];
}

/** Endpoints that the new service lacks are calls that fail when the old one is gone. */
function fromEndpoints({ warnings, steps }: Facts): Found[] {
  const missing = warnings.filter(({ path }) => path.startsWith('/service_details/legacy_service/endpoints/'));
  if (missing.length === 0) return [];
  return [
    {
      category: 'technical',
      description: `Clients call ${missing.length === 1 ? 'an endpoint' : `${missing.length} endpoints`} that the new service does not have`,
      fact: missing.map(({ path }) => path).join(', '),
      probability: 'high',
      impact: 'high',
      owner: 'Developer on the Change',
      trigger: 'answers of 404 after the first share',
      mitigation:
        'serve them, or rewrite them in the gateway, before the first share; ask the log of the old service who calls them',
      mitigated_by: idsOf(steps, ({ phase, kind }) => phase === 'deploy' && kind === 'traffic'),
    },
  ];
}

function fromRehearsal({ rehearsal, steps }: Facts): Found[] {
  if (rehearsal === undefined || rehearsal.verdict === 'proven') return [];
  return [
    {
      category: 'technical',
      description: 'The rehearsal found differences',
      fact: rehearsal.differences
        .map(({ at, difference }) => `${at}: ${difference}`)
        .slice(0, 3)
        .join('; '),
      probability: 'critical',
      impact: 'high',
      owner: 'Developer on the Change',
      trigger: 'it happens in production as it did in the rehearsal',
      mitigation: 'do not begin: mend the steps, and rehearse again',
      mitigated_by: idsOf(steps, ({ kind }) => kind === 'approval', 1),
    },
  ];
}

function fromAntiPattern(found: ChosenPattern['anti_patterns'][number], steps: readonly OperationalStep[]): Found {
  return {
    category: 'operational',
    description: `The plan has an anti-pattern: ${found.id.replaceAll('_', ' ')}`,
    fact: found.path === '' ? found.finding : `${found.path}: ${found.finding}`,
    probability: 'medium',
    impact: 'high',
    owner: 'Migration Lead',
    trigger: 'the plan is approved without a change',
    mitigation: found.remedy,
    mitigated_by: idsOf(steps, ({ kind }) => kind === 'approval', 1),
  };
}
