import type { Step } from '../model/step.js';
import { answerOf, type Engine, type Scratch, type Session } from './engine.js';
import { type Portrait, portraitDifferences, portray } from './judge.js';
import { messageOf } from './load.js';
import { pause, performStep, StepFailure, type Watcher } from './perform-step.js';
import type { Record } from './record.js';

/** What is needed to end connections, and to hold a step up so that one ends in the middle of it. */
export interface Interruption {
  /** Ends the connection of another session. */
  end(session: Session, id: string): Promise<void>;
  /** Whether another session waits for a lock. */
  isWaiting(session: Session, id: string): Promise<boolean>;
  /** What makes statements that change tables wait, within a transaction. */
  hold(session: Session): Promise<void>;
}

const LONGEST_WATCH = 400;
const GLANCE = 10;

/**
 * Walks the steps through a database of their own, ending the connection of each in several moments: before each of
 * its statements, and while it waits for what another session holds. Run again, each must complete, and in the end
 * the way back must lead to where it began.
 */
export async function interruptSteps(
  engine: Engine,
  scratch: Scratch,
  steps: readonly Step[],
  interruption: Interruption,
  { before, after, record }: { readonly before: Portrait; readonly after: Portrait; readonly record: Record },
): Promise<void> {
  const helper = await scratch.connect();
  const done: Step[] = [];
  for (const step of steps) {
    let interruptions = 0;
    for (const moment of momentsOf(step)) {
      if (await interruptAt(moment, { engine, scratch, helper, step, interruption })) interruptions++;
    }
    record.measure(step, { interruptions });
    const session = await scratch.connect();
    const difference = await completes(session, step, engine);
    await session.close();
    record.note('interruption', 'run again after its connection was ended', difference.found, {
      step,
      ...(difference.statement && { statement: difference.statement }),
    });
    if (difference.found.length > 0) return;
    done.push(step);
  }
  const at = 'after all steps, each interrupted';
  record.note('interruption', at, portraitDifferences(await portray(engine, scratch, helper), after));
  const session = await scratch.connect();
  for (const step of done.toReversed()) {
    try {
      await performStep(session, step, 'down', engine.language);
    } catch (error) {
      if (!(error instanceof StepFailure)) throw error;
      return record.note('interruption', 'back, after interruptions', [error.message], {
        step,
        statement: error.statement,
      });
    }
  }
  record.note(
    'interruption',
    'back, after interruptions',
    portraitDifferences(await portray(engine, scratch, session), before),
  );
}

/** Before a statement by its number, or while it waits. */
type Moment = number | 'waiting';

function momentsOf({ up }: Step): Moment[] {
  return ['waiting', ...up.keys()];
}

interface Scene {
  readonly engine: Engine;
  readonly scratch: Scratch;
  readonly helper: Session;
  readonly step: Step;
  readonly interruption: Interruption;
}

/** Says whether the connection was ended before the step was over. */
async function interruptAt(moment: Moment, { engine, scratch, helper, step, interruption }: Scene): Promise<boolean> {
  const session = await scratch.connect();
  let seen = 0;
  const watcher: Watcher = {
    async beforeStatement() {
      if (seen++ === moment) await interruption.end(helper, session.id);
    },
  };
  const holder = moment === 'waiting' ? await scratch.connect() : undefined;
  if (holder !== undefined) await interruption.hold(holder);
  // Whoever was interrupted does not try again by itself.
  const running = performStep(session, { ...step, retries: 0 }, 'up', engine.language, watcher).then(
    () => false,
    () => true,
  );
  let isOver = false;
  void running.then(() => {
    isOver = true;
  });
  if (holder !== undefined) {
    for (let waited = 0; waited < LONGEST_WATCH && !isOver; waited += GLANCE) {
      if (await interruption.isWaiting(helper, session.id)) {
        await interruption.end(helper, session.id);
        break;
      }
      await pause(GLANCE);
    }
    await holder.execute('ROLLBACK');
    await holder.close();
  }
  const wasEnded = await running;
  await session.close().catch(() => {});
  return wasEnded;
}

async function completes(
  session: Session,
  step: Step,
  { language }: Engine,
): Promise<{ readonly found: readonly string[]; readonly statement?: string }> {
  try {
    await performStep(session, step, 'up', language);
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
    return { found: [error.message], statement: error.statement };
  }
  for (const { run, expect } of step.verify) {
    const answer = await answerOf(session, run, language).catch(messageOf);
    if (answer === expect) continue;
    return { found: [`the answer is ${JSON.stringify(answer)}, not ${JSON.stringify(expect)}`], statement: run };
  }
  return { found: [] };
}
