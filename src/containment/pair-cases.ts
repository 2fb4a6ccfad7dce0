import { readProperties } from './properties.js';
import type { Prover, View } from './prove.js';
import { KIND } from './types.js';
import { identity } from './values.js';

/** An alternative of the sender's and what became of it. */
export interface CasePair {
  readonly sender: unknown;
  readonly receiver: unknown;
}

/**
 * Pairs the alternatives of two schemas, of which one at least has unions: each of the sender's with the one of
 * the receiver's that it is most like, and with nothing when none is like it; `undefined` when they are too many.
 */
export function pairCases(prover: Prover, from: unknown, to: unknown): CasePair[] | undefined {
  const [given, demanded] = [prover.sender.casesOf(from), prover.receiver.casesOf(to)];
  if (given === undefined || demanded === undefined) return undefined;
  const traits = {
    sender: given.map((schema) => traitsOf(prover.sender, schema)),
    receiver: demanded.map((schema) => traitsOf(prover.receiver, schema)),
  };
  const chosen = new Map<number, number>();
  const taken = new Set<number>();
  const choose = (at: number, index: number) => {
    if (chosen.has(at) || taken.has(index)) return;
    chosen.set(at, index);
    taken.add(index);
  };
  // Those of one name belong together, without looking at all the others.
  const byName = new Map(traits.receiver.map(({ name }, index) => [name, index]));
  for (const [at, { name }] of traits.sender.entries()) {
    const index = name === '' ? undefined : byName.get(name);
    if (index !== undefined) choose(at, index);
  }
  const scores = traits.sender.flatMap((one, at) => {
    if (chosen.has(at)) return [];
    return traits.receiver.flatMap((other, index) => {
      return taken.has(index) ? [] : [{ at, index, score: likeness(one, other) + (at === index ? 0.01 : 0) }];
    });
  });
  for (const { at, index, score } of scores.toSorted((left, right) => right.score - left.score)) {
    if (score >= ENOUGH) choose(at, index);
  }
  return given.map((sender, at) => {
    const index = chosen.get(at);
    return { sender, receiver: index === undefined ? undefined : demanded[index] };
  });
}

const ENOUGH = 0.3;

interface Traits {
  /** The references that lead to its parts, as one text; empty when there are none. */
  readonly name: string;
  readonly kinds: number;
  readonly names: ReadonlySet<string>;
  /** The references and titles by which people call it. */
  readonly titles: ReadonlySet<string>;
  /** Properties that only have one value, such as a discriminator's. */
  readonly constants: ReadonlyMap<string, string>;
}

function traitsOf(view: View, schema: unknown): Traits {
  const shape = view.shape(schema);
  const properties = readProperties(shape, view, 'receiver');
  const constants = new Map<string, string>();
  for (const name of properties.declared.keys()) {
    const values = view.shape(properties.of(name)).values;
    if (values?.length === 1) constants.set(name, identity(values[0]));
  }
  const titles = shape.clauses.map(({ node }) => node.title).filter((title) => typeof title === 'string');
  return {
    name: shape.references.join(' '),
    kinds: shape.kinds,
    names: new Set(properties.declared.keys()),
    titles: new Set([...shape.references, ...titles]),
    constants,
  };
}

/** From 0, nothing in common, to 3. */
function likeness(left: Traits, right: Traits): number {
  if ((left.kinds & right.kinds) === 0) return 0;
  for (const [name, value] of left.constants) {
    const other = right.constants.get(name);
    if (other !== undefined && other !== value) return 0;
    if (other === value) return 3;
  }
  const names = shareOf(left.names, right.names);
  return (
    names +
    shareOf(left.titles, right.titles) +
    ((left.kinds | KIND.null) === (right.kinds | KIND.null) && left.names.size + right.names.size === 0 ? 0.5 : 0)
  );
}

function shareOf(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  const both = [...left].filter((name) => right.has(name)).length;
  const all = left.size + right.size - both;
  return all === 0 ? 0 : both / all;
}
