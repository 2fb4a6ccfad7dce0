import type { Rename } from '../model/catalog/change.js';
import type { Dialect } from '../model/catalog/common.js';
import type { Finding } from '../model/finding.js';

/** `classic` is the original's judgement; `all` is that and whatever the original misses. */
export const RULE_SETS = ['all', 'classic'] as const;
export type RuleSet = (typeof RULE_SETS)[number];

/**
 * Whom a check protects: `contract` those who read and write as the description says and tolerate what it adds,
 * `client` typed and generated clients as well, `strict` whoever relies on anything that can be seen.
 */
export const PROFILES = ['client', 'contract', 'strict'] as const;
export type Profile = (typeof PROFILES)[number];

/** How much is told: `outline` leaves out what breaks nobody, unless the original reports it. */
export const DETAILS = ['outline', 'full'] as const;
export type Detail = (typeof DETAILS)[number];

/** What a verdict depends on beyond the two documents. */
export interface RuleContext {
  readonly profile: Profile;
  /** When the check is made (ISO 8601): what was announced for an earlier day has come. */
  readonly now: string;
  /** Of databases that are compared as they are. */
  readonly dialect?: Dialect;
  /** What has another name there, so that queries ask for what the rows are called before the change. */
  readonly renames?: readonly Rename[];
}

export interface JudgeSettings extends RuleContext {
  readonly rules: RuleSet;
  readonly detail: Detail;
}

/** What a rule says of a change; the rule's id is the finding's type. */
export type Judgement = Omit<Finding, 'type'>;

/** Two documents, two texts of SQL, or one and the migration that follows it. */
export type Example =
  | { readonly before: object; readonly after: object }
  | { readonly before: string; readonly after: string; readonly renames?: readonly string[] }
  /** PostgreSQL's when no dialect is named. */
  | { readonly before: string; readonly migration: string; readonly dialect?: 'mysql' | 'mariadb' };

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
  readonly example: Example;
  /** What another tool calls it. */
  readonly knownAs?: { readonly tool: string; readonly ids: readonly string[] };
  /** `undefined` when the change is none of the rule's business. */
  judge(change: Change, ruleSet: RuleSet, context: RuleContext): Judgement | undefined;
}

/** A rule's page, whatever it judges. */
export type RulePage = Omit<Rule<never>, 'judge'>;

/** For every kind of change the rules that judge it; an empty list says that none is wanted. */
export type Registry<Change extends { readonly kind: string }> = {
  readonly [Kind in Change['kind']]: readonly Rule<Extract<Change, { kind: Kind }>>[];
};

/** The ids of all rules of registries. */
export function namesOf(registries: readonly Readonly<Record<string, readonly { readonly id: string }[]>>[]): string[] {
  return [
    ...new Set(registries.flatMap((registry) => Object.values(registry).flatMap((rules) => rules.map(({ id }) => id)))),
  ];
}

/** What any change may say about who sees it. */
interface Seen {
  /** The one rule set that sees the change: the original pairs things by other names than we do. */
  readonly onlyIn?: RuleSet;
  /** Nobody was promised that what changed would stay. */
  readonly isUnstable?: boolean;
}

/** A finding, the change that it is about, and whether the settings let it be told. */
export interface Judged<Change> {
  readonly change: Change;
  readonly finding: Finding;
  readonly isListed: boolean;
}

/**
 * The findings of a list of changes, in its order. In `all`, what breaks nothing is left out of the outline unless
 * it is the original's, and what happens to the unstable breaks nothing.
 */
export function judge<Change extends { readonly kind: string } & Seen>(
  changes: readonly Change[],
  registry: Registry<Change>,
  settings: JudgeSettings,
): Judged<Change>[] {
  const judged: Judged<Change>[] = [];
  for (const change of changes) {
    if (change.onlyIn !== undefined && change.onlyIn !== settings.rules) continue;
    for (const rule of registry[change.kind as Change['kind']] as readonly Rule<Change>[]) {
      if (settings.rules === 'classic' && !rule.classic) continue;
      const judgement = rule.judge(change, settings.rules, settings);
      if (judgement === undefined) continue;
      const severity = change.isUnstable && settings.rules === 'all' ? lowered(judgement) : judgement.severity;
      const isListed = BREAKS.has(severity) || rule.classic || (settings.detail === 'full' && settings.rules === 'all');
      judged.push({ change, finding: { type: rule.id, ...judgement, severity }, isListed });
    }
  }
  return judged;
}

/** The findings that are told. */
export function listed(judged: readonly Judged<unknown>[]): Finding[] {
  return judged.filter(({ isListed }) => isListed).map(({ finding }) => finding);
}

const BREAKS: ReadonlySet<string> = new Set(['breaking', 'potentially_breaking']);

function lowered({ severity }: Judgement): Judgement['severity'] {
  return BREAKS.has(severity) ? 'non_breaking' : severity;
}
