import * as z from 'zod/mini';
import { DIALECTS } from './catalog/common.js';
import { amount, described, type Frozen, flag, text, texts, whole } from './primitives.js';
import { schemaPair } from './schema-pair.js';
import { STEP_PHASES } from './step.js';

/** What a rehearsal is to prove, in the order in which it is told. */
export const PROOFS = [
  'forwards',
  'backwards',
  'verification',
  'repeatable',
  'rows',
  'mixed_versions',
  'locks',
  'waits',
  'interruption',
] as const;
export type Proof = (typeof PROOFS)[number];

const verdict = described(
  z.enum(['proven', 'not_proven', 'not_tested']),
  'not_tested: nothing was there to test it with; the reason says what.',
);

const proof = described(
  z.object({
    proof: described(z.enum(PROOFS), 'What was to be proven.'),
    verdict,
    tested: whole('How many comparisons or runs it rests on.'),
    reason: z.optional(text('Why it was not tested; of what is proven, what it does not speak of.')),
  }),
  'One thing that a rehearsal proves.',
);

const difference = described(
  z.object({
    proof: described(z.enum(PROOFS), 'What it disproves.'),
    at: text('Where in the walk it showed: "after expand", "back to before contract".'),
    step: z.optional(text('The id of the step.')),
    statement: z.optional(text('The statement that failed, or that showed it.')),
    difference: text('What is otherwise than it must be.'),
  }),
  'One thing that was not as it must be.',
);

const rehearsedStep = described(
  z.object({
    id: text('The id of the step.'),
    phase: described(z.enum(STEP_PHASES), 'Its phase.'),
    title: text('What it does.'),
    up_seconds: z.optional(amount('How long it took the first time; absent when it was not reached.')),
    again_seconds: z.optional(amount('How long the second run took, which changes nothing.')),
    down_seconds: z.optional(amount('How long it took to undo it.')),
    attempts: z.optional(whole('How many attempts its statements took together, where something was in the way.')),
    locks: z.optional(texts('The locks that were seen, as "public.users: ShareUpdateExclusiveLock".')),
    rewrites: z.optional(texts('The tables whose files were written anew.')),
    longest_wait_ms: z.optional(amount('The longest that a statement of the workload took meanwhile.')),
    interruptions: z.optional(whole('How often its connection was ended in the middle.')),
  }),
  'A step and what was measured of it.',
);

const filledTable = described(
  z.object({
    table: text('The table.'),
    rows: whole('How many rows it held when the walk began.'),
    problem: z.optional(text('Why there are fewer than were asked for.')),
  }),
  'A table and its rows.',
);

/** What a rehearsal of a migration found. */
export const rehearsal = described(
  z.object({
    rehearsed_at: text('When, in ISO 8601.'),
    verdict: described(z.enum(['proven', 'not_proven']), 'Whether everything that was tested is proven.'),
    dialect: described(z.enum(DIALECTS), 'Whose SQL it is.'),
    server: text('The server that it ran on.'),
    judged_by: texts('Who compared the schemas: the catalog reader, and pg_dump where there is one.'),
    fingerprint: text('A hash of the steps and of both schemas; it says what exactly was rehearsed.'),
    seed: whole('What the generated rows depend on.'),
    generated_rows: flag('Whether the rows were generated rather than given.'),
    tables: z.array(filledTable),
    steps: z.array(rehearsedStep),
    proofs: z.array(proof),
    differences: z.array(difference),
    schemas: z.optional(schemaPair),
  }),
  'The report of a rehearsal.',
);

export type Rehearsal = Frozen<z.infer<typeof rehearsal>>;
export type ProofResult = Rehearsal['proofs'][number];
export type Difference = Rehearsal['differences'][number];
export type RehearsedStep = Rehearsal['steps'][number];
export type FilledTable = Rehearsal['tables'][number];
