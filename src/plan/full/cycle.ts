/** Names that depend on each other in a circle, the first again at the end; `undefined` when none do. */
export function findCycle(dependencies: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  for (const first of dependencies.keys()) {
    // A path with, for each name on it, how many of its dependencies were looked at; no recursion, whatever comes in.
    const path: { name: string; next: number }[] = [{ name: first, next: 0 }];
    while (path.length > 0) {
      const top = path.at(-1) as { name: string; next: number };
      const next = done.has(top.name) ? undefined : dependencies.get(top.name)?.[top.next++];
      if (next === undefined) {
        done.add(top.name);
        path.pop();
        continue;
      }
      const at = path.findIndex(({ name }) => name === next);
      if (at >= 0) return [...path.slice(at).map(({ name }) => name), next];
      path.push({ name: next, next: 0 });
    }
  }
  return undefined;
}
