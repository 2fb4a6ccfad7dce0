import type { OperationalStep } from '../../model/plan-detail.js';

/** When a step begins and ends, in the unit of whoever asks. */
export interface Placed {
  readonly begin: number;
  readonly end: number;
}

/**
 * Gives each step its place, in order: it is ready when all that it depends on has ended.
 *
 * @param first when those are ready that depend on nothing
 * @param place what is decided for a step that is ready at a moment
 */
export function placeInOrder<Place extends Placed>(
  steps: readonly OperationalStep[],
  first: number,
  place: (step: OperationalStep, ready: number) => Place,
): Map<string, Place> {
  const placed = new Map<string, Place>();
  for (const step of steps) {
    const ready = step.depends_on.reduce((latest, id) => Math.max(latest, placed.get(id)?.end ?? first), first);
    placed.set(step.id, place(step, ready));
  }
  return placed;
}
