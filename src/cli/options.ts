import { fail } from '../errors.js';
import { isIsoTime } from '../lib/clock.js';
import { nearest } from '../lib/suggest.js';

/** What a result is written as. */
export const FORMATS = ['json', 'text', 'both'] as const;
export type Format = (typeof FORMATS)[number];

/** What `plan` writes; all but the first three with --detail full. */
export const PLAN_FORMATS = [...FORMATS, 'markdown', 'html', 'csv', 'ics'] as const;
export type PlanFormat = (typeof PLAN_FORMATS)[number];

/** What `rollback` writes; all but the first three with --detail full. */
export const RUNBOOK_FORMATS = [...FORMATS, 'markdown', 'html', 'sh'] as const;
export type RunbookFormat = (typeof RUNBOOK_FORMATS)[number];

/** What `check` writes: its report, or what the steps of a migration run. */
export const CHECK_FORMATS = [...FORMATS, 'sql'] as const;

/** A parser of an option's value that takes one of some words. */
export function choice<Choice extends string>(option: string, choices: readonly Choice[]): (value: string) => Choice {
  return (value) => {
    const found = choices.find((candidate) => candidate === value);
    return found ?? fail('UNKNOWN_CHOICE', { option, value, choices, nearest: nearest(value, choices) });
  };
}

/** The same of an option that takes several, between commas or by being repeated. */
export function several<Choice extends string>(
  option: string,
  choices: readonly Choice[],
): (value: string, before?: readonly Choice[]) => readonly Choice[] {
  const one = choice(option, choices);
  return (value, before = []) => [...new Set([...before, ...value.split(',').map((word) => one(word.trim()))])];
}

/** A parser of an option's value that is a moment. */
export function time(option: string): (value: string) => string {
  return (value) => {
    if (isIsoTime(value)) return value;
    const problem = `${option}: not a time: ${JSON.stringify(value)}`;
    return fail('USAGE', { problem, remedy: 'write it as in 2026-02-16T13:47:27' });
  };
}

/** A parser of an option's value that is the name of a file. */
export function fileName(option: string): (value: string) => string {
  return (value) => (value === '' ? fail('NO_NAME', { option }) : value);
}

/** A parser of an option's value that is a number of things. */
export function count(option: string): (value: string) => number {
  return (value) => {
    if (/^\d{1,9}$/.test(value)) return Number(value);
    const problem = `${option}: not a whole number: ${JSON.stringify(value)}`;
    return fail('USAGE', { problem, remedy: 'write it in digits, as in 1000' });
  };
}

/** A parser of an option that gives values by name, as in name=value, and may be repeated. */
export function assignment(
  option: string,
): (value: string, before?: ReadonlyMap<string, string>) => ReadonlyMap<string, string> {
  return (value, before = new Map()) => {
    const [, name, assigned] = /^([^=]+)=([\s\S]*)$/.exec(value) ?? [];
    if (name === undefined || assigned === undefined) {
      const problem = `${option}: not a name and a value: ${JSON.stringify(value)}`;
      return fail('USAGE', { problem, remedy: 'write it as in namespace=production' });
    }
    return new Map([...before, [name, assigned]]);
  };
}
