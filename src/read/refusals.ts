import { type ErrorCode, UserError } from '../errors.js';

/** What a statement is told that is in order, and speaks of what is not there or does not fit. */
const REFUSALS: ReadonlySet<ErrorCode> = new Set(['UNDEFINED_OBJECT', 'REFUSED_SQL']);

/** Whether a server would refuse a statement because of what is there, though it is in order. */
export function isRefusal(error: unknown): boolean {
  return error instanceof UserError && REFUSALS.has(error.code);
}
