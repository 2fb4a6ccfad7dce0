import { fail } from '../errors.js';
import type { Step } from '../model/step.js';
import { unknownIn } from '../sql/unknown-objects.js';

/**
 * Gives up steps that nobody can run: nothing of them is written, and nothing has run.
 *
 * @throws UserError that names what would have to be made
 */
export function refuseUnknown(steps: readonly Step[]): void {
  const objects = unknownIn(steps);
  if (objects.length > 0) fail('STEPS_UNKNOWN', { objects });
}
