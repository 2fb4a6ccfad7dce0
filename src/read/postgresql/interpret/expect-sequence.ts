import { refuse } from './names.js';
import type { SequenceSettings } from './sequences.js';
import type { Context } from './state.js';

/** Sees to it that a sequence can count as it is told (`init_params` in PostgreSQL's sequence.c). */
export function expectCounting(
  context: Context,
  { type, start, increment, minimum, maximum, cache }: SequenceSettings,
  [least, most]: readonly [least: string, most: string],
): void {
  const [first, low, high] = [BigInt(start), BigInt(minimum), BigInt(maximum)];
  if (BigInt(increment) === 0n) refuse(context, 'INCREMENT must not be zero');
  if (high > BigInt(most) || high < BigInt(least))
    refuse(context, `MAXVALUE (${maximum}) is out of range for sequence data type ${type}`);
  if (low > BigInt(most) || low < BigInt(least))
    refuse(context, `MINVALUE (${minimum}) is out of range for sequence data type ${type}`);
  if (low >= high) refuse(context, `MINVALUE (${minimum}) must be less than MAXVALUE (${maximum})`);
  if (first < low) refuse(context, `START value (${start}) cannot be less than MINVALUE (${minimum})`);
  if (first > high) refuse(context, `START value (${start}) cannot be greater than MAXVALUE (${maximum})`);
  if (BigInt(cache) <= 0n) refuse(context, `CACHE (${cache}) must be greater than zero`);
}
