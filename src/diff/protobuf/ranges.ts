import type { NumberRange } from '../../model/protobuf/schema.js';

/** The parts of ranges that others do not cover. */
export function uncovered(ranges: readonly NumberRange[], others: readonly NumberRange[]): NumberRange[] {
  const sorted = others.toSorted((left, right) => left.start - right.start);
  return ranges.flatMap((range) => {
    const missing: NumberRange[] = [];
    let next = range.start;
    for (const { start, end } of sorted) {
      if (end < next) continue;
      if (start > range.end) break;
      if (start > next) missing.push({ start: next, end: start - 1 });
      next = end + 1;
    }
    return next > range.end ? missing : [...missing, { start: next, end: range.end }];
  });
}

/** Whether a number is in one of some ranges. */
export function includes(ranges: readonly NumberRange[], number: number): boolean {
  return ranges.some(({ start, end }) => number >= start && number <= end);
}
