import { applyRenames } from '../diff/catalog/renames.js';
import type { Catalog } from '../model/catalog/catalog.js';
import type { Rename } from '../model/catalog/change.js';
import { planSteps } from './plan-steps.js';
import { withOwnersKept } from './postgresql/owners.js';

/** The statements that give what comes after the owners that the steps leave it, where its text leaves them unsaid. */
export function planOwners(before: Catalog, after: Catalog, renames: readonly Rename[]): string[] {
  if (before.dialect !== 'postgresql') return [];
  const kept = withOwnersKept(applyRenames(before, renames), after);
  return kept === after ? [] : planSteps(after, kept).flatMap(({ up }) => up);
}
