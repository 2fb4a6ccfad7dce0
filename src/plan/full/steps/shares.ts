import type { FullSpec } from '../../../model/full-spec.js';
import { type Stage, stagesOf } from './flags.js';

/** The shares of a ramp by weights: everything at once from blue to green, otherwise those of the first flag. */
export function sharesOf({
  pattern,
  spec,
}: {
  readonly pattern: { readonly id: string };
  readonly spec: FullSpec;
}): Stage[] {
  return pattern.id === 'blue_green'
    ? [{ percentage: 100, hours: 0, path: 'usual' }]
    : stagesOf(spec.feature_flags?.[0], 0);
}
