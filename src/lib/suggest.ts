/** The name closest to a mistyped one, or `undefined` when none is near enough to be meant. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  if (name === '') return undefined;
  const wanted = name.toLowerCase();
  const near = names
    .map((candidate) => ({ candidate, distance: editDistance(wanted, candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => candidate.startsWith(wanted) || distance <= Math.max(1, candidate.length / 3))
    .sort((left, right) => left.distance - right.distance);
  return near[0]?.candidate;
}

// Levenshtein distance with swaps of neighbours (optimal string alignment).
function editDistance(left: string, right: string): number {
  if (left.length > 64) return Number.POSITIVE_INFINITY;
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1];
      let cost = Math.min(
        (last[column] as number) + 1,
        (current[column - 1] as number) + 1,
        (last[column - 1] as number) + (same ? 0 : 1),
      );
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (swapped) cost = Math.min(cost, (beforeLast[column - 2] as number) + 1);
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return last[right.length] as number;
}
