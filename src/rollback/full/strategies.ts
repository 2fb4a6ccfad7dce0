import { own } from '../../lib/json-value.js';
import type { Quantiles } from '../../model/operational-step.js';
import { type OperationalStep, type PlanDetail, ROLLOUT_PHASES, type RolloutPhase } from '../../model/plan-detail.js';
import {
  type AtRisk,
  type Branch,
  type Objective,
  type PhaseStrategy,
  type Route,
  type RunbookDetail,
  STRATEGIES,
  type Strategy,
  type StrategyUse,
} from '../../model/runbook-detail.js';
import { type RunbookStep, STAGES, type Stage } from '../../model/runbook-step.js';
import { ROUTES, type RouteName, STAGE_WORDS } from '../../tables/runbook-stages.js';
import {
  AFTER_CUT_OVER,
  CONTRACT_OF_SIDES,
  CONTRACT_WITHOUT_UNDO,
  STRATEGY_BY_PHASE,
  STRATEGY_WORDS,
  SYMPTOMS_SEEN,
} from '../../tables/runbook-strategies.js';
import { irreversibleSteps, lossySteps, numberOf, type RunbookContext, sqlOf } from './context.js';
import { windowOf } from './window.js';

/** The parts of the way back that do a strategy. */
const stagesOf = (strategy: Strategy): readonly Stage[] => STRATEGY_WORDS[strategy].stages;

const idsOf = (steps: readonly RunbookStep[], stages: readonly Stage[]) =>
  steps.filter(({ stage }) => stages.includes(stage)).map(({ id }) => id);

/** The strategies that this plan has the means for. */
export function strategiesOf(steps: readonly RunbookStep[]): StrategyUse[] {
  return usable(steps).map((id) => {
    const { stages, ...words } = STRATEGY_WORDS[id];
    const own = steps.filter(({ stage }) => (stages as readonly Stage[]).includes(stage));
    const { seconds, basis } = timeOf(own);
    return {
      id,
      ...words,
      ...(seconds !== undefined && { time: seconds }),
      time_basis: basis,
      steps: own.map((step) => step.id),
    };
  });
}

function usable(steps: readonly RunbookStep[]): Strategy[] {
  return STRATEGIES.filter((id) => {
    const { stages } = STRATEGY_WORDS[id];
    return stages.length === 0 || idsOf(steps, stages).length > 0;
  });
}

/** What to do in each phase that the plan has steps in. */
export function strategyByPhase(
  { plan }: RunbookContext,
  steps: readonly RunbookStep[],
  positions: RunbookDetail['positions'],
): PhaseStrategy[] {
  const can = usable(steps);
  return ROLLOUT_PHASES.filter((phase) => plan.steps.some((step) => step.phase === phase)).map((phase) => {
    const own = plan.steps.filter((step) => step.phase === phase);
    const reached = own.map(({ id }) => positions.find(({ step }) => step === id)?.route);
    const { first, next, reason, route } = wordsFor(phase, own, reached);
    const order = [first, ...next].filter((id) => can.includes(id));
    return {
      phase,
      plan_phases: [...new Set(own.map(({ plan_phase }) => plan_phase))],
      first: order[0] ?? 'fix_forward',
      next: order.slice(1),
      reason,
      route: reached.includes(route) ? route : (reached.at(-1) ?? route),
    };
  });
}

/** What one does in a phase: otherwise than usual when writes go over, and when a side is taken away rather than a schema. */
function wordsFor(phase: RolloutPhase, own: readonly OperationalStep[], reached: readonly (string | undefined)[]) {
  const usual = STRATEGY_BY_PHASE[phase];
  if (phase !== 'contract') return reached.includes(ROUTES.after_cut_over.id) ? AFTER_CUT_OVER : usual;
  if (own.some(({ kind }) => kind === 'sql')) return usual;
  return own.some(({ down }) => down.length > 0) ? { ...usual, reason: CONTRACT_OF_SIDES } : CONTRACT_WITHOUT_UNDO;
}

