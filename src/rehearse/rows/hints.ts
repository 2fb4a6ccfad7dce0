import { textLike } from './pattern.js';
import type { Random } from './random.js';

/** What conditions say of a value, as far as their texts show it; whoever uses it asks the server. */
export interface Hints {
  /** Texts and numbers that a condition compares with. */
  readonly values: readonly string[];
  /** Lengths that a condition speaks of. */
  readonly lengths: readonly number[];
  /** Regular expressions and patterns of LIKE. */
  readonly patterns: readonly { readonly kind: 'regex' | 'like'; readonly text: string }[];
}

export const NO_HINTS: Hints = { values: [], lengths: [], patterns: [] };

const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|[\p{L}_][\p{L}\p{N}_$]*|\d+(?:\.\d+)?|!?~~?\*?|\S/gu;
const LENGTH = /^(?:length|char_length|character_length|octet_length|cardinality|array_length|bit_length)$/i;

/**
 * What a condition says of a column.
 *
 * @param name of the column; `VALUE` in the condition of a domain
 */
export function hintsOf(condition: string, name: string): Hints {
  if (condition.length > 20_000) return NO_HINTS;
  const tokens = condition.match(TOKEN) ?? [];
  if (!tokens.some((token) => isNamed(token, name))) return NO_HINTS;
  const values: string[] = [];
  const lengths: number[] = [];
  const patterns: { kind: 'regex' | 'like'; text: string }[] = [];
  const speaksOfLength = tokens.some((token) => LENGTH.test(token));
  tokens.forEach((token, index) => {
    if (token.startsWith("'")) {
      const text = token.slice(1, -1).replaceAll("''", "'");
      const operator = tokens[index - 1] === '(' ? tokens[index - 2] : tokens[index - 1];
      if (operator !== undefined && /^(?:~\*?|regexp|rlike)$/i.test(operator)) patterns.push({ kind: 'regex', text });
      // What PostgreSQL prints of LIKE is ~~.
      else if (operator !== undefined && /^(?:~~\*?|like|ilike)$/i.test(operator))
        patterns.push({ kind: 'like', text });
      else values.push(text);
    } else if (/^\d/.test(token)) {
      const number = tokens[index - 1] === '-' ? `-${token}` : token;
      if (speaksOfLength) lengths.push(Number(token));
      values.push(number);
    }
  });
  return { values, lengths, patterns };
}

function isNamed(token: string, name: string): boolean {
  const quote = token[0];
  if (quote === '"' || quote === '`') return token.slice(1, -1).replaceAll(quote + quote, quote) === name;
  return token.toLowerCase() === name.toLowerCase();
}

const COMPARISON = /^\(*"?([\p{L}_][\p{L}\p{N}_$]*)"?\s*([<>])=?\s*"?([\p{L}_][\p{L}\p{N}_$]*)"?\)*$/u;

/** Which of two names a condition wants to be the larger one, in a list that is empty where it compares no two. */
export function comparisonIn(condition: string): readonly { readonly larger: string; readonly smaller: string }[] {
  const [, left, operator, right] = COMPARISON.exec(condition.trim()) ?? [];
  if (left === undefined || right === undefined) return [];
  return [operator === '>' ? { larger: left, smaller: right } : { larger: right, smaller: left }];
}

/** All that several conditions say of a column. */
export function allHints(conditions: readonly string[], name: string): Hints {
  const all = conditions.map((condition) => hintsOf(condition, name));
  return {
    values: all.flatMap(({ values }) => values),
    lengths: all.flatMap(({ lengths }) => lengths),
    patterns: all.flatMap(({ patterns }) => patterns),
  };
}

/**
 * A value that hints lead to; nothing when they lead nowhere.
 *
 * @param ordinal of the row, where its value must differ from those of others
 */
export function hintedValue(hints: Hints, isNumber: boolean, random: Random, ordinal?: number): string | undefined {
  const pattern = random.pick(hints.patterns);
  if (pattern !== undefined && !isNumber) {
    return pattern.kind === 'regex' ? textLike(pattern.text, random) : likeText(pattern.text, random, ordinal);
  }
  const value = random.pick(hints.values);
  if (value !== undefined && /^\d{4}-\d\d-\d\d$/.test(value)) return dayNear(value, random);
  if (value === undefined || !isNumber || !/^-?\d+(?:\.\d+)?$/.test(value)) return value;
  // Comparisons have their limits at the numbers they name, on either side.
  const number = Number(value);
  return String(random.pick([number, number + 1, number - 1, number + (ordinal ?? random.between(1, 50))]));
}

const DAY = 86_400_000;

function dayNear(date: string, random: Random): string {
  const days = random.pick([0, 1, 30, 400, -1] as const) ?? 0;
  const moment = new Date(Date.parse(date) + days * DAY);
  return Number.isNaN(moment.getTime()) ? date : moment.toISOString().slice(0, 10);
}

function likeText(pattern: string, random: Random, ordinal: number | undefined): string {
  let mark = ordinal === undefined ? '' : String(ordinal);
  return pattern.replace(/\\(.)|[%_]/g, (found, escaped?: string) => {
    if (escaped !== undefined) return escaped;
    if (found === '_') return 'a';
    const text = mark + (random.pick(['', 'a', 'ab', 'xyz']) ?? '');
    mark = '';
    return text;
  });
}
