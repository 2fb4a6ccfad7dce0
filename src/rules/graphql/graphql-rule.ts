import { capitalized } from '../../lib/capitalized.js';
import type { Severity } from '../../model/finding.js';
import type { GraphqlChange, GraphqlChangeKind } from '../../model/graphql-change.js';
import { meaningOf } from '../../tables/federation.js';
import type { Profile, Rule, RuleContext } from '../rule.js';

/** How bad a change is, and what fails. */
export interface Verdict {
  readonly severity: Severity;
  readonly impact: string;
}

/** A rule for changes of one kind; its id is the name of the kind. */
export interface GraphqlRule {
  readonly summary: string;
  readonly reason: string;
  readonly instead: string;
  readonly before: string;
  readonly after: string;
  /** What changed, in one sentence without a full stop. */
  describe(change: GraphqlChange): string;
  /** What it does to those who see it. */
  judge(change: GraphqlChange, context: RuleContext): Verdict;
  /** What to do; without it, what the page says. */
  suggest?(change: GraphqlChange): string;
}

/** A table of rules as rules that a registry takes. */
export function rulesOf<Kind extends GraphqlChangeKind>(
  table: Readonly<Record<Kind, GraphqlRule>>,
): Readonly<Record<Kind, readonly Rule<GraphqlChange>[]>> {
  const rules = (Object.keys(table) as Kind[]).map((kind) => [kind, [ruleOf(kind, table[kind])]] as const);
  return Object.fromEntries(rules) as unknown as Record<Kind, readonly Rule<GraphqlChange>[]>;
}

function ruleOf(id: GraphqlChangeKind, rule: GraphqlRule): Rule<GraphqlChange> {
  const { summary, reason, instead, before, after } = rule;
  return {
    ...{ id, summary, reason, instead },
    classic: false,
    example: { before, after },
    judge: (change, _, context) => {
      const { severity, impact } = spared(change, doubted(change, rule.judge(change, context)));
      return {
        severity,
        description: `${rule.describe(change)}${others(change)}`,
        field_path: change.subject.coordinate,
        old_value: change.before,
        new_value: change.after,
        impact,
        suggested_migration: rule.suggest?.(change) ?? instead.replace(/\.$/, ''),
        affected_operations: change.users ?? change.also.map(({ coordinate }) => coordinate),
      };
    },
  };
}

/** What is deprecated, and which the schema after would not tell of, may be there still. */
function doubted({ isHidden }: GraphqlChange, verdict: Verdict): Verdict {
  if (isHidden !== true || verdict.severity !== 'breaking') return verdict;
  return { severity: 'potentially_breaking', impact: `If it is gone: ${verdict.impact}` };
}

/** What nobody can reach, and what no client uses, breaks nobody. */
function spared({ exposure, users, operations, isInaccessible }: GraphqlChange, verdict: Verdict): Verdict {
  if (verdict.severity !== 'breaking' && verdict.severity !== 'potentially_breaking') return verdict;
  if (isInaccessible === true) {
    return verdict.severity === 'breaking'
      ? { severity: 'potentially_breaking', impact: 'Clients do not see it; the supergraph may not compose' }
      : { severity: 'non_breaking', impact: 'Clients do not see it' };
  }
  if (!exposure.isReachable) {
    return { severity: 'non_breaking', impact: 'No operation can reach it from the roots of the schema' };
  }
  if (users === undefined || users.length > 0) return verdict;
  const all =
    operations === 1
      ? 'The one operation that was given does not use it'
      : `None of the ${operations} operations that were given uses it`;
  return { severity: 'non_breaking', impact: all };
}

/** What else has the same cause. */
function others({ also, kind }: GraphqlChange): string {
  if (also.length === 0) return '';
  const isOfType = kind === 'type_removed' || kind === 'type_changed_kind';
  const types = also.filter(({ element, member }) => element === 'type' && member === undefined);
  const rest = also.filter((subject) => !types.includes(subject));
  const [first] = rest;
  const isOne = rest.length === 1;
  const owners = isOne ? first?.owner : `${rest.length} types`;
  const within = `, and so it is gone from ${owners}`;
  const implementing = isOne
    ? `, and that of ${owners}, which implements it`
    : `, and those of the ${owners} that implement it`;
  const parts = rest.length === 0 ? '' : isOfType ? within : implementing;
  return types.length === 0 ? parts : `${parts}, and with it ${listed(types.map(({ owner }) => owner))}`;
}

const MOST_LISTED = 3;

function listed(names: readonly string[]): string {
  const more = names.length - MOST_LISTED;
  if (more > 0) return `the types ${names.slice(0, MOST_LISTED).join(', ')} and ${more} more`;
  return names.length === 1 ? `the type ${names[0]}` : `the types ${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** A severity for each profile. */
export function by(profile: Profile, contract: Severity, client: Severity, strict: Severity): Severity {
  return { contract, client, strict }[profile];
}

/** What a change means that only schemas see which use the directive, and no operation. */
export function ofDirective(
  { subject, directive, exposure }: GraphqlChange,
  { profile }: RuleContext,
  impact: string,
): Verdict {
  if (directive?.isExecutable ?? exposure.isSent) return { severity: 'breaking', impact };
  if (meaningOf(subject.owner.slice(1)) !== undefined) {
    return { severity: 'non_breaking', impact: 'Its specification defines it, whether the schema does or not' };
  }
  return {
    severity: by(profile, 'non_breaking', 'breaking', 'breaking'),
    impact: 'Schemas that use it (subgraphs, extensions) are refused; no operation can use it',
  };
}

/** `field User.name`, `argument User.posts(first:)`. */
export function named({ subject }: GraphqlChange): string {
  const words = {
    schema: 'the root of',
    type: 'type',
    field: 'field',
    input_field: 'input field',
    argument: 'argument',
    enum_value: 'enum value',
    directive: 'directive',
  } as const;
  return `${words[subject.element]} ${subject.coordinate}`;
}

/** The same at the beginning of a sentence. */
export function sentenceOf(change: GraphqlChange): string {
  return capitalized(named(change));
}

/** What was said of a thing that is gone. */
export function notice({ deprecated, isHidden }: GraphqlChange): string {
  if (deprecated === undefined) return '';
  return `; it was deprecated: ${deprecated}${isHidden ? ', and the schema after does not tell what is' : ''}`;
}
