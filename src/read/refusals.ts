import { type ErrorCode, UserError } from '../errors.js';

/** What a statement is told that is in order, and speaks of what is not there or does not fit. */
const REFUSALS: ReadonlySet<ErrorCode> = new Set(['UNDEFINED_OBJECT', 'REFUSED_SQL']);

/** Whether a server would refuse a statement because of what is there, though it is in order. */
export function isRefusal(error: unknown): error is UserError {
  return error instanceof UserError && REFUSALS.has(error.code);
}

/** What is the matter, without the place, and whether it is that something is not there. */
export function problemOf({ code, message }: UserError): { problem: string; isMissing: boolean } {
  const problem = message.replace(/^[\s\S]*?:\d+: (?:\w+ would refuse this: )?/, '');
  return { problem, isMissing: code === 'UNDEFINED_OBJECT' || problem.endsWith(' does not exist') };
}
