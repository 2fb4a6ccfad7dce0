import { type ErrorCode, UserError } from '../../../errors.js';
import { type Draft, type Effect, leaveUnread, type Origin } from './draft.js';

/** What a statement is told that the server would refuse. */
const REFUSALS: ReadonlySet<ErrorCode> = new Set(['UNDEFINED_OBJECT', 'REFUSED_SQL']);

/**
 * Lets a statement do what it does.
 *
 * @throws UserError where the server would refuse it, unless an unread statement before it may have made what it needs
 */
export function applyTo(draft: Draft, { effect, origin }: { readonly effect: Effect; readonly origin: Origin }): void {
  try {
    effect(draft, origin);
  } catch (error) {
    if (draft.unread.length === 0 || !(error instanceof UserError) || !REFUSALS.has(error.code)) throw error;
    leaveUnread(draft, origin, 'it speaks of what an unread statement before it may have made');
  }
}
