import type { Context } from './state.js';

/** Why a block is unread. */
export const IT_RUNS_CODE = 'it runs code';

const MOST_SHOWN = 80;

/** Takes note of a statement whose effect cannot be read. */
export function listUnread({ state, place, text }: Context, reason: string): void {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const statement = line.length > MOST_SHOWN ? `${line.slice(0, MOST_SHOWN)}…` : line;
  state.unread.push({ place, statement, reason });
}
