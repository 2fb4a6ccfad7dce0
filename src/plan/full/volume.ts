import type { FullSpec } from '../../model/full-spec.js';

/** How much data there is in all, as far as a specification says. */
export interface Volume {
  readonly bytes: number;
  /** In the words of the specification, with the path. */
  readonly said: string;
}

/** The bytes of everything; nothing where the specification names no volume. */
export function volumeOf({ constraints }: Pick<FullSpec, 'constraints'>): Volume | undefined {
  const gigabytes = Number(constraints?.data_volume_gb ?? 0);
  if (gigabytes <= 0) return undefined;
  return { bytes: gigabytes * 1024 ** 3, said: `${gigabytes} GB of /constraints/data_volume_gb` };
}
