import type { LockFact } from '../../src/model/migration/lock.js';

/** A fact of the table in the words of what was measured. */
export function factText({ locks, rewrites, rebuilds, scans, isAlone }: LockFact): string {
  const facts = [
    ...Object.entries(locks)
      .map(([role, mode]) => `${role}:${mode}`)
      .sort(),
    ...(rewrites === undefined ? [] : [`rewrites:${rewrites}`]),
    ...(rebuilds === undefined ? [] : [`rebuilds:${rebuilds}`]),
    ...(scans === undefined ? [] : [`scans:${[...scans].sort().join(',')}`]),
  ].join('; ');
  return isAlone ? `${facts} alone`.trim() : facts;
}