/** From a symptom to a strategy; symptoms that this plan cannot cause are left out. */
export function decisionTree(context: RunbookContext, steps: readonly RunbookStep[]): Branch[] {
  const isMet = {
    any: steps.some(({ undoes }) => undoes.length > 0),
    sql: sqlOf(context.plan).length > 0,
    rows_lost: irreversibleSteps(context.plan).some(({ kind }) => kind === 'sql'),
    old_side_gone: irreversibleSteps(context.plan).some(({ kind }) => kind !== 'sql'),
  };
  const can: readonly string[] = usable(steps);
  // A strategy that this plan has no means for leads nowhere.
  const within = (words: string) =>
    words.replaceAll(STRATEGY_NAMES, (name) => (can.includes(name) ? name : 'fix_forward'));
  return SYMPTOMS_SEEN.filter(({ needs }) => own(isMet, needs) ?? steps.some(({ stage }) => stage === needs)).map(
    ({ needs, id, otherwise, ...branch }, at) => ({
      id: `D${at + 1}`,
      ...branch,
      steps: idsOf(steps, stagesOf(branch.strategy)),
      otherwise: within(otherwise),
    }),
  );
}

const STRATEGY_NAMES = new RegExp(`\\b(?:${STRATEGIES.join('|')})\\b`, 'g');

/** The ways through the parts, as far as the plan has steps for them. */
export function routesOf({ plan }: RunbookContext, steps: readonly RunbookStep[]): Route[] {
  const present = new Set(steps.map(({ stage }) => stage));
  const has = {
    before_contract: true,
    after_contract: present.has('contract_undo'),
    after_cut_over: plan.steps.some(({ cut_over: turns }) => turns === true),
    rows_lost: irreversibleSteps(plan).some(({ kind }) => kind === 'sql'),
    old_side_gone: irreversibleSteps(plan).some(({ kind }) => kind !== 'sql'),
  };
  return Object.values(ROUTES)
    .filter(({ id }) => has[id])
    .map((route) => ({ ...route, stages: withoutIdleChecks(route.stages.filter((stage) => present.has(stage))) }));
}

/** Checks with nothing behind them guard nothing. */
function withoutIdleChecks(stages: readonly Stage[]): Stage[] {
  return stages.at(-1) === 'checks' ? stages.slice(0, -1) : [...stages];
}

/** The parts that a runbook has, in the order in which they are written. */
export function stagesOfRunbook(steps: readonly RunbookStep[], plan: PlanDetail): RunbookDetail['stages'] {
  return STAGES.filter((id) => steps.some(({ stage }) => stage === id)).map((id) => {
    const undone = new Set(steps.filter(({ stage }) => stage === id).flatMap(({ undoes }) => undoes));
    const kinds = plan.steps.filter((step) => undone.has(step.id)).map(({ kind }) => kind);
    return { id, ...STAGE_WORDS[id], ...stageTitle(id, new Set(kinds)) };
  });
}

/** What goes back first and next, by what the plan has: shares of requests and addresses are no flags. */
function stageTitle(stage: Stage, kinds: ReadonlySet<OperationalStep['kind']>): { readonly title?: string } {
  if (stage === 'application_revert' && !kinds.has('deploy')) return { title: 'What was made ready, taken back' };
  if (stage !== 'flag_off' || (kinds.has('flag') && kinds.size > 1)) return {};
  return { title: kinds.has('flag') ? 'Flags off' : 'Traffic back' };
}

/** For each step of the plan the route that leads back from it. */
export function positionsOf({ plan }: RunbookContext, routes: readonly Route[]): RunbookDetail['positions'] {
  const taken = new Set(routes.map(({ id }) => id));
  let route: string = ROUTES.before_contract.id;
  return plan.steps.map((step) => {
    const behind = routeBehind(step);
    if (behind !== undefined && taken.has(behind) && !(isLost(route) && !isLost(behind))) route = behind;
    return { step: step.id, title: step.title, route };
  });
}

const isLost = (route: string) => route === ROUTES.rows_lost.id || route === ROUTES.old_side_gone.id;

/** The route that a step is the first of; nothing where it leaves the way back as it is. */
function routeBehind(step: OperationalStep): RouteName | undefined {
  if (step.irreversible !== undefined) return step.kind === 'sql' ? 'rows_lost' : 'old_side_gone';
  if (step.cut_over === true) return 'after_cut_over';
  return step.phase === 'contract' && step.down.length > 0 ? 'after_contract' : undefined;
}

