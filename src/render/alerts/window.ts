import type { WatchedTrigger } from '../../model/watch.js';
import { digits, durationOf } from './words.js';

/**
 * A query of PromQL that answers on the bad side only when the metric was bad for the whole of a time. Of a metric that
 * must not equal something it answers 1 then.
 */
export function heldFor({ trigger, query }: WatchedTrigger, value: number, seconds: number): string {
  const window = `[${durationOf(Math.max(60, seconds))}:1m]`;
  switch (trigger.comparison) {
    case 'greater_than':
      return `min_over_time((${query})${window})`;
    case 'less_than':
      return `max_over_time((${query})${window})`;
    case 'equals':
      return `min_over_time(((${query}) == bool ${digits(value)})${window})`;
  }
}
