import type { GraphqlSchema } from '../../model/graphql.js';
import type { GraphqlChange, Subject } from '../../model/graphql-change.js';

/**
 * Makes one change of those that have one cause: a change of an interface and the same change of the types that
 * implement it, since what an interface has, they must have (GraphQL, October 2021, section 3.6.1); and a type that is
 * gone and what named it, a union that had it or the types that implemented it.
 */
export function foldCauses(
  changes: readonly GraphqlChange[],
  before: GraphqlSchema,
  after: GraphqlSchema,
): GraphqlChange[] {
  const causes = new Map<string, GraphqlChange>();
  for (const change of changes) {
    if (change.subject.ownerKind === 'interface' && change.subject.member !== undefined) {
      causes.set(keyOf(change, change.subject.owner), change);
    }
  }
  const removed = new Map(changes.flatMap((one) => (one.kind === 'type_removed' ? [[one.subject.owner, one]] : [])));
  if (causes.size === 0 && removed.size === 0) return [...changes];
  const also = new Map<GraphqlChange, Subject[]>();
  const folded = new Set<GraphqlChange>();
  for (const change of changes) {
    const cause = removalBehind(change, removed) ?? causeOf(change, causes, before, after);
    if (cause === undefined || cause === change) continue;
    folded.add(change);
    const list = also.get(cause) ?? [];
    list.push(change.subject);
    also.set(cause, list);
  }
  return changes
    .filter((change) => !folded.has(change))
    .map((change) => {
      const subjects = also.get(change);
      return subjects === undefined ? change : { ...change, also: subjects };
    });
}

/** The type that is gone, of a change that says so once more. */
function removalBehind(
  { kind, before }: GraphqlChange,
  removed: ReadonlyMap<string, GraphqlChange>,
): GraphqlChange | undefined {
  const isOfName = kind === 'type_removed_from_union' || kind === 'implemented_interface_removed';
  return isOfName ? removed.get(before as string) : undefined;
}

/** Interfaces may not implement themselves, and yet some text may say so. */
const MOST_LEVELS = 20;

function causeOf(
  change: GraphqlChange,
  causes: ReadonlyMap<string, GraphqlChange>,
  before: GraphqlSchema,
  after: GraphqlSchema,
  levels = 0,
): GraphqlChange | undefined {
  const { owner, ownerKind, element } = change.subject;
  if (ownerKind !== 'object' && ownerKind !== 'interface') return undefined;
  if (element !== 'field' && element !== 'argument') return undefined;
  const [from, to] = [before.types.get(owner), after.types.get(owner)];
  if (from?.kind !== ownerKind || to?.kind !== ownerKind) return undefined;
  // An interface may implement another one; the outermost is the cause.
  for (const name of from.interfaces.keys()) {
    if (!to.interfaces.has(name)) continue;
    const cause = causes.get(keyOf(change, name));
    if (cause === undefined) continue;
    return levels < MOST_LEVELS ? (causeOf(cause, causes, before, after, levels + 1) ?? cause) : cause;
  }
  return undefined;
}

function keyOf({ kind, subject, before, after, directive }: GraphqlChange, owner: string): string {
  const { member = '', argument = '' } = subject;
  return JSON.stringify([kind, owner, member, argument, before, after, directive?.name]);
}
