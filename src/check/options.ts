import type { JudgeSettings } from '../rules/rule.js';

/** How a check is made. `now` is when, as it is to be printed. */
export interface CheckOptions extends JudgeSettings {
  /** How many findings are listed at most; the rest is counted. */
  readonly maxFindings: number;
}

/** More than anybody reads, and few enough for any reader of the report. */
export const DEFAULT_MAX_FINDINGS = 1000;

/** Whether whatever runs migrations puts each into a transaction: as the file itself says, unless it says no, or never. */
export const IN_TRANSACTION = ['auto', 'yes', 'no'] as const;
export type InTransaction = (typeof IN_TRANSACTION)[number];
