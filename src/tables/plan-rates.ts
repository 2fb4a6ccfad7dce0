/** What a step does to rows. */
export const WORK = {
  catalog: 'changes the catalog only',
  index: 'builds an index',
  index_online: 'builds an index while others write',
  scan: 'reads every row',
  update: 'writes every row',
  delete: 'deletes rows',
  rewrite: 'writes the whole table anew, with its indexes',
  copy_out: 'reads a table out',
  copy_in: 'copies rows in',
} as const;

export type Work = keyof typeof WORK;

/** What work costs in seconds: a + b·rows + c·bytes. */
export interface Rate {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/**
 * What work on rows costs where nothing was measured, by the server that does it. Each was measured once, fsync on, with two
 * cores that others used as well, on one table with a primary key and two indexes, and rounded up: PostgreSQL 15.20 with
 * 1,000,000 rows and 117 MB; MariaDB 10.11.19 with 1,048,576 rows, 134 MB and 66 MB of indexes, a buffer pool of 128 MB
 * and no binary log. Nobody measured MySQL: it stands in for it as the same InnoDB. Give --evidence or --calibrate to have
 * times of one's own instead.
 */
export const WORK_RATES = {
  postgresql: {
    source: 'rates of migrate-arch, measured on PostgreSQL 15 with two cores (references/planning.md)',
    rates: {
      catalog: { a: 0.05, b: 0, c: 0 },
      index: { a: 0.2, b: 0.75e-6, c: 0 },
      index_online: { a: 0.5, b: 3e-6, c: 0 },
      scan: { a: 0.1, b: 0.2e-6, c: 0 },
      update: { a: 0.5, b: 37.5e-6, c: 0 },
      delete: { a: 0.1, b: 3.5e-6, c: 0 },
      rewrite: { a: 0.2, b: 0, c: 55e-9 },
      copy_out: { a: 0.1, b: 0, c: 8.5e-9 },
      copy_in: { a: 0.1, b: 0, c: 28e-9 },
    },
  },
  mysql: {
    source: 'rates of migrate-arch, measured on MariaDB 10.11 with two cores (references/planning.md)',
    rates: {
      catalog: { a: 0.1, b: 0, c: 0 },
      index: { a: 0.1, b: 1.75e-6, c: 0 },
      index_online: { a: 0.1, b: 1.75e-6, c: 0 },
      scan: { a: 0.1, b: 0.85e-6, c: 0 },
      update: { a: 0.1, b: 22.5e-6, c: 0 },
      delete: { a: 0.1, b: 12.5e-6, c: 0 },
      rewrite: { a: 0.2, b: 0, c: 55e-9 },
      copy_out: { a: 0.1, b: 0, c: 19e-9 },
      copy_in: { a: 0.2, b: 0, c: 100e-9 },
    },
  },
} as const satisfies Record<'postgresql' | 'mysql', { source: string; rates: Record<Work, Rate> }>;

/** How much longer than the figure one run in five, and one in twenty, may take; a choice of ours. */
export const SPREAD = {
  rehearsal: { p80: 1.5, p95: 2.5 },
  specification: { p80: 1.25, p95: 2 },
  calibration: { p80: 2, p95: 4 },
  rate: { p80: 2.5, p95: 6 },
  policy: { p80: 1.5, p95: 3 },
  unknown: { p80: 1, p95: 1 },
} as const;

/** What people and waiting take where nobody says: minutes, a choice of ours. */
export const PEOPLE_MINUTES = {
  approval: 60,
  review: 120,
  manual: 30,
  command: 3,
  deploy: 10,
  flag: 2,
  traffic: 3,
} as const;

/** Hours of a share, and of the wait before anything is taken away, where the specification says nothing. */
export const DEFAULT_RAMP = [
  { percentage: 5, duration_hours: 1 },
  { percentage: 25, duration_hours: 4 },
  { percentage: 50, duration_hours: 12 },
  { percentage: 100, duration_hours: 0 },
] as const;
export const DEFAULT_STABILITY_HOURS = 24;

export const SIMULATION_RUNS = 2000;
export const SIMULATION_SEED = 1;
