import { nearest } from '../lib/suggest.js';
import type { Place } from '../model/catalog/common.js';
import type { Suppression } from '../model/migration/action.js';
import type { Misspelt } from '../model/migration/misspelt.js';
import type { Judged } from '../rules/rule.js';

/** What is the matter with a comment. */
export interface SuppressionFact {
  readonly kind: 'suppression_unused' | 'suppression_expired' | 'suppression_unreasoned';
  readonly suppression: Suppression;
  /** Of a comment for a rule that there is not: that, and the rule that may be meant. */
  readonly misspelt?: Misspelt;
}

/** A fact about a statement, or about a comment. */
export type AboutMigration = SuppressionFact | { readonly statement: { readonly place: Required<Place> } };

interface Suppressed<Fact> {
  readonly kept: readonly Judged<Fact>[];
  /** How many findings the comments take away. */
  readonly hidden: number;
  /** What is the matter with the comments themselves. */
  readonly facts: readonly SuppressionFact[];
}

/**
 * Takes away what comments say. A comment without a reason does not count, nor one whose last day is before `now`.
 *
 * @param now ISO 8601
 * @param rules the ids of all that there are
 */
export function suppress<Fact extends AboutMigration>(
  judged: readonly Judged<Fact>[],
  files: readonly { readonly suppressions: readonly Suppression[] }[],
  now: string,
  rules: readonly string[],
): Suppressed<Fact> {
  const facts: SuppressionFact[] = [];
  const hidden = new Set<Judged<Fact>>();
  const findings = byPlace(judged);
  for (const suppression of files.flatMap(({ suppressions }) => suppressions)) {
    const { until } = suppression;
    if (suppression.reason === undefined || suppression.rule === '' || (until !== undefined && !isDay(until))) {
      facts.push({ kind: 'suppression_unreasoned', suppression });
      continue;
    }
    if (until !== undefined && until < now.slice(0, 'yyyy-mm-dd'.length)) {
      facts.push({ kind: 'suppression_expired', suppression });
      continue;
    }
    const { rule, place, statement } = suppression;
    const found = findings.get(placeKey(rule, place.file, statement)) ?? [];
    if (found.length === 0) {
      const misspelt = rules.includes(suppression.rule) ? undefined : { meant: nearest(suppression.rule, rules) };
      facts.push({ kind: 'suppression_unused', suppression, ...(misspelt && { misspelt }) });
    }
    for (const one of found) hidden.add(one);
  }
  const kept = judged.filter((one) => !hidden.has(one));
  return { kept, hidden: [...hidden].filter(({ isListed }) => isListed).length, facts };
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

/** Findings of statements by what a comment says of them: thousands of comments meet thousands of findings. */
function byPlace<Fact extends AboutMigration>(judged: readonly Judged<Fact>[]): Map<string, Judged<Fact>[]> {
  const found = new Map<string, Judged<Fact>[]>();
  for (const one of judged) {
    const change: AboutMigration = one.change;
    if (!('statement' in change)) continue;
    const { file, line } = change.statement.place;
    const key = placeKey(one.finding.type, file, line);
    const known = found.get(key);
    if (known === undefined) found.set(key, [one]);
    else known.push(one);
  }
  return found;
}

function placeKey(rule: string, file: string | undefined, line: number | undefined): string {
  return `${rule}\0${line}\0${file}`;
}
