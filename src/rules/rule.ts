import type { Finding } from '../model/finding.js';

/** `classic` is the original's judgement; `all` is that and whatever the original misses. */
export const RULE_SETS = ['all', 'classic'] as const;
export type RuleSet = (typeof RULE_SETS)[number];

/** What a rule says of a change; the rule's id is the finding's type. */
export type Judgement = Omit<Finding, 'type'>;

/** Turns one fact into a verdict. It knows no format. */
export interface Rule<Change> {
  readonly id: string;
  /** Whether the original has it. */
  readonly classic: boolean;
  /** What the rule finds, in one sentence. */
  readonly summary: string;
  /** Why that breaks somebody. */
  readonly reason: string;
  /** What to do instead. */
  readonly instead: string;
  /** Two small documents in which the rule finds something; the tests run them. */
  readonly example: { readonly before: object; readonly after: object };
  /** `undefined` when the change is none of the rule's business. */
  judge(change: Change, ruleSet: RuleSet): Judgement | undefined;
}

/** A rule's page, whatever it judges. */
export type RulePage = Omit<Rule<never>, 'judge'>;

/** For every kind of change the rules that judge it; an empty list says that none is wanted. */
export type Registry<Change extends { readonly kind: string }> = {
  readonly [Kind in Change['kind']]: readonly Rule<Extract<Change, { kind: Kind }>>[];
};

/**
 * The findings of a list of changes, in its order. In `all`, what breaks nothing is left out unless it is the
 * original's.
 */
export function judge<Change extends { readonly kind: string }>(
  changes: readonly Change[],
  registry: Registry<Change>,
  ruleSet: RuleSet,
): Finding[] {
  const findings: Finding[] = [];
  for (const change of changes) {
    for (const rule of registry[change.kind as Change['kind']] as readonly Rule<Change>[]) {
      if (ruleSet === 'classic' && !rule.classic) continue;
      const judgement = rule.judge(change, ruleSet);
      if (judgement === undefined) continue;
      const breaks = judgement.severity === 'breaking' || judgement.severity === 'potentially_breaking';
      if (breaks || rule.classic) findings.push({ type: rule.id, ...judgement });
    }
  }
  return findings;
}
