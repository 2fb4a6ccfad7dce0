import { refusalOf } from './accepts.js';
import type { Direction, Outcome } from './containment.js';
import { excludes } from './exclude.js';
import type { Failure, Step } from './failure.js';
import { outcomeOf } from './outcome.js';
import { type CasePair, pairCases } from './pair-cases.js';
import { readProperties } from './properties.js';
import type { Prover, View } from './prove.js';
import { losesKinds } from './texts.js';
import { KIND, KINDS } from './types.js';

interface Ends {
  fail(failure: Failure, outcome: () => Outcome): void;
  below(step: Step, sender: unknown, receiver: unknown): void;
}

const UNPROVEN = 'no proof was found that an alternative is still allowed, and no value that is refused';

/** Compares schemas of which one at least is an alternative of others: those that belong together, pair by pair. */
export function compareCases(direction: Direction, from: unknown, to: unknown, ends: Ends): void {
  const { prover, search } = direction;
  const unions = [...prover.receiver.shape(to).unions, ...prover.sender.shape(from).unions];
  const [{ keyword = 'anyOf', clause = undefined } = {}] = unions;
  const failure: Failure = { facet: keyword, ...(clause && { receiver: clause }) };
  if (losesNull(prover, from, to)) {
    // `null` belongs to no alternative more than to another: it is lost once, and the rest is compared without it.
    const nullable = prover.sender.shape(from).clauses.find(({ node }) => node.nullable === true);
    const lost = nullable === undefined ? failure : { facet: 'nullable', sender: nullable };
    ends.fail(lost, () => ({ witness: { value: null } }));
    compareCases(direction, prover.sender.conjoin([from, NOT_NULL]), to, ends);
    return;
  }
  const pairs = pairCases(prover, from, to);
  if (pairs === undefined) {
    if (!prover.holds(from, to))
      ends.fail(failure, () => ({ undecided: 'there are too many alternatives to compare' }));
    return;
  }
  if (prover.holds(from, to)) {
    // A value that two branches of `oneOf` accept now is refused, which no proof looks at.
    const witness = mayCollide(direction, from, to, pairs) ? search.ofSchemas(from, to) : undefined;
    if (witness !== undefined) ends.fail({ ...failure, facet: 'oneOf' }, () => ({ witness }));
    else if (hasStrangers(prover, from, to, pairs)) ends.fail(failure, () => ({ isTolerated: true }));
    else if (isLessNamed(prover, from, to)) ends.fail({ ...failure, facet: 'type' }, () => ({ isTolerated: true }));
    // Nothing is refused, but what is tolerated or told of the alternatives themselves is found in them.
    for (const [index, { sender, receiver }] of pairs.entries()) {
      if (receiver === undefined || !isNamedAlike(prover, sender, receiver)) continue;
      if (prover.holds(sender, receiver)) ends.below({ keyword, name: `${index}` }, sender, receiver);
    }
    return;
  }
  for (const [index, { sender, receiver }] of pairs.entries()) {
    if (prover.holds(sender, to)) continue;
    if (receiver !== undefined) ends.below({ keyword, name: `${index}` }, sender, receiver);
    else ends.fail(failure, () => outcomeOf({ ...failure, undecided: UNPROVEN }, search.ofSchemas(sender, to)));
  }
}

const NOT_NULL = {
  type: KINDS.filter((kind) => kind !== 'null').map((kind) => (kind === 'fraction' ? 'number' : kind)),
};

function losesNull({ sender, receiver }: Prover, from: unknown, to: unknown): boolean {
  return refusalOf(from, null, sender) === undefined && refusalOf(to, null, receiver) !== undefined;
}

/**
 * Whether alternatives that excluded each other may no longer do so: exactly one was meant, and one has come or lets
 * more pass.
 */
