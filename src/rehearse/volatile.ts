import { inPassing, type World, write } from './in-passing.js';
import { pause } from './perform-step.js';
import type { Writing } from './writing.js';

/** A trigger may round the time that it writes to whole seconds: two writings are further apart. */
const APART_MS = 1_100;

/**
 * Writes each row once more, and says which columns are read as something else by then though nothing else has
 * changed: a trigger gives them the time, the next number or a chance one, so that no step is to blame where they differ.
 */
export async function volatileColumns(
  writings: ReadonlyMap<string, Writing>,
  world: World,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const found = new Map<string, ReadonlySet<string>>();
  if (writings.size === 0) return found;
  await pause(APART_MS);
  for (const [key, writing] of writings) {
    const result = await inPassing(world, writing, () => write(writing, world));
    if (!Array.isArray(result)) continue;
    const names = result.flatMap((read, index) => columnsThatDiffer(read, writing.reads[index] ?? read));
    found.set(key, new Set(names.filter((name) => name !== ROWS)));
  }
  return found;
}

/** Whether a row was read as it was before, but for columns that differ each time. */
export function isSameRead(one: string, other: string | undefined, volatile: ReadonlySet<string> = new Set()): boolean {
  return one === other || (other !== undefined && columnsThatDiffer(one, other).every((name) => volatile.has(name)));
}

type Read = readonly Readonly<Record<string, unknown>>[];

/** Stands for that there are not as many rows; no column has such a name. */
const ROWS = '';

/** Of which columns two readings of the same row differ. */
function columnsThatDiffer(one: string, other: string): readonly string[] {
  const [rows, others] = [JSON.parse(one) as Read, JSON.parse(other) as Read];
  if (rows.length !== others.length) return [ROWS];
  return rows.flatMap((row, index) => Object.keys(row).filter((name) => row[name] !== others[index]?.[name]));
}
