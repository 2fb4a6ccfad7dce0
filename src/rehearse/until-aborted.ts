import { fail, UserError } from '../errors.js';
import type { Engine } from './engine.js';
import { meansOutage, messageOf } from './load.js';

/**
 * Does something with an engine of which nothing is left behind, whatever happens.
 *
 * @throws UserError when the signal ends it, or the server fails
 */
export async function untilAborted<T>(
  engine: Engine,
  signal: AbortSignal | undefined,
  act: () => Promise<T>,
): Promise<T> {
  let interrupt = () => {};
  const interrupted = new Promise<never>((_, reject) => {
    interrupt = () => {
      try {
        fail('REHEARSAL_INTERRUPTED');
      } catch (error) {
        reject(error);
      }
    };
  });
  // Nobody may be waiting for it.
  interrupted.catch(() => {});
  signal?.addEventListener('abort', interrupt);
  if (signal?.aborted) interrupt();
  try {
    const acting = act();
    // What is cut off fails later, when nobody waits for it any more.
    acting.catch(() => {});
    return await Promise.race([acting, interrupted]);
  } catch (error) {
    if (error instanceof UserError || !meansOutage(error, engine.language)) throw error;
    return fail('REHEARSAL_BROKEN', { problem: messageOf(error) });
  } finally {
    signal?.removeEventListener('abort', interrupt);
    await engine.close();
  }
}
