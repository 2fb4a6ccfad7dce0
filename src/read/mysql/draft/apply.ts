import { isRefusal } from '../../refusals.js';
import { type Draft, type Effect, leaveUnread, type Origin } from './draft.js';

/**
 * Lets a statement do what it does.
 *
 * @throws UserError where the server would refuse it, unless an unread statement before it may have made what it needs
 */
export function applyTo(draft: Draft, { effect, origin }: { readonly effect: Effect; readonly origin: Origin }): void {
  try {
    effect(draft, origin);
  } catch (error) {
    if (draft.unread.length === 0 || !isRefusal(error)) throw error;
    leaveUnread(draft, origin, 'it speaks of what an unread statement before it may have made');
  }
}
