import { hashOf } from '../lib/hash.js';
import type { Step } from '../model/step.js';
import type { Source } from '../read/source.js';

/** What exactly was rehearsed: the statements of the steps in both directions, and both schemas, as one hash. */
export function fingerprintOf(steps: readonly Step[], before: readonly Source[], after: readonly Source[]): string {
  const content = {
    steps: steps.map(({ phase, up, down }) => ({ phase, up, down })),
    before: before.map(({ text }) => text),
    after: after.map(({ text }) => text),
  };
  return hashOf(content);
}
