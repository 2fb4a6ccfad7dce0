import type { Unread } from '../../../model/catalog/catalog.js';
import type { Context } from './state.js';

/** Why a block is unread. */
export const IT_RUNS_CODE = 'it runs code';
/** Why what is said of roles, databases and tablespaces is in no schema. */
export const OF_THE_SERVER = 'it is about the server, not about a schema';

const MOST_SHOWN = 80;

/** Takes note of a statement whose effect cannot be read. */
export function listUnread(context: Context, reason: string): void {
  context.state.unread.push(entryOf(context, context.text, reason));
}

/** Takes note of a statement that concerns nothing that is compared; what it quotes may be a password. */
export function listNotCompared(context: Context, reason: string): void {
  const [head = ''] = context.text.split(/['$]/, 1);
  const isCut = head.length < context.text.length;
  context.state.notCompared.push(entryOf(context, isCut ? `${head.trimEnd()} …` : head, reason));
}

function entryOf({ place }: Context, text: string, reason: string): Unread {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const statement = line.length > MOST_SHOWN ? `${line.slice(0, MOST_SHOWN)}…` : line;
  return { place, statement, reason };
}
