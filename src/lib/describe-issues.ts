import type * as z from 'zod/mini';
import { isObject, keysOf } from './json-value.js';
import { formatPath } from './path.js';
import { Float, isNumeric } from './python/number.js';
import { repr } from './python/repr.js';

type Issue = z.core.$ZodIssue;

const NOUNS: ReadonlyMap<string, string> = new Map([
  ['object', 'an object'],
  ['record', 'an object'],
  ['array', 'a list'],
  ['string', 'a text'],
  ['boolean', 'true or false'],
  ['number', 'a number'],
  ['int', 'a whole number'],
]);

/** One thing that is wrong with a value, and where in it. */
interface Problem {
  readonly path: readonly PropertyKey[];
  /** `path: expected …, got …` */
  readonly text: string;
}

/** What is wrong with a value that does not conform to a schema. */
export function findIssues(schema: z.ZodMiniType, value: unknown): Problem[] {
  const issues = schema.safeParse(visibleToZod(value)).error?.issues ?? [];
  const problems = issues.map((issue): [string, Problem] => {
    const { path, expected } = explain(issue);
    const names = path.map((key) => (key === PROTO ? '__proto__' : key));
    const text = `${formatPath(names)}: ${expected}, got ${describeValue(valueAt(value, names))}`;
    return [text, { path: names, text }];
  });
  // Both halves of an intersection may say the same.
  return [...new Map(problems).values()];
}

/** As `findIssues`, one line a problem. */
export function describeIssues(schema: z.ZodMiniType, value: unknown): string[] {
  return findIssues(schema, value).map(({ text }) => text);
}

// zod passes over a key `__proto__`, and takes a `Float` for an object.
const PROTO = '\u0000__proto__';

function visibleToZod(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(visibleToZod);
  if (value instanceof Float) return value.valueOf();
  if (!isObject(value)) return value;
  return Object.fromEntries(keysOf(value).map((key) => [key === '__proto__' ? PROTO : key, visibleToZod(value[key])]));
}

function explain(issue: Issue): { path: readonly PropertyKey[]; expected: string } {
  if (issue.code === 'invalid_type') {
    return { path: issue.path, expected: `expected ${NOUNS.get(issue.expected) ?? issue.expected}` };
  }
  if (issue.code === 'invalid_value') return { path: issue.path, expected: `expected ${oneOf(issue.values)}` };
  if (issue.code !== 'invalid_union') return { path: issue.path, expected: issue.message };
  // The branch that took the value's kind and then failed deeper inside says most.
  const branches = issue.errors.map((errors) => errors[0]).filter((first) => first !== undefined);
  const deepest = branches.find((first) => first.path.length > 0);
  if (deepest !== undefined) {
    const inner = explain(deepest);
    return { path: [...issue.path, ...inner.path], expected: inner.expected };
  }
  const nouns = branches.map((first) => explain(first).expected.replace(/^expected /, ''));
  return { path: issue.path, expected: `expected ${nouns.join(' or ')}` };
}

/** What a list of choices lets one say. */
function oneOf(values: readonly unknown[]): string {
  const words = values.map((value) => (typeof value === 'string' ? JSON.stringify(value) : String(value)));
  return words.length === 1 ? (words[0] as string) : `one of ${words.join(', ')}`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined;
    current = (current as Record<PropertyKey, unknown>)[key];
  }
  return current;
}

/** A value of a document in a few words: `null`, `a list`, `the number 3.0`. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (isNumeric(value)) return `the number ${repr(value).slice(0, 40)}`;
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return 'an object';
  if (typeof value !== 'string') return `a ${typeof value}`;
  return `the text ${JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)}`;
}
