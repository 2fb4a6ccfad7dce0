/** Writes wait from the first of these steps until the programs write to the target. */
export const CUTTING = {
  phase: 'ramp',
  locks: [{ object: 'the database of the source', mode: 'read only', blocks: 'writes' }],
  cut_over: true,
  owner: 'dba',
} as const;

/** A comparison while both sides are written: what differs once may be on its way. */
export const WHILE_WRITTEN = {
  phase: 'migrate',
  locks: [],
  owner: 'dba',
} as const;

export type ComparePlace = typeof CUTTING | typeof WHILE_WRITTEN;
