import type { Place } from '../model/catalog/common.js';
import type { Suppression } from '../model/migration/action.js';
import type { Judged } from '../rules/rule.js';

/** What is the matter with a comment. */
export interface SuppressionFact {
  readonly kind: 'suppression_unused' | 'suppression_expired' | 'suppression_unreasoned';
  readonly suppression: Suppression;
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
 */
export function suppress<Fact extends AboutMigration>(
  judged: readonly Judged<Fact>[],
  files: readonly { readonly suppressions: readonly Suppression[] }[],
  now: string,
): Suppressed<Fact> {
  const facts: SuppressionFact[] = [];
  const hidden = new Set<Judged<Fact>>();
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
    const found = judged.filter((one) => isMeant(suppression, one));
    if (found.length === 0) facts.push({ kind: 'suppression_unused', suppression });
    for (const one of found) hidden.add(one);
  }
  const kept = judged.filter((one) => !hidden.has(one));
  return { kept, hidden: [...hidden].filter(({ isListed }) => isListed).length, facts };
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

function isMeant({ rule, place, statement }: Suppression, { finding, change }: Judged<AboutMigration>): boolean {
  if (!('statement' in change) || finding.type !== rule) return false;
  return change.statement.place.file === place.file && change.statement.place.line === statement;
}
