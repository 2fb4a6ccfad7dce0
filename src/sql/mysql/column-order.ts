import type { Table } from '../../model/catalog/table.js';
import { id } from './spelling.js';

/** Where a column that comes stands among those that are there, as a clause; none behind the last. */
export function placeAmong(order: readonly string[], at: number): string {
  if (at >= order.length) return '';
  return at === 0 ? ' FIRST' : ` AFTER ${id(order[at - 1] as string)}`;
}

const key = (name: string): string => name.toLowerCase();

/**
 * The order of columns once those of another table that it lacks have come, each behind the one that it follows there.
 *
 * @returns with each that came, where it did
 */
export function joined(order: readonly string[], { columns }: Table): { order: string[]; places: Map<string, string> } {
  const result = [...order];
  const places = new Map<string, string>();
  let last = -1;
  for (const { name } of columns) {
    const at = result.findIndex((each) => key(each) === key(name));
    if (at >= 0) {
      last = at;
      continue;
    }
    places.set(key(name), placeAmong(result, last + 1));
    result.splice(last + 1, 0, name);
    last += 1;
  }
  return { order: result, places };
}

/** The names that must move so that columns come to stand in another order, and where each does, in order. */
export function moves(order: readonly string[], wanted: readonly string[]): { name: string; place: string }[] {
  const rank = new Map(order.map((name, at) => [key(name), at]));
  const stay = new Set(longestRun(wanted.map((name) => rank.get(key(name)) ?? -1)).map((at) => wanted[at]));
  return wanted.flatMap((name, at) => {
    return stay.has(name) ? [] : [{ name, place: at === 0 ? ' FIRST' : ` AFTER ${id(wanted[at - 1] as string)}` }];
  });
}

/** The order in which columns stand once some have moved in among the others, as they do in another order. */
export function afterMoves(order: readonly string[], moved: ReadonlySet<string>, wanted: readonly string[]): string[] {
  const result = [...order];
  wanted.forEach((name, at) => {
    if (!moved.has(name)) return;
    result.splice(result.indexOf(name), 1);
    result.splice(at === 0 ? 0 : result.indexOf(wanted[at - 1] as string) + 1, 0, name);
  });
  return result;
}

/** The places of a longest rising run of numbers. */
function longestRun(numbers: readonly number[]): number[] {
  const best: number[] = [];
  const before: number[] = [];
  numbers.forEach((number, at) => {
    let from = -1;
    for (let other = 0; other < at; other++) {
      if ((numbers[other] as number) < number && (from < 0 || (best[other] as number) > (best[from] as number)))
        from = other;
    }
    best[at] = from < 0 ? 1 : (best[from] as number) + 1;
    before[at] = from;
  });
  let end = best.reduce((most, length, at) => (length > (best[most] ?? 0) ? at : most), 0);
  const run: number[] = [];
  for (; end >= 0 && numbers.length > 0; end = before[end] as number) run.unshift(end);
  return run;
}
