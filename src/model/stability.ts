/** How far a part may be relied on, least first; without a word it is stable. */
const LEVELS: readonly unknown[] = ['draft', 'alpha', 'beta', 'stable'];

/** The rank of an `x-stability-level`; `undefined` when there is no such level. */
export function rankOf(level: unknown): number | undefined {
  const rank = LEVELS.indexOf(level === undefined ? 'stable' : level);
  return rank === -1 ? undefined : rank;
}

/** Whether a level promises nobody that the part stays. */
export function isUnstableLevel(level: unknown): boolean {
  return level === 'draft' || level === 'alpha';
}
