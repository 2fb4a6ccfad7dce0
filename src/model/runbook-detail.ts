import * as z from 'zod/mini';
import { DIALECTS } from './catalog/common.js';
import { quantiles, ROLLOUT_PHASES } from './operational-step.js';
import { described, type Frozen, flag, named, text, texts, whole } from './primitives.js';
import { rollbackRunbook } from './runbook.js';
import { askedOf, runbookStep, STAGES } from './runbook-step.js';
import { trigger } from './trigger.js';

/** What one may do when it goes wrong; the gentlest first. */
export const STRATEGIES = [
  'flag_off',
  'application_revert',
  'stop_and_keep',
  'down_steps',
  'restore_beside',
  'fix_forward',
] as const;
export type Strategy = (typeof STRATEGIES)[number];

const notice = z.object({ path: text('Where it belongs.'), message: text('What about it, and what to do.') });
const strategyName = (words: string) => described(z.enum(STRATEGIES), words);

const strategy = z.object({
  id: strategyName('Its name.'),
  title: text('In words.'),
  use_when: text('When it is right.'),
  not_when: text('When it is not.'),
  loses: text('What it costs.'),
  time: z.optional(quantiles),
  time_basis: text('Where the figure comes from.'),
  steps: texts('The steps of this runbook that do it, by id.'),
});

const phaseStrategy = z.object({
  phase: described(z.enum(ROLLOUT_PHASES), 'The phase of the rollout that the trouble comes in.'),
  plan_phases: texts('The phases of the plan that it belongs to.'),
  first: strategyName('What to do first.'),
  next: described(z.array(z.enum(STRATEGIES)), 'What to do when that does not help, in order.'),
  reason: text('Why.'),
  route: text('The route that has the steps, by id.'),
});

const branch = z.object({
  id: text('D1, D2 …'),
  symptom: text('What one sees.'),
  look: text('How one makes sure: a command, or what to look at.'),
  minutes: whole('Within how many minutes one decides.'),
  strategy: strategyName('What to do.'),
  steps: texts('The steps that do it, by id.'),
  otherwise: text('What to do when it has not helped by then.'),
});

const route = z.object({
  id: text('Its name.'),
  title: text('In words.'),
  when: text('Where the migration stands when this is the way.'),
  stages: described(z.array(z.enum(STAGES)), 'The parts of the way back, in order.'),
  reason: text('Why in this order.'),
});

const noReturn = z.object({
  step: text('The step of the plan, by id.'),
  number: whole('Its number in the plan.'),
  title: text('What it does.'),
  why: text('What going back after it loses.'),
  recover_by: text('What brings that back.'),
});

const objective = z.object({
  strategy: strategyName('By which strategy.'),
  rto: z.optional(quantiles),
  rto_basis: text('Where the time comes from; measured, or why one thinks so.'),
  rpo: text('Which writes are lost.'),
  rpo_query: z.optional(text('The query or command that counts them.')),
});

const atRisk = z.object({
  step: text('The step of this runbook, or of the plan, that loses it.'),
  what: text('What is lost.'),
  query: text('The query that counts it.'),
});

const check = z.object({
  id: text('C1, C2 …'),
  title: text('What it makes sure of.'),
  step: text('The step of this runbook that asks, by id.'),
  questions: z.array(askedOf),
  on_failure: text('What to do when the answer is another.'),
});

const breakGlass = z.object({
  when: text('When the gates may be passed without those who keep them.'),
  conditions: texts('What must be there all the same.'),
  audit_line: text('The command that writes it down, before anything is done.'),
  afterwards: texts('What follows, at once and within days.'),
});

const postMortem = z.object({
  title: text('Its title.'),
  due: text('By when it is held.'),
  owner: text('Who sees to it.'),
  timeline: z.array(z.object({ at: text('When, or how one finds out.'), event: text('What happened.') })),
  questions: texts('What it must answer.'),
  actions: texts('What usually follows.'),
});

/** What `rollback --detail full` answers: the runbook of the outline, then all that an operator needs. */
export const runbookDetail = described(
  z.object({
    ...rollbackRunbook.shape,
    detail: described(z.literal('full'), 'That it has all of this.'),
    plan: z.object({
      created_at: text('When the plan was made.'),
      fingerprint: text('A hash of the whole plan.'),
      fingerprints: named(z.string(), 'Those that the plan records.'),
      verdict: described(z.enum(['proven', 'not_proven', 'not_rehearsed']), 'What a rehearsal found.'),
      rehearsed_at: z.optional(text('When it was.')),
    }),
    unassigned: described(z.array(notice), 'What nobody has said yet.'),
    warnings: described(z.array(notice), 'What to look at twice.'),
    settings: named(z.string(), 'The values that are used: of the plan, a file of contacts and --set.'),
    summary: texts('What to know in the first minute.'),
    dialect: described(z.enum(DIALECTS), 'Whose SQL the undos are.'),
    routes: z.array(route),
    stages: described(
      z.array(z.object({ id: described(z.enum(STAGES), 'Its name.'), title: text('In words.'), when: text('When.') })),
      'The parts of the way back.',
    ),
    positions: described(
      z.array(
        z.object({
          step: text('A step of the plan, by id.'),
          title: text('What it does.'),
          route: text('The way back.'),
        }),
      ),
      'For each step of the plan, in order: the route when it is the last one that was begun.',
    ),
    strategies: z.array(strategy),
    strategy_by_phase: z.array(phaseStrategy),
    decision_tree: z.array(branch),
    point_of_no_return: z.object({
      sentence: text('For the whole plan: up to where one can go back without loss, and why not further.'),
      window: text('From when to when one can go back without loss, and who sees to it.'),
      steps: z.array(noReturn),
    }),
    objectives: z.array(objective),
    data_at_risk: z.array(atRisk),
    triggers: z.array(trigger),
    checks: z.array(check),
    break_glass: breakGlass,
    steps: z.array(runbookStep),
    post_mortem: postMortem,
    can_be_undone: flag('Whether every step of the plan that changes something has an undo or a recovery here.'),
  }),
  'A rollback runbook in full: the output of `migrate-arch rollback --detail full`.',
);

export type RunbookDetail = Frozen<z.infer<typeof runbookDetail>>;
export type Route = RunbookDetail['routes'][number];
export type StrategyUse = RunbookDetail['strategies'][number];
export type PhaseStrategy = RunbookDetail['strategy_by_phase'][number];
export type Branch = RunbookDetail['decision_tree'][number];
export type NoReturn = RunbookDetail['point_of_no_return']['steps'][number];
export type Objective = RunbookDetail['objectives'][number];
export type AtRisk = RunbookDetail['data_at_risk'][number];
export type Check = RunbookDetail['checks'][number];
export type BreakGlass = RunbookDetail['break_glass'];
export type PostMortem = RunbookDetail['post_mortem'];
