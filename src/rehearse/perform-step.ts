import type { Step } from '../model/step.js';
import type { Language, Session } from './engine.js';
import { messageOf } from './load.js';

export type Direction = 'up' | 'down';

/** What running a step took. */
export interface Performance {
  readonly seconds: number;
  readonly attempts: number;
}

/** A statement of a step that the server refuses. */
export class StepFailure extends Error {
  constructor(
    readonly statement: string,
    override readonly cause: unknown,
  ) {
    super(messageOf(cause));
  }
}

/** What happens within a step, for whoever watches: before each statement, and before a transaction is committed. */
export interface Watcher {
  beforeStatement?(statement: string): Promise<void>;
  beforeCommit?(): Promise<void>;
}

const FIRST_PAUSE = 50;
const LONGEST_PAUSE = 2_000;
/** A batch that never ends is a mistake in the step. */
const MOST_BATCHES = 1_000_000;

/**
 * Runs one direction of a step as it says: in a transaction or not, with its time-outs, tried again where something
 * was in the way, and its last statement until it changes nothing where it goes in batches.
 *
 * @throws StepFailure with the statement that failed; what was a transaction is rolled back
 */
export async function performStep(
  session: Session,
  step: Step,
  direction: Direction,
  language: Language,
  watcher: Watcher = {},
): Promise<Performance> {
  const statements = step[direction];
  const limits = { lock: step.lock_timeout_ms, statement: step.statement_timeout_ms };
  const began = performance.now();
  let attempts = 0;
  for (const setting of language.timeouts(limits)) await session.execute(setting);
  try {
    if (step.transactional && language.hasTransactionalDdl) {
      attempts += await withRetries(step, language, () => inTransaction(session, statements, watcher));
    } else {
      for (const [index, statement] of statements.entries()) {
        const repeats = step.batched === true && direction === 'up' && index === statements.length - 1;
        for (let batch = 0; batch < (repeats ? MOST_BATCHES : 1); batch++) {
          let changed = 0;
          attempts += await withRetries(step, language, async () => {
            await watcher.beforeStatement?.(statement);
            changed = await executeOne(session, statement);
          });
          if (changed === 0) break;
        }
      }
    }
  } finally {
    // A connection that is lost has no settings either.
    for (const setting of language.noTimeouts) await session.execute(setting).catch(() => {});
  }
  return { seconds: (performance.now() - began) / 1000, attempts };
}

async function inTransaction(session: Session, statements: readonly string[], watcher: Watcher): Promise<void> {
  await session.execute('BEGIN');
  try {
    for (const statement of statements) {
      await watcher.beforeStatement?.(statement);
      await executeOne(session, statement);
    }
    await watcher.beforeCommit?.();
    await executeOne(session, 'COMMIT');
  } catch (error) {
    await session.execute('ROLLBACK').catch(() => {});
    throw error;
  }
}

async function executeOne(session: Session, statement: string): Promise<number> {
  try {
    return await session.execute(statement);
  } catch (error) {
    throw new StepFailure(statement, error);
  }
}

/** Returns how many attempts it took. */
async function withRetries(step: Step, language: Language, attempt: () => Promise<void>): Promise<number> {
  for (let attempts = 1; ; attempts++) {
    try {
      await attempt();
      return attempts;
    } catch (error) {
      const cause = error instanceof StepFailure ? error.cause : error;
      if (attempts > step.retries || !language.isTimeout(cause)) throw error;
      await pause(Math.min(FIRST_PAUSE * 2 ** attempts, LONGEST_PAUSE));
    }
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
