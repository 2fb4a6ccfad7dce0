import { DEFAULT_MAX_FINDINGS } from '../check/options.js';
import { fail } from '../errors.js';
import { formatLocalTime, isIsoTime } from '../lib/clock.js';
import { isObject, type JsonObject } from '../lib/json-value.js';
import { nearest } from '../lib/suggest.js';
import type { DocumentType } from '../read/document-type.js';
import { DETAILS, type Detail, PROFILES, type Profile, RULE_SETS, type RuleSet } from '../rules/rule.js';

export interface ClockOptions {
  /** When the result is made: a moment, or a text of ISO 8601 that is printed as it is. The present by default. */
  readonly now?: Date | string;
}

export interface CompatibilityOptions extends ClockOptions {
  /** What the schemas describe; by default, what they say they do. */
  readonly type?: DocumentType;
  /** `classic` judges as the original toolkit did; `all`, the default, finds what it misses as well. */
  readonly rules?: RuleSet;
  /** Whom an API must not break: `contract`, `client` (the default) or `strict`. */
  readonly profile?: Profile;
  /** `full` lists what breaks nobody as well; `outline`, the default, leaves it out. */
  readonly detail?: Detail;
  /** How many findings are listed at most, the worst first; the rest is counted. 1000 by default. */
  readonly maxFindings?: number;
}

/** SQL and what messages call it. */
export interface SqlText {
  readonly name: string;
  readonly text: string;
}

/** The settings of a check whose rules are never the original's. */
export function settingsOf(options: Omit<CompatibilityOptions, 'type' | 'rules'>) {
  return {
    rules: RULE_SETS[0],
    profile: expectChoice('profile', PROFILES, options.profile) ?? PROFILES[0],
    detail: expectChoice('detail', DETAILS, options.detail) ?? DETAILS[0],
    maxFindings: expectCount('maxFindings', options.maxFindings) ?? DEFAULT_MAX_FINDINGS,
    now: timeOf(options),
  };
}

/** One of some words, or nothing. */
export function expectChoice<Choice extends string>(
  option: string,
  choices: readonly Choice[],
  value: Choice | undefined,
): Choice | undefined {
  if (value === undefined || choices.includes(value)) return value;
  return fail('UNKNOWN_CHOICE', { option, value: String(value), choices, nearest: nearest(String(value), choices) });
}

export function expectCount(option: string, value: number | undefined): number | undefined {
  if (value === undefined || (Number.isSafeInteger(value) && value >= 0)) return value;
  return fail('USAGE', { problem: `${option}: not a whole number: ${JSON.stringify(value)}` });
}

/** What is read from a file is not this deep; what is made in memory may even hold itself. */
export function bounded<T>(name: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return fail('WRONG_SHAPE', { file: name, problems: [`the document: ${error.message}`] });
  }
}

export function expectObject(value: unknown, name: string): JsonObject {
  if (!isObject(value)) fail('WRONG_SHAPE', { file: name, problems: ['the document: expected an object'] });
  return value;
}

export function timeOf({ now = new Date() }: ClockOptions): string {
  if (typeof now !== 'string') return formatLocalTime(now);
  if (!isIsoTime(now)) fail('USAGE', { problem: `now: not a time of ISO 8601: ${JSON.stringify(now)}` });
  return now;
}
