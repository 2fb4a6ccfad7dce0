import { nameOfToken } from '../../lib/form-uses.js';
import { tokenize } from '../../lib/sql-text.js';
import type { PartitionBound } from '../../model/migration/written.js';
import type { KnownTable } from './known.js';

/** The conditions that all hold when an expression does, each as its tokens without casts and brackets around it. */
export function conditionsOf(expression: string): string[][] {
  return conjuncts(withoutCasts(tokenize(expression)));
}

function conjuncts(tokens: readonly string[]): string[][] {
  const inner = unwrapped(tokens);
  const parts: string[][] = [[]];
  let depth = 0;
  for (const token of inner) {
    if (token === '(') depth++;
    if (token === ')') depth--;
    if (depth === 0 && token === 'or') return [[...inner]];
    if (depth === 0 && token === 'and') parts.push([]);
    else (parts.at(-1) as string[]).push(token);
  }
  return parts.length === 1 ? [[...inner]] : parts.flatMap(conjuncts);
}

function unwrapped(tokens: readonly string[]): readonly string[] {
  if (tokens[0] !== '(') return tokens;
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (token === '(') depth++;
    if (token === ')') depth--;
    if (depth === 0) return index === tokens.length - 1 ? unwrapped(tokens.slice(1, -1)) : tokens;
  }
  return tokens;
}

/** `'2024-01-01'::date` and `DATE '2024-01-01'` as the literal. */
function withoutCasts(tokens: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index < tokens.length; index++) {
    if (tokens[index] !== '::') {
      kept.push(tokens[index] as string);
      continue;
    }
    index++;
    while (/^(?:with|without|time|zone|varying|precision)$/.test(tokens[index + 1] ?? '')) index++;
    if (tokens[index + 1] === '(') index = tokens.indexOf(')', index);
  }
  return kept;
}

/** Whether a validated check says that a column is never NULL. */
export function isNotNullProven(table: KnownTable, column: string): boolean {
  return table.constraints.some(({ type, isValidated, expression, columns }) => {
    if (!isValidated) return false;
    if (type === 'not_null') return columns.includes(column);
    return type === 'check' && conditionsOf(expression ?? '').some((tokens) => isNotNull(tokens, column));
  });
}

function isNotNull(tokens: readonly string[], column: string): boolean {
  const [name = '', ...rest] = tokens.filter((token) => token !== '(' && token !== ')');
  return nameOfToken(name) === column && rest.join(' ') === 'is not null';
}

/** Whether the checks of a table say that all of its rows belong into a partition. */
export function isBoundProven(table: KnownTable, columns: readonly string[], bound: PartitionBound): boolean {
  const [column] = columns;
  if (column === undefined || column === '' || bound.type === 'default' || bound.type === 'hash') return false;
  const conditions = table.constraints
    .filter(({ type, isValidated }) => type === 'check' && isValidated)
    .flatMap(({ expression = '' }) => conditionsOf(expression));
  const holds = (operators: readonly string[], value: string) => {
    const [literal = ''] = withoutCasts(tokenize(value)).filter((token) => token !== '(' && token !== ')');
    return conditions.some((tokens) => {
      const [name = '', operator = '', ...rest] = tokens.filter((token) => token !== '(' && token !== ')');
      return nameOfToken(name) === column && operators.includes(operator) && rest.join(' ') === literal;
    });
  };
  const isFilled =
    table.columns.some(({ name, isNotNull }) => name === column && isNotNull) || isNotNullProven(table, column);
  if (bound.type === 'list') return bound.values.length === 1 && holds(['='], bound.values[0] as string) && isFilled;
  // Of several columns only the whole comparison of rows would prove it.
  if (columns.length > 1) return false;
  const [from] = bound.from;
  const [to] = bound.to;
  return isFilled && (from === undefined || holds(['>='], from)) && (to === undefined || holds(['<'], to));
}
