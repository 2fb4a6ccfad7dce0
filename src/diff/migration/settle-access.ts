import type { AccessFact } from '../../model/migration/access-fact.js';
import type { MigrationStatement } from '../../model/migration/action.js';
import type { KnownSchema } from './known.js';
import { isSamePolicy } from './known-access.js';
import { fullName, keyOf } from './known-names.js';
import { isHeld } from './privileges.js';
import { hasIdentity } from './replication-facts.js';
import { isOfOwnMaking } from './settle-parts.js';

/**
 * What an application notices of it when all has been run: what comes back before the end nobody misses.
 *
 * @param statements those of the migration, in order
 */
export function settleAccess(
  known: KnownSchema,
  facts: readonly AccessFact[],
  statements: readonly MigrationStatement[],
): ReadonlyMap<AccessFact, AccessFact> {
  const settled = new Map<AccessFact, AccessFact>();
  for (const [at, fact] of facts.entries()) {
    if (fact.kind === 'default_dropped' && isSuppliedAgain(known, fact, statements)) continue;
    const [earlier, later] = [facts.slice(0, at), facts.slice(at + 1)];
    if (isOfOwnMaking(fact, earlier, later)) continue;
    const left = settle(known, fact, later, earlier);
    if (left !== undefined) settled.set(fact, left);
  }
  return settled;
}

function settle(
  known: KnownSchema,
  fact: AccessFact,
  later: readonly AccessFact[],
  earlier: readonly AccessFact[],
): AccessFact | undefined {
  switch (fact.kind) {
    case 'row_security_changed': {
      const isMade = (other: AccessFact) =>
        other.kind === 'policy_changed' &&
        keyOf(other.table) === keyOf(fact.table) &&
        other.change === 'added' &&
        other.isPermissive;
      const policies = known.tables.get(keyOf(fact.table))?.access?.policies;
      const hasPolicies =
        policies?.some(({ isPermissive }) => isPermissive) ?? (earlier.some(isMade) || later.some(isMade));
      return { ...fact, hasPolicies };
    }
    case 'trigger_changed': {
      const isSame = (other: AccessFact) =>
        other.kind === 'trigger_changed' && keyOf(other.table) === keyOf(fact.table) && other.trigger === fact.trigger;
      const comesLater = (change: string) =>
        later.some((each) => isSame(each) && 'change' in each && each.change === change);
      const cameBefore = (change: string) =>
        earlier.some((each) => isSame(each) && 'change' in each && each.change === change);
      if (fact.change === 'removed' && comesLater('added')) return undefined;
      if (fact.change === 'added' && cameBefore('removed')) {
        const { line } = fact;
        const isAsItWas =
          line !== undefined && earlier.some((each) => isSame(each) && 'line' in each && each.line === line);
        return isAsItWas ? undefined : { ...fact, change: 'replaced' };
      }
      if (fact.change === 'started' && cameBefore('stopped')) return undefined;
      if (fact.change === 'stopped' && fact.isInTransaction && comesLater('started')) return undefined;
      return fact;
    }
    case 'policy_changed': {
      const isOther = (change: string) => (other: AccessFact) =>
        other.kind === 'policy_changed' &&
        keyOf(other.table) === keyOf(fact.table) &&
        other.policy === fact.policy &&
        other.change === change;
      if (fact.change === 'removed' && later.some(isOther('added'))) return undefined;
      const removed = earlier.findLast(isOther('removed'));
      if (fact.change !== 'added' || removed === undefined) return fact;
      const { definition: now } = fact;
      const before = removed.kind === 'policy_changed' ? removed.definition : undefined;
      const isAsItWas = before !== undefined && now !== undefined && isSamePolicy(before, now);
      return isAsItWas ? undefined : { ...fact, change: 'changed' };
    }
    case 'rewrite_rule_changed': {
      const isAgain = later.some(
        (each) => each.kind === fact.kind && each.rule === fact.rule && each.change === 'added',
      );
      return fact.change === 'removed' && isAgain ? undefined : fact;
    }
    case 'uniqueness_dropped': {
      const table = known.tables.get(keyOf(fact.table));
      const isUnique = table?.indexes.some(({ isUnique, columns, expressions }) => {
        return isUnique && expressions.length === 0 && isSameSet(columns, fact.columns);
      });
      return table === undefined || isUnique ? undefined : fact;
    }
    case 'default_dropped': {
      const table = known.tables.get(keyOf(fact.table));
      const column = table?.columns.find(({ name }) => name === fact.column);
      if (table?.isKnown !== true) return fact;
      if (column === undefined || column.supply !== undefined) return undefined;
      // Nobody has counted on what the migration itself brought; a column that must have a value is another matter.
      const isOwn = column.isNew === true ? !column.isNotNull : column.suppliedBefore === undefined;
      return isOwn ? undefined : { ...fact, isNullable: !column.isNotNull };
    }
    case 'replica_identity_lost': {
      const table = known.tables.get(keyOf(fact.table));
      return table?.access !== undefined && hasIdentity(table) ? undefined : fact;
    }
    case 'privileges_revoked': {
      const lost = fact.lost.filter((each) => !isHeld(known, each));
      return lost.length === 0 ? undefined : { ...fact, lost };
    }
    default:
      return fact;
  }
}

/** Whether the last that is said of what fills a column is that something does; of unknown tables nothing else tells. */
function isSuppliedAgain(
  known: KnownSchema,
  { statement, table, column }: Extract<AccessFact, { kind: 'default_dropped' }>,
  statements: readonly MigrationStatement[],
): boolean {
  const operations = statements.slice(statements.indexOf(statement)).flatMap(({ actions }) =>
    actions.flatMap((action) => {
      if (action.kind !== 'plain' || action.part !== column) return [];
      if (keyOf(fullName(known, action.table)) !== keyOf(table)) return [];
      return /^(?:set|drop)_default$|^(?:add|drop)_identity$/.test(action.operation) ? action.operation : [];
    }),
  );
  return /^(?:set|add)_/.test(operations.at(-1) ?? '');
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each) => other.includes(each));
}
