import type { Level } from '../model/plan.js';

interface Threshold {
  /** The score counts when the value is beyond this one. */
  readonly beyond: number;
  readonly score: number;
}

/** Gigabytes of data: more than … */
export const DATA_VOLUME_SCORES = [
  { beyond: 10_000, score: 3 },
  { beyond: 1_000, score: 2 },
  { beyond: 100, score: 1 },
] as const satisfies readonly Threshold[];

/** Number of dependent systems: more than … */
export const DEPENDENCY_SCORES = [
  { beyond: 10, score: 3 },
  { beyond: 5, score: 2 },
  { beyond: 2, score: 1 },
] as const satisfies readonly Threshold[];

/** Minutes of downtime allowed: fewer than … */
export const DOWNTIME_SCORES = [
  { beyond: 60, score: 3 },
  { beyond: 240, score: 2 },
  { beyond: 480, score: 1 },
] as const satisfies readonly Threshold[];

/** What a specification that does not say has. */
export const DEFAULT_CONSTRAINTS = { data_volume_gb: 0, max_downtime_minutes: 480 } as const;

/** The complexity from a score upwards; below all of them it is low. */
export const COMPLEXITY_LEVELS = [
  { from: 8, level: 'critical' },
  { from: 5, level: 'high' },
  { from: 3, level: 'medium' },
] as const satisfies readonly { from: number; level: Level }[];
