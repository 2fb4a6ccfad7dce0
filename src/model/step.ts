import * as z from 'zod/mini';
import { described, type Frozen, flag, text, texts, whole } from './primitives.js';

/** Additive and online; moved over; taken away. */
export const STEP_PHASES = ['expand', 'migrate', 'contract'] as const;
export type StepPhase = (typeof STEP_PHASES)[number];

/** What becomes of the rows when a step is done and undone. */
export const REVERSIBILITIES = ['reversible', 'lossy', 'irreversible'] as const;
export type Reversibility = (typeof REVERSIBILITIES)[number];

export const question = described(
  z.object({
    run: text('A query that answers with one value; it changes nothing.'),
    expect: text('The answer, as psql prints it without a frame: t, f, a number.'),
  }),
  'A question to the database and the answer that must come.',
);

const lock = described(
  z.object({
    object: text('The table, view or index.'),
    mode: text('The strongest lock on it, in the words of the server.'),
    blocks: described(z.enum(['everything', 'writes', 'schema changes', 'nothing']), 'Who has to wait meanwhile.'),
  }),
  'A lock that a step takes.',
);

/** One thing to do to a database, how to see that it worked, and the way back. */
export const step = described(
  z.object({
    id: text('The same for the same step of the same change.'),
    phase: described(z.enum(STEP_PHASES), 'Which of the three phases it belongs to.'),
    kind: described(z.enum(['sql']), 'How it is done.'),
    title: text('What it does, in a few words.'),
    up: texts('The statements, in order; each may be run again.'),
    down: texts('The statements that undo it, in order; each may be run again.'),
    transactional: flag('Whether each direction is one transaction; otherwise every statement stands alone.'),
    reversibility: described(
      z.enum(REVERSIBILITIES),
      'reversible: nothing is lost either way. lossy: values may be. irreversible: the schema comes back, the rows do not.',
    ),
    loss: z.optional(text('What is lost, and what recovers it; of what is not reversible.')),
    no_return: z.optional(text('Of the first step that loses for good: why there is no way back to all from here on.')),
    preflight: described(z.array(question), 'What must hold before; otherwise it will fail.'),
    verify: described(z.array(question), 'What holds afterwards, and did not before.'),
    undo_preflight: described(z.array(question), 'What must hold before it is undone; otherwise that will fail.'),
    undo_verify: z.optional(
      described(z.array(question), 'What holds once it is undone: what the undo brings back is as it was.'),
    ),
    locks: z.array(lock),
    rewrites: texts('Tables whose rows are all written anew.'),
    unread: z.optional(texts('Statements of which nobody knows what they lock: of a server that is newer than this.')),
    lock_timeout_ms: whole('How long a statement may wait for a lock, in milliseconds.'),
    statement_timeout_ms: whole('How long a statement may take, in milliseconds; 0 is as long as it needs.'),
    retries: whole('How often a statement that timed out is tried again.'),
    batched: z.optional(flag('Whether the last statement is run again and again until it changes no row.')),
    depends_on: texts('The steps that must be done before.'),
    gate: z.optional(described(z.enum(['approval']), 'What somebody must say first.')),
    alternatives: z.optional(texts('Command lines that do the same while others write, where the server would copy.')),
    because: texts('What changed, as the paths of findings.'),
  }),
  'A step of a migration.',
);

export type Step = Frozen<z.infer<typeof step>>;
export type Question = Frozen<z.infer<typeof question>>;
export type StepLock = Frozen<z.infer<typeof lock>>;