function mayCollide({ prover, search }: Direction, from: unknown, to: unknown, pairs: readonly CasePair[]): boolean {
  if (!hasOneOf(prover.receiver, to)) return false;
  // Alternatives of the same names are those that were meant; what changed in them is found in them.
  if (pairs.every(({ sender, receiver }) => receiver !== undefined && isNamedAlike(prover, sender, receiver)))
    return false;
  if (areApart(prover.receiver, to)) return false;
  const kept = new Set(pairs.map(({ receiver }) => receiver));
  const hasNew = (prover.receiver.casesOf(to) ?? []).some((one) => !kept.has(one));
  const isWider = () =>
    pairs.some(({ sender, receiver }) => receiver !== undefined && !prover.reversed().holds(receiver, sender));
  return !hasOneOf(prover.sender, from) || ((hasNew || isWider()) && search.isExclusive(from));
}

/** Alternatives of alternatives are looked at so deep. */
const DEEPEST = 3;

function hasOneOf(view: View, schema: unknown, depth = 0): boolean {
  return view.shape(schema).unions.some(({ keyword, branches }) => {
    return keyword === 'oneOf' || (depth < DEEPEST && branches.some((branch) => hasOneOf(view, branch, depth + 1)));
  });
}

/** More alternatives are not held against each other. */
const MOST_APART = 16;

/** Whether it is proven that no value passes two alternatives of which one alone must hold. */
function areApart(view: View, schema: unknown, depth = 0): boolean {
  return view.shape(schema).unions.every(({ keyword, branches }) => {
    if (keyword === 'oneOf' && !excludeEachOther(view, branches)) return false;
    return depth >= DEEPEST || branches.every((branch) => areApart(view, branch, depth + 1));
  });
}

function excludeEachOther(view: View, branches: readonly unknown[]): boolean {
  if (branches.length > MOST_APART) return false;
  return branches.every((one, at) => branches.slice(0, at).every((other) => excludes(one, other, view, view)));
}

/** Whether an alternative passes as a text and no alternative of the receiver's has its type. */
function isLessNamed(prover: Prover, from: unknown, to: unknown): boolean {
  const others = prover.receiver.casesOf(to) ?? [];
  return (prover.sender.casesOf(from) ?? []).some((one) => others.every((other) => losesKinds(prover, one, other)));
}

/** Whether an alternative of the sender's is none of the receiver's, which takes its values for something else. */
function hasStrangers(prover: Prover, from: unknown, to: unknown, pairs: readonly CasePair[]): boolean {
  if (pairs.some(({ sender, receiver }) => receiver === undefined && isNamedAnew(prover, sender, to))) return true;
  // What has no properties has nothing that could be ignored.
  const isObject = (schema: unknown) => (prover.sender.shape(schema).kinds & KIND.object) !== 0;
  const isOther = ({ sender, receiver }: CasePair) => {
    return receiver !== undefined && isObject(sender) && !prover.holds(sender, receiver);
  };
  return pairs.some(isOther) && !coversNames(prover, from, to);
}

function isNamedAlike({ sender, receiver }: Prover, one: unknown, other: unknown): boolean {
  const [names, others] = [sender.shape(one).references.join(' '), receiver.shape(other).references.join(' ')];
  return names !== '' && names === others;
}

/** Whether an alternative has a name that none of the others has. */
function isNamedAnew({ sender, receiver }: Prover, one: unknown, to: unknown): boolean {
  const known = new Set((receiver.casesOf(to) ?? []).flatMap((other) => receiver.shape(other).references));
  return sender.shape(one).references.some((name) => !known.has(name));
}

/** Whether for each alternative of the sender's the receiver has one that knows all its properties and lets it pass. */
function coversNames({ sender, receiver, holds }: Prover, from: unknown, to: unknown): boolean {
  const others = (receiver.casesOf(to) ?? []).map((schema) => {
    return { schema, names: readProperties(receiver.shape(schema), receiver, 'receiver').declared };
  });
  return (sender.casesOf(from) ?? []).every((one) => {
    const names = [...readProperties(sender.shape(one), sender, 'sender').declared.keys()];
    return others.some((other) => names.every((name) => other.names.has(name)) && holds(one, other.schema));
  });
}
