import type { GraphqlSchema } from '../../model/graphql.js';
import type { GraphqlChange, Subject } from '../../model/graphql-change.js';
import { lastWays } from './last-ways.js';

/**
 * Makes one change of those that have one cause: a change of an interface and the same change of the types that
 * implement it, since what an interface has, they must have (GraphQL, October 2021, section 3.6.1); a type that is
 * gone and the unions and interfaces that it is gone from; operations of a kind that are gone and the type that they
 * began at; and a type that is gone because the only fields and arguments that led to it are.
 */
export function foldCauses(
  changes: readonly GraphqlChange[],
  before: GraphqlSchema,
  after: GraphqlSchema,
): GraphqlChange[] {
  const causes = directCauses(changes, before, after);
  if (causes.size === 0) return [...changes];
  const also = new Map<GraphqlChange, Subject[]>();
  const folded = new Set<GraphqlChange>();
  for (const change of changes) {
    const cause = outermost(change, causes);
    if (cause === undefined) continue;
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

function directCauses(
  changes: readonly GraphqlChange[],
  before: GraphqlSchema,
  after: GraphqlSchema,
): Map<GraphqlChange, GraphqlChange> {
  const ofInterfaces = new Map<string, GraphqlChange>();
  const ofTypes = new Map<string, GraphqlChange>();
  const ofRoots = new Map<string, GraphqlChange>();
  for (const change of changes) {
    const { owner, ownerKind, member } = change.subject;
    if (ownerKind === 'interface' && member !== undefined) ofInterfaces.set(keyOf(change, owner), change);
    if (change.kind === 'type_removed' || change.kind === 'type_changed_kind') ofTypes.set(owner, change);
    if (change.kind === 'root_type_removed') ofRoots.set(change.before as string, change);
  }
  const ways = lastWays(changes, before);
  const causes = new Map<GraphqlChange, GraphqlChange>();
  for (const change of changes) {
    const { kind, subject } = change;
    const root = kind === 'type_removed' ? ofRoots.get(subject.owner) : undefined;
    const cause =
      root ?? behindName(change, ofTypes) ?? behindInterface(change, ofInterfaces, before, after) ?? ways.get(change);
    if (cause !== undefined && cause !== change) causes.set(change, cause);
  }
  return causes;
}

/** The cause of the cause, and so on; nothing of what is its own. */
function outermost(
  change: GraphqlChange,
  causes: ReadonlyMap<GraphqlChange, GraphqlChange>,
): GraphqlChange | undefined {
  const passed = new Set([change]);
  let found: GraphqlChange | undefined;
  for (let cause = causes.get(change); cause !== undefined; cause = causes.get(cause)) {
    if (passed.has(cause)) return undefined;
    passed.add(cause);
    found = cause;
  }
  return found;
}

/** The type that is gone or of another kind, of a change that says so once more. */
function behindName(
  { kind, before }: GraphqlChange,
  ofTypes: ReadonlyMap<string, GraphqlChange>,
): GraphqlChange | undefined {
  const isOfName = kind === 'type_removed_from_union' || kind === 'implemented_interface_removed';
  return isOfName ? ofTypes.get(before as string) : undefined;
}

function behindInterface(
  change: GraphqlChange,
  ofInterfaces: ReadonlyMap<string, GraphqlChange>,
  before: GraphqlSchema,
  after: GraphqlSchema,
): GraphqlChange | undefined {
  const { owner, ownerKind, element } = change.subject;
  if (ownerKind !== 'object' && ownerKind !== 'interface') return undefined;
  if (element !== 'field' && element !== 'argument') return undefined;
  const [from, to] = [before.types.get(owner), after.types.get(owner)];
  if (from?.kind !== ownerKind || to?.kind !== ownerKind) return undefined;
  for (const name of from.interfaces.keys()) {
    const cause = to.interfaces.has(name) ? ofInterfaces.get(keyOf(change, name)) : undefined;
    if (cause !== undefined) return cause;
  }
  return undefined;
}

function keyOf({ kind, subject, before, after, directive }: GraphqlChange, owner: string): string {
  const { member = '', argument = '' } = subject;
  return JSON.stringify([kind, owner, member, argument, before, after, directive?.name]);
}
