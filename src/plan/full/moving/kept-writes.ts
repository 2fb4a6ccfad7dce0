import { singleQuoted } from '../../../lib/shell-quote.js';

const STAYS =
  'the target has what the source lacks: it stays as it is, and takes no writes. Bring back by hand what differs above (references/data-reconciliation.md), and go on without this undo: it removes nothing';

/**
 * Stops a shell unless two commands print the same: what the target has alone would be gone with it. What fails stops it
 * too, so that two questions without an answer are not taken for equal.
 */
export function sameOrStop(source: string, target: string): string[] {
  return [
    `there="$(${source})"`,
    `here="$(${target})"`,
    `diff <(printf '%s\\n' "$there") <(printf '%s\\n' "$here") >&2 || { echo ${singleQuoted(STAYS)} >&2; exit 1; }`,
  ];
}
