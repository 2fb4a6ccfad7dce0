import type { Numeric } from '../lib/python/number.js';
import type { Level } from '../model/plan.js';
import type { MigrationSpec } from '../model/spec.js';
import {
  COMPLEXITY_LEVELS,
  DATA_VOLUME_SCORES,
  DEFAULT_CONSTRAINTS,
  DEPENDENCY_SCORES,
  DOWNTIME_SCORES,
} from '../tables/complexity.js';

/** The constraints of a specification with what holds where it says nothing. */
export function constraintsOf(spec: MigrationSpec) {
  return {
    ...DEFAULT_CONSTRAINTS,
    dependencies: [],
    compliance_requirements: [],
    special_requirements: [],
    ...spec.constraints,
  };
}

/** How complex a migration is: data, dependent systems, downtime and special requirements each add to a score. */
export function calculateComplexity(spec: MigrationSpec): Level {
  const constraints = constraintsOf(spec);
  const volume = constraints.data_volume_gb;
  const downtime = constraints.max_downtime_minutes;
  const score =
    (DATA_VOLUME_SCORES.find(({ beyond }) => isLess(beyond, volume))?.score ?? 0) +
    (DEPENDENCY_SCORES.find(({ beyond }) => constraints.dependencies.length > beyond)?.score ?? 0) +
    (DOWNTIME_SCORES.find(({ beyond }) => isLess(downtime, beyond))?.score ?? 0) +
    constraints.special_requirements.length;
  return COMPLEXITY_LEVELS.find(({ from }) => score >= from)?.level ?? 'low';
}

/** Whether one number is less than another; exact for integers of any size. */
export function isLess(left: Numeric, right: Numeric): boolean {
  return left.valueOf() < right.valueOf();
}
