import { addDependents, namesAllowed } from './completion.js';
import { textsMatching } from './patterns.js';
import { namesIn, readProperties, stringsIn } from './properties.js';
import type { Prover } from './prove.js';
import { freshNames, MOST_NAMES, put, type Sampler } from './samples.js';
import { type Shape, saying } from './shape.js';
import { take } from './variants.js';

/** Objects of a sender's schemas that lie around what a receiver's say. */
export class ObjectVariants {
  constructor(
    private readonly prover: Prover,
    private readonly sampler: Sampler,
    private readonly within: (from: unknown, to: unknown, depth: number) => Iterable<unknown>,
  ) {}

  /** Objects with and without one property. */
  *about(given: Shape, property: string): Iterable<unknown> {
    const properties = readProperties(given, this.prover.sender, 'sender');
    const value = this.sampler.sample(properties.of(property));
    for (const wants of [() => false, () => true]) {
      const without = this.sampler.object(given, wants, property);
      if (without !== undefined) yield without;
      const withIt = this.sampler.object(given, (name) => name === property || wants());
      if (withIt === undefined) continue;
      if (!Object.hasOwn(withIt, property) && value !== undefined) {
        put(withIt, property, value.value);
        addDependents(withIt, given, properties, this.sampler);
      }
      yield withIt;
      for (const name of Object.keys(withIt)) yield omit(withIt, name);
    }
    yield* this.withDependents(given, [given]);
    yield* this.withMore(given, undefined, property);
  }

  /** Objects with one property, and those with values in it that the other side refuses before the rest. */
  *holding(given: Shape, main: Shape, property: string): Iterable<unknown> {
    const from = readProperties(given, this.prover.sender, 'sender').of(property);
    const to = readProperties(main, this.prover.receiver, 'receiver').of(property);
    const base = this.sampler.object(given, () => false, property) ?? this.sampler.object(given, () => true, property);
    for (const value of base === undefined || to === false ? [] : this.valuesFor(from, to)) {
      const object = { ...base };
      put(object, property, value);
      yield object;
    }
    yield* this.about(given, property);
  }

  /** Objects with what is required, with all, with less, with more, and with other values within. */
  *of(shape: Shape, main: Shape, others: readonly Shape[], sizes: readonly number[], depth: number): Iterable<unknown> {
    const { sender, receiver } = this.prover;
    const bases = [...this.sampler.objects(shape)];
    yield* bases;
    const properties = readProperties(shape, sender, 'sender');
    const names = [...properties.declared.keys()].slice(0, 200);
    for (const base of bases) for (const name of names) yield omit(base, name);
    for (const name of names) {
      const value = this.sampler.sample(properties.of(name));
      for (const base of bases.slice(0, 1)) if (value !== undefined) yield { ...base, [name]: value.value };
    }
    yield* this.withMore(shape, main, undefined);
    yield* this.ofSizes(shape, main, sizes);
    yield* this.withDependents(shape, others);
    if (depth <= 0) return;
    const related = others.map((one) => readProperties(one, receiver, 'receiver'));
    for (const name of names.slice(0, 40)) {
      for (const other of related) {
        if (!other.declared.has(name)) continue;
        for (const value of take(this.within(properties.of(name), other.of(name), depth - 1), 12)) {
          for (const base of bases) {
            const varied = { ...base };
            put(varied, name, value);
            yield varied;
          }
        }
      }
    }
  }

