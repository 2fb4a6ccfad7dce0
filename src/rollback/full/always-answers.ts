import type { QueryLanguage } from '../../tables/metric-queries.js';

/** `or` binds least of all operators of PromQL, so that what stands last is the answer when there is no other. */
const OTHERWISE_A_NUMBER = /(?:^|\bor\b(?:\s*on\s*\(\s*\))?)\s*vector\s*\([^()]*\)\s*$/;
/** Of a metric alone: a share of one that is missing has no answer, whatever stands above it. */
const FILLED = /^\s*default_zero\s*\([^()/*+]*\)\s*$|^[^/*+]*\.fill\s*\(\s*(?:zero|['"]?\d[^()/*+]*)\)\s*$/;

/** Whether a query answers with a number where there are no data: what tells of missing data is then never seen. */
export function alwaysAnswers(query: string, language: QueryLanguage): boolean {
  if (language === 'datadog') return FILLED.test(query.replaceAll(/\{[^}]*\}/g, '{}'));
  // What stands in texts is no part of the expression.
  return isNeverEmpty(query.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/g, '""'));
}

function isNeverEmpty(expression: string): boolean {
  if (OTHERWISE_A_NUMBER.test(expression)) return true;
  const inner = /^\s*(?!absent)(?:[a-z_]+\s*)?\(([\s\S]*)\)\s*$/.exec(expression)?.[1];
  return inner !== undefined && isBalanced(inner) && isNeverEmpty(inner);
}

/** Whether no bracket is closed that was not opened. */
function isBalanced(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '(') depth++;
    if (character === ')' && --depth < 0) return false;
  }
  return depth === 0;
}
