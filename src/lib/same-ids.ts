interface Identified {
  readonly id: string;
}

/** Whether two lists are of the same things in the same order, by their ids. */
export function haveSameIds(some: readonly Identified[], others: readonly Identified[]): boolean {
  return some.length === others.length && some.every(({ id }, at) => id === others[at]?.id);
}
