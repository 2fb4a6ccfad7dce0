import * as z from 'zod/mini';
import { estimateSource, quantiles, STEP_LANGUAGES } from './operational-step.js';
import { described, type Frozen, flag, text, texts, whole } from './primitives.js';

/** The parts of a way back; which of them one goes through, and in which order, a route says. */
export const STAGES = [
  'stop',
  'flag_off',
  'application_revert',
  'checks',
  'mend',
  'contract_undo',
  'data_undo',
  'schema_undo',
  'restore',
  'verify',
  'resume',
] as const;
export type Stage = (typeof STAGES)[number];

/** What somebody must say before a step: nothing, that an undo of the schema is approved, or that a loss is. */
export const GATES = ['none', 'confirm', 'schema', 'destructive'] as const;
export type Gate = (typeof GATES)[number];

export const askedOf = described(
  z.object({
    run: text('A query, a command, or what to look at.'),
    expect: text('The answer, as psql prints it without a frame.'),
    language: described(z.enum(STEP_LANGUAGES), 'Who is asked: the database, a shell, or people.'),
    is: described(z.enum(['equal', 'other']), 'Whether the answer must be that, or anything but that.'),
  }),
  'A question and the answer that must come.',
);

const time = described(
  z.object({
    seconds: z.optional(quantiles),
    source: estimateSource,
    basis: text('Where the figure comes from, in words.'),
    query: z.optional(text('The query that answers with what the figure lacks.')),
  }),
  'How long a step takes, and why one thinks so.',
);

const loss = described(
  z.object({
    what: text('What is lost.'),
    query: z.optional(text('The query that counts it; 0 means that nothing is lost.')),
  }),
  'What a step loses.',
);

/** One step of the way back. */
export const runbookStep = described(
  z.object({
    id: text('Unique within the runbook; what undoes a step of the plan is u_ and its id.'),
    stage: described(z.enum(STAGES), 'The part of the way back that it belongs to.'),
    title: text('What it does, in a few words.'),
    undoes: texts('The steps of the plan that it undoes, by id.'),
    when: text('When it is done, in words.'),
    since: z.optional(text('The step of the plan, by id, without which there is nothing to do here.')),
    until: z.optional(text('The step of the plan, by id, behind which this can no longer be done.')),
    gate: described(z.enum(GATES), 'What somebody must say before.'),
    language: described(z.enum(STEP_LANGUAGES), 'What the statements and the questions are written in.'),
    statements: texts('The undo as the plan has it, byte for byte; what to do, of a step of our own.'),
    command: text('How it is run, with its limits; empty where people do it.'),
    transactional: flag('Whether it is one transaction; otherwise every statement stands alone.'),
    optional: flag('Whether it is left out unless somebody wants it.'),
    repeatable: flag('Whether it may be run again when it is not known whether it ran.'),
    lock_timeout_ms: z.optional(whole('How long a statement may wait for a lock, in milliseconds; of SQL.')),
    retries: z.optional(whole('How often it is tried again after such a wait; of SQL.')),
    applies: described(
      z.array(askedOf),
      'What holds as long as there is something to undo; when none of it does, a transactional step has nothing to do.',
    ),
    preflight: described(z.array(askedOf), 'What must hold before.'),
    expected: text('What one sees when it went well.'),
    records: z.optional(text('What its last line of output is: it goes into the log.')),
    verify: described(z.array(askedOf), 'What must hold afterwards.'),
    loses: z.optional(loss),
    on_failure: text('What to do when it did not.'),
    abort: text('When to stop trying.'),
    owner: text('The role that does it.'),
    time,
  }),
  'A step of the way back.',
);

export type RunbookStep = Frozen<z.infer<typeof runbookStep>>;
export type AskedOf = Frozen<z.infer<typeof askedOf>>;
export type StepTime = RunbookStep['time'];