/** Up to where one can go back without a loss. */
export function pointOfNoReturn(context: RunbookContext): RunbookDetail['point_of_no_return'] {
  const { plan, undos } = context;
  const steps = lossySteps(plan).map((step) => ({
    step: step.id,
    number: numberOf(plan, step.id),
    title: step.title,
    why: step.irreversible?.why ?? step.loss ?? 'what is written after it stays on the new side',
    recover_by:
      step.irreversible?.recover_by ??
      'people: they list what the new side wrote, and carry it over (step resume_reconcile)',
  }));
  const [first] = steps;
  const window = windowOf(context, first?.step);
  if (first === undefined) {
    return {
      window,
      sentence: `There is none: every one of the ${plan.steps.length} steps can be undone to the end${undos.some(({ loses }) => loses !== undefined) ? '; an undo may still lose what was written since (data at risk)' : ''}.`,
      steps,
    };
  }
  const sentence = `Step ${first.number} of ${plan.steps.length} (${first.step}): ${first.title}. Up to the step before it everything comes back; after it not, because ${first.why}.`;
  return { sentence, window, steps };
}

/** How long each strategy takes, and what it loses. */
export function objectivesOf(context: RunbookContext, strategies: readonly StrategyUse[]): Objective[] {
  return (
    strategies
      // Of mending nobody knows how long it takes; its time box is that of the decision tree.
      .filter(({ id, steps }) => steps.length > 0 && id !== 'fix_forward')
      .map(({ id, loses, time, time_basis }) => ({
        strategy: id,
        ...(time !== undefined && { rto: time }),
        rto_basis: time_basis,
        ...(id === 'restore_beside'
          ? {
              rpo: `up to the age of the backup: ${replicated(context)}`,
              ...(context.tools !== undefined && { rpo_query: context.tools.writes }),
            }
          : { rpo: id === 'down_steps' ? loses : 'no write is lost' }),
      }))
  );
}

function replicated({ plan }: RunbookContext): string {
  const copies = plan.steps.some(({ up }) => up.join('\n').includes('CREATE SUBSCRIPTION'));
  return copies
    ? 'writes since then are lost, but those that the old side still has: its replication carries them over'
    : 'nothing replicates what is written after it, so every write since then is lost unless somebody replays it; two readings of the counters tell how many';
}

/** What the undos, and the steps that cannot be undone, lose: each with the query that counts it. */
export function dataAtRisk(steps: readonly RunbookStep[]): AtRisk[] {
  return steps.flatMap(({ id, loses }) =>
    loses?.query === undefined ? [] : [{ step: id, what: loses.what, query: loses.query }],
  );
}

/** The sum of the times of steps: one after the other, with what is not known left out and said. */
export function timeOf(steps: readonly RunbookStep[]): { seconds?: Quantiles; basis: string } {
  const known = steps.flatMap(({ time }) => time.seconds ?? []);
  const unknown = steps.filter(({ time }) => time.seconds === undefined);
  const sum = (pick: (each: Quantiles) => unknown) =>
    Math.round(known.reduce((total, each) => total + Number(pick(each)), 0) * 100) / 100;
  const basis = [
    `${steps.length} ${steps.length === 1 ? 'step' : 'steps'} one after the other`,
    ...measuredWords(steps),
    ...(unknown.length > 0 ? [`without ${unknown.map(({ id }) => id).join(', ')}, whose time is not known`] : []),
  ].join('; ');
  if (steps.length === 0) return { basis: 'there is nothing to run' };
  if (known.length === 0) return { basis };
  return { seconds: { p50: sum(({ p50 }) => p50), p80: sum(({ p80 }) => p80), p95: sum(({ p95 }) => p95) }, basis };
}

/** A rehearsal measures SQL alone. */
function measuredWords(steps: readonly RunbookStep[]): string[] {
  const measured = steps.filter(({ time }) => time.source === 'rehearsal').length;
  if (measured > 0) return [`${measured} measured by the rehearsal`];
  const hasSql = steps.some(({ language }) => language === 'sql');
  return [hasSql ? 'none measured: rehearse, and plan with --evidence' : 'as they usually take'];
}
