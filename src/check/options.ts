import type { RuleSet } from '../rules/rule.js';

export interface CheckOptions {
  readonly rules: RuleSet;
  /** When the check is made, as it is to be printed. */
  readonly now: string;
}
