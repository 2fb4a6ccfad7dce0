import type { Level } from '../model/plan.js';

export interface Pattern {
  /** Names of the phases, in order. */
  readonly phases: readonly [string, ...string[]];
  /** Hours of work at a multiplier of one. */
  readonly baseHours: number;
  readonly multipliers: Readonly<Record<Level, number>>;
}

/** Known patterns by migration type. */
export const PATTERNS = {
  database: {
    schema_change: {
      phases: ['preparation', 'expand', 'migrate', 'contract', 'cleanup'],
      baseHours: 24,
      multipliers: { low: 1.0, medium: 1.5, high: 2.5, critical: 4.0 },
    },
    data_migration: {
      phases: ['assessment', 'setup', 'bulk_copy', 'delta_sync', 'validation', 'cutover'],
      baseHours: 48,
      multipliers: { low: 1.2, medium: 2.0, high: 3.0, critical: 5.0 },
    },
  },
  service: {
    strangler_fig: {
      phases: ['intercept', 'implement', 'redirect', 'validate', 'retire'],
      baseHours: 168,
      multipliers: { low: 0.8, medium: 1.0, high: 1.8, critical: 3.0 },
    },
    parallel_run: {
      phases: ['setup', 'deploy', 'shadow', 'compare', 'cutover', 'cleanup'],
      baseHours: 72,
      multipliers: { low: 1.0, medium: 1.3, high: 2.0, critical: 3.5 },
    },
  },
  infrastructure: {
    cloud_migration: {
      phases: ['assessment', 'design', 'pilot', 'migration', 'optimization', 'decommission'],
      baseHours: 720,
      multipliers: { low: 0.6, medium: 1.0, high: 1.5, critical: 2.5 },
    },
    on_prem_to_cloud: {
      phases: ['discovery', 'planning', 'pilot', 'migration', 'validation', 'cutover'],
      baseHours: 480,
      multipliers: { low: 0.8, medium: 1.2, high: 2.0, critical: 3.0 },
    },
  },
} as const satisfies Record<string, Record<string, Pattern>>;

/** Phases of a migration whose pattern is none of the known ones, by type. */
export const DEFAULT_PHASES = {
  database: ['preparation', 'migration', 'validation', 'cutover'],
  service: ['preparation', 'deployment', 'testing', 'cutover'],
  infrastructure: ['assessment', 'preparation', 'migration', 'validation'],
} as const satisfies Record<string, Pattern['phases']>;

/** Phases of a migration of any other type. */
export const FALLBACK_PHASES = [
  'preparation',
  'execution',
  'validation',
  'cleanup',
] as const satisfies Pattern['phases'];

/** Duration of a migration without a known pattern. */
export const FALLBACK_DURATION = { baseHours: 48, multiplier: 1.5 } as const;
