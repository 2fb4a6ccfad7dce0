import { hostname } from 'node:os';
import type { Surroundings } from '../../rehearse/scratch-names.js';
import type { Io } from '../io.js';

/** What scratch databases are called by, and by what it is known whose they are. */
export function surroundingsOf(io: Io): Surroundings {
  return { env: io.env, host: hostname(), pid: io.pid ?? 0, isAlive: (pid) => io.isAlive?.(pid) ?? true };
}

/** Does something that makes scratch databases; its signal tells it that somebody interrupts the program. */
export async function interruptibly<T>(io: Io, act: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const aborting = new AbortController();
  const release = io.onInterrupt?.(() => aborting.abort());
  try {
    return await act(aborting.signal);
  } finally {
    release?.();
  }
}
