import * as z from 'zod/mini';
import { amount, described, type Frozen, flag, text, texts, whole } from './primitives.js';
import { step as sqlStep } from './step.js';

/** The order of a rollout: additions, the new program with its flag off, rows, traffic, patience, removals. */
export const ROLLOUT_PHASES = [
  'prepare',
  'expand',
  'deploy',
  'migrate',
  'ramp',
  'stabilize',
  'contract',
  'close',
] as const;
export type RolloutPhase = (typeof ROLLOUT_PHASES)[number];

/** How a step is done. */
export const STEP_KINDS = ['sql', 'command', 'flag', 'deploy', 'traffic', 'wait', 'approval', 'manual'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** What `up`, `down` and the questions of a step are written in. */
export const STEP_LANGUAGES = ['sql', 'sh', 'words'] as const;
export type StepLanguage = (typeof STEP_LANGUAGES)[number];

/** Whose time a step takes: the machine works, people work, or everybody waits and watches. */
export const CLOCKS = ['machine', 'people', 'soak'] as const;
export type Clock = (typeof CLOCKS)[number];

/** Seconds that half, four fifths and nineteen of twenty runs need at most. */
export const quantiles = described(
  z.object({
    p50: amount('Seconds within which it is done as likely as not.'),
    p80: amount('Seconds within which four of five runs are done.'),
    p95: amount('Seconds within which nineteen of twenty runs are done.'),
  }),
  'How long something takes, in seconds.',
);

export const estimateSource = described(
  z.enum(['rehearsal', 'specification', 'calibration', 'rate', 'policy', 'unknown']),
  'Measured by the rehearsal, said by the specification, computed by a rate of the server or of any, usual, or not known.',
);

const estimate = described(
  z.object({
    seconds: z.optional(quantiles),
    clock: described(z.enum(CLOCKS), 'Whose time it is.'),
    source: estimateSource,
    basis: text('Where the figure comes from, in words.'),
    formula: z.optional(text('How it is computed; of what depends on rows.')),
    query: z.optional(text('The query that answers with the number that the formula lacks.')),
  }),
  'How long a step takes, and why one thinks so.',
);

const irreversible = z.object({
  why: text('Why there is no undoing it.'),
  recover_by: text('What brings back what was lost.'),
});

/** One thing to do, by a machine or a person. Of kind sql it is the step of the report, and more. */
export const operationalStep = described(
  z.object({
    ...sqlStep.shape,
    phase: described(z.enum(ROLLOUT_PHASES), 'Where in the rollout it belongs; of SQL as the report says.'),
    kind: described(z.enum(STEP_KINDS), 'How it is done.'),
    up: texts('Statements, commands of a shell or instructions, in order.'),
    down: texts('What undoes it, in order; empty when there is nothing to undo, or `irreversible` says why.'),
    lock_timeout_ms: z.optional(whole('How long a statement may wait for a lock, in milliseconds; of SQL.')),
    statement_timeout_ms: z.optional(whole('How long a statement may take, in milliseconds; of SQL.')),
    retries: z.optional(whole('How often a statement that timed out is tried again; of SQL.')),
    depends_on: texts('The steps that must be done before, by id.'),
    plan_phase: text('The phase of `phases` that it is a part of, by name.'),
    language: described(z.enum(STEP_LANGUAGES), 'What up, down and the questions are written in.'),
    irreversible: z.optional(irreversible),
    point_of_no_return: flag('Whether going back after it loses something.'),
    cut_over: z.optional(flag('Whether it sends the writes from one side to the other.')),
    prerequisites: texts('What must hold before it, in words.'),
    expected: text('What one sees when it went well.'),
    on_failure: text('What to do when it did not.'),
    owner: text('The role that does it.'),
    estimate,
    undo_estimate: z.optional(described(z.extend(estimate, {}), 'How long undoing it takes; of SQL that has an undo.')),
  }),
  'A step of the rollout.',
);

export type OperationalStep = Frozen<z.infer<typeof operationalStep>>;
export type Estimate = OperationalStep['estimate'];
export type Quantiles = NonNullable<Estimate['seconds']>;
