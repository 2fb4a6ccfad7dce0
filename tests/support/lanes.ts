/**
 * Uses each of many things once, several at a time, each lane with something of its own: a server that waits for its
 * disk has time for others.
 *
 * @param open makes what a lane uses, and says how it is closed: also when a use fails
 */
export async function inLanes<T, L>(
  items: readonly T[],
  open: (lane: number) => Promise<{ readonly own: L; readonly close: () => Promise<unknown> }>,
  use: (item: T, own: L) => Promise<void>,
): Promise<void> {
  const left = items.values();
  const lanes = Array.from({ length: 4 }, async (_, lane) => {
    const { own, close } = await open(lane);
    try {
      for (const item of left) await use(item, own);
    } finally {
      await close();
    }
  });
  await Promise.all(lanes);
}
