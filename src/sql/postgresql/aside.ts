/** Where tables wait that nobody uses any more, until they are dropped. */
export const ASIDE = 'migrate_arch_dropped';

const NAME_BYTES = 63;

/** What something is called that waits to be dropped, or to be taken back. */
export function asideName(name: string): string {
  let cut = `migrate_arch_dropped_${name}`;
  while (new TextEncoder().encode(cut).length > NAME_BYTES) cut = cut.slice(0, -1);
  return cut;
}
