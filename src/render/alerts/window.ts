import type { WatchedTrigger } from '../../model/watch.js';
import { digits, durationOf } from './words.js';

/** What a query answers, without what is not a number: a share of no requests is no answer. */
export function numbersOf(query: string): string {
  return `${query} >= -Inf`;
}

/**
 * A query of PromQL that answers on the bad side only when the metric was bad for the whole of a time. Of a metric that
 * must not equal something it answers 1 then.
 */
export function heldFor({ trigger, query }: WatchedTrigger, value: number, seconds: number): string {
  const window = `[${durationOf(Math.max(60, seconds))}:1m]`;
  const numbers = numbersOf(`(${query})`);
  switch (trigger.comparison) {
    case 'greater_than':
      return `min_over_time((${numbers})${window})`;
    case 'less_than':
      return `max_over_time((${numbers})${window})`;
    case 'equals':
      return `min_over_time(((${numbers}) == bool ${digits(value)})${window})`;
  }
}