  /** Objects with a property that nothing declares, or whose name matches a pattern. */
  private *withMore(shape: Shape, main: Shape | undefined, pattern: string | undefined): Iterable<unknown> {
    const { sender, receiver } = this.prover;
    const given = readProperties(shape, sender, 'sender');
    const demanded = main === undefined ? undefined : readProperties(main, receiver, 'receiver');
    const base = this.sampler.object(shape, () => false);
    if (base === undefined) return;
    const patterns = [
      ...given.patterns.keys(),
      ...(demanded?.patterns.keys() ?? []),
      ...(pattern === undefined ? [] : [pattern]),
    ];
    const matching = patterns.flatMap((one) => textsMatching({ matching: [one], avoiding: [], min: 0, max: 40 }, 2));
    const odd = ['a', 'A', '0', 'x-y', 'a b', 'abcdefghijklmnopqrstuvwxyz', ''];
    const sendsAny = sender.side.sendsUndeclared === true;
    const undeclared = [...odd, ...matching, ...this.namesAround(shape, main)].filter(
      (name) => sendsAny || demanded?.declared.has(name) !== true,
    );
    // By the letter of JSON Schema, what only the other side declares may be sent.
    if (sendsAny)
      undeclared.unshift(...[...(demanded?.declared.keys() ?? [])].filter((name) => !given.declared.has(name)));
    const fresh = freshNames(2, given.declared, demanded?.declared ?? new Set());
    for (const name of [...fresh, ...undeclared]) {
      for (const value of this.valuesFor(given.of(name), demanded?.of(name))) {
        const more = { ...base };
        put(more, name, value);
        yield more;
      }
    }
  }

  /** Names that what is said of names lets pass, around what the other side says of them. */
  private namesAround(shape: Shape, main: Shape | undefined): string[] {
    const said = saying(shape, 'propertyNames').map(({ node }) => node.propertyNames);
    const demanded = main === undefined ? [] : saying(main, 'propertyNames').map(({ node }) => node.propertyNames);
    if (said.length + demanded.length === 0) return [];
    const names = this.prover.sender.conjoin([{ type: 'string' }, ...said]);
    const values = demanded.length === 0 ? [true] : demanded;
    const found = values.flatMap((one) => [...take(this.within(names, one, 0), 40)]);
    return found.filter((name) => typeof name === 'string');
  }

  private valuesFor(from: unknown, to: unknown): unknown[] {
    const plain = this.sampler.several(from, 3);
    return to === undefined || to === true ? plain : [...plain, ...take(this.within(from, to, 0), 30)];
  }

  private *ofSizes(shape: Shape, main: Shape, sizes: readonly number[]): Iterable<unknown> {
    const { sender, receiver } = this.prover;
    const given = readProperties(shape, sender, 'sender');
    const demanded = readProperties(main, receiver, 'receiver');
    const allowed = namesAllowed(shape, Math.min(Math.max(0, ...sizes), 50), this.sampler);
    const others = [...allowed, ...freshNames(MOST_NAMES, given.declared, demanded.declared)];
    // What is declared may need more, or be ruled out.
    for (const names of given.declared.size > 0 ? [[...given.declared.keys(), ...others], others] : [others]) {
      for (const size of new Set(sizes.filter((value) => value >= 0 && value <= 250))) {
        const object = this.sampler.object(shape, () => false);
        if (object === undefined) return;
        for (const name of names) {
          if (Object.keys(object).length >= size) break;
          const value = Object.hasOwn(object, name) ? undefined : this.sampler.sample(given.of(name));
          if (value !== undefined) put(object, name, value.value);
        }
        yield object;
      }
    }
  }

  /** Objects with what others make depend on something, and without what depends on it. */
  private *withDependents(shape: Shape, others: readonly Shape[]): Iterable<unknown> {
    const given = readProperties(shape, this.prover.sender, 'sender');
    for (const { clauses } of others) {
      for (const { node } of clauses) {
        const named = [
          ...namesIn(node.dependentRequired),
          ...namesIn(node.dependentSchemas),
          // Nobody sends what nothing declares.
          ...stringsIn(node.required).filter((name) => given.declared.has(name) || given.mentioned.has(name)),
        ];
        for (const name of named) {
          const object = this.sampler.object(shape, () => false);
          const value = this.sampler.sample(given.of(name));
          if (object === undefined || value === undefined) continue;
          put(object, name, value.value);
          yield object;
        }
      }
    }
  }
}

function omit(object: Record<string, unknown>, name: string): Record<string, unknown> {
  const { [name]: _, ...rest } = object;
  return rest;
}
