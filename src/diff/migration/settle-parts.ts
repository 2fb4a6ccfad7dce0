import type { AccessFact } from '../../model/migration/access-fact.js';
import { keyOf } from './known-names.js';

/** What concerns one policy, trigger or rule of a table. */
type OfPart = Extract<AccessFact, { kind: 'policy_changed' | 'trigger_changed' | 'rewrite_rule_changed' }>;

/**
 * Whether nobody notices: the migration itself has made the part, and this is only how it came to what it is at the end,
 * or went again. Writes that come between its statements do run a trigger.
 */
export function isOfOwnMaking(fact: AccessFact, earlier: readonly AccessFact[], later: readonly AccessFact[]): boolean {
  const part = partOf(fact);
  if (part === undefined) return false;
  const isSame = (each: AccessFact): each is OfPart => partOf(each) === part;
  const before = earlier.filter(isSame);
  const now = fact as OfPart;
  if ((before[0] ?? now).change !== 'added') return false;
  if (now.change !== 'added' || before.length > 0) return true;
  const isGone = later.filter(isSame).at(-1)?.change === 'removed';
  return isGone && (now.kind !== 'trigger_changed' || now.isInTransaction);
}

function partOf(fact: AccessFact): string | undefined {
  const name =
    fact.kind === 'policy_changed'
      ? fact.policy
      : fact.kind === 'trigger_changed'
        ? fact.trigger
        : fact.kind === 'rewrite_rule_changed'
          ? fact.rule
          : undefined;
  return name === undefined ? undefined : `${fact.kind} ${keyOf((fact as OfPart).table)} ${name}`;
}
