import type { Step } from '../model/step.js';
import { tablesWithRows } from './contents.js';
import type { Engine, Scratch, Session } from './engine.js';
import type { Portrait } from './judge.js';
import { observeStep } from './observe-step.js';
import type { Watcher } from './perform-step.js';
import type { Record } from './record.js';
import { beginWorkload } from './workload.js';

/** What a statement of the workload may take longer than a step may wait for a lock, in milliseconds. */
const GRACE = 2_000;

/** Watches a step: its locks and rewrites and, where a second connection can be made, who has to wait for it. */
export async function watchStep(
  place: {
    readonly engine: Engine;
    readonly scratch: Scratch;
    readonly session: Session;
    readonly before: Portrait;
    readonly record: Record;
  },
  step: Step,
  isDeclared: boolean,
  isStressed: boolean,
): Promise<Watcher & { done(): Promise<void> }> {
  const { engine, scratch, session, before, record } = place;
  const { observation, language } = engine;
  const observer = observation && (await observeStep(session, step, observation, isDeclared, record));
  const statements = [...step.up, ...step.down].join('\n');
  const concerned = tablesWithRows(before.catalog).filter(({ name }) => statements.includes(name));
  const workload = isStressed && engine.isShared ? await beginWorkload(scratch, concerned, language) : undefined;
  return {
    ...observer,
    async done() {
      await observer?.done();
      if (workload === undefined || concerned.length === 0) return void (await workload?.stop());
      const longest = await workload.stop();
      record.measure(step, { longest_wait_ms: longest });
      const most = step.lock_timeout_ms + GRACE;
      const blocks = step.rewrites.length > 0 || step.locks.some((lock) => lock.blocks === 'everything');
      const differences =
        longest <= most || blocks
          ? []
          : [`a statement of the workload took ${longest} ms, and the step may hold it up ${most} ms`];
      record.note('waits', 'forwards', differences, { step });
    },
  };
}
