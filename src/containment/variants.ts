import { isObject } from '../lib/json-value.js';
import { refusalOf } from './accepts.js';
import { itemsOf } from './arrays.js';
import { sizeOf } from './limits.js';
import { ObjectVariants } from './object-variants.js';
import type { Prover, View } from './prove.js';
import { LARGEST, numbersOf, type Sampler, textsOf } from './samples.js';
import type { Shape } from './shape.js';
import { dependentsOf } from './statements.js';
import { KIND, KINDS, type Kind } from './types.js';
import { numberOf } from './values.js';

/** Values of a sender's schemas that lie around what a receiver's say. */
export class Variants {
  readonly objects: ObjectVariants;

  constructor(
    private readonly prover: Prover,
    private readonly sampler: Sampler,
  ) {
    this.objects = new ObjectVariants(prover, sampler, (from, to, depth) => this.of(from, to, depth));
  }

  /** Values of a schema, around what another one says; those within to a depth. */
  *of(from: unknown, to: unknown, depth: number, kinds = KINDS): Iterable<unknown> {
    const { sender, receiver } = this.prover;
    const listed = sender.valuesOf(sender.shape(from));
    if (listed !== undefined) return yield* listed;
    const cases = sender.casesOf(from) ?? [from];
    const others = [...related(to, receiver, 2), ...related(from, sender, 2).slice(1)];
    for (const one of cases.slice(0, 64)) {
      const shape = sender.shape(one);
      if (shape.unions.length > 0 && one !== from && depth > 0) yield* this.of(one, to, depth - 1);
      for (const kind of kinds) {
        if (shape.kinds & KIND[kind]) yield* this.variantsOf(kind, shape, others, receiver.shape(to), depth);
      }
    }
  }

  private *variantsOf(
    kind: Kind,
    shape: Shape,
    others: readonly Shape[],
    main: Shape,
    depth: number,
  ): Iterable<unknown> {
    const around = (of: 'string' | 'array' | 'object') => {
      return [shape, ...others].flatMap((one) => {
        const { min, max } = sizeOf(one, of);
        return [min, max].flatMap((limit) =>
          limit === undefined ? [] : [limit.value - 1, limit.value, limit.value + 1],
        );
      });
    };
    switch (kind) {
      case 'null':
        return yield null;
      case 'boolean':
        return yield* [true, false];
      case 'integer':
      case 'fraction':
        return yield* numbersOf(shape, kind, others);
      case 'string':
        yield* textsOf(
          shape,
          others,
          around('string').filter((size) => size <= LARGEST),
        );
        return yield* others.flatMap(({ values }) => values ?? []).filter((value) => typeof value === 'string');
      case 'array':
        return yield* this.arrays(shape, main, [...others, shape], around('array'), depth);
      case 'object':
        return yield* this.objects.of(shape, main, others, around('object'), depth);
    }
  }

  private *arrays(
    shape: Shape,
    main: Shape,
    others: readonly Shape[],
    sizes: readonly number[],
    depth: number,
  ): Iterable<unknown> {
    const { sender, receiver } = this.prover;
    const [given, demanded] = [itemsOf(shape, sender.conjoin), itemsOf(main, receiver.conjoin)];
    yield* this.sampler.arrays(shape, [0, 1, 2, 3, demanded.prefix, demanded.prefix + 1, ...sizes]);
    const item = this.sampler.sample(given.rest);
    if (item !== undefined)
      for (const size of [2, 3, ...sizes.filter((n) => n > 0 && n <= 1000)]) yield Array(size).fill(item.value);
    if (item !== undefined && given.prefix > 0) {
      const tuple = [...this.sampler.arrays(shape, [given.prefix])].find(({ length }) => length === given.prefix);
      if (tuple !== undefined) yield [...tuple, item.value, item.value];
    }
    if (depth <= 0) return;
    const wanted = [demanded.rest, ...others.flatMap(({ clauses }) => clauses.map(({ node }) => node.contains))];
    for (const one of wanted.filter((schema) => schema !== undefined)) {
      const inner = [...take(this.of(given.rest, one, depth - 1), 60)];
      for (const value of inner) yield* [[value], [value, value]];
      const kept = inner.filter((value) => refusalOf(given.rest, value, sender) === undefined);
      const [fit, unfit] = [true, false].map((does) =>
        kept.filter((value) => (refusalOf(one, value, receiver) === undefined) === does),
      );
      for (const values of [fit ?? [], unfit ?? []]) {
        if (values.length === 0) continue;
        for (const size of sizes.filter((n) => n > 0 && n <= 50)) yield repeated(values, size);
      }
      yield* mixtures(fit ?? [], unfit ?? [], countsIn(others));
    }
    for (let index = 0; index < Math.min(given.prefix || demanded.prefix, 8); index++) {
      const base = [...this.sampler.arrays(shape, [Math.max(given.prefix, demanded.prefix)])].at(-1);
      if (base === undefined || base.length <= index) continue;
      for (const value of take(this.of(given.at(index), demanded.at(index), depth - 1), 30))
        yield base.with(index, value);
    }
  }
}

/** The shapes that say what a schema is, its unions', negations' and conditions' too. */
function related(schema: unknown, view: View, depth: number): Shape[] {
  const shape = view.shape(schema);
  if (depth === 0) return [shape];
  const inner = [
    ...shape.unions.flatMap(({ branches }) => branches),
    ...shape.clauses.flatMap(({ node }) => {
      return [node.not, node.if, node.then, node.else, node.propertyNames, ...dependentsOf(node)];
    }),
  ];
  const met = inner.filter((one) => isObject(one)).slice(0, 64);
  return [shape, ...met.flatMap((one) => related(one, view, depth - 1))];
}

/** A list of so many values, one after the other and over again. */
function repeated(values: readonly unknown[], size: number): unknown[] {
  return Array.from({ length: size }, (_, index) => values[index % values.length]);
}

/** Numbers of items that matching ones are counted by, and those around them. */
function countsIn(others: readonly Shape[]): number[] {
  const bounds = others.flatMap(({ clauses }) => clauses.flatMap(({ node }) => [node.minContains, node.maxContains]));
  const counts = bounds.map(numberOf).filter((count) => count !== undefined);
  const wanted = [1, 2, ...counts.flatMap((count) => [count - 1, count, count + 1])];
  return [...new Set(wanted)].filter((count) => count >= 0 && count <= 200);
}

/** Lists with so many of the ones, and with and without one of the others. */
function* mixtures(fit: readonly unknown[], unfit: readonly unknown[], counts: readonly number[]): Iterable<unknown> {
  for (const count of counts) {
    if (count > 0 && fit.length === 0) continue;
    for (const list of [repeated(fit, count), Array(count).fill(fit[0])]) {
      yield list;
      if (unfit.length > 0) yield [...list, unfit[0]];
    }
  }
}

/** No more than the first of some values. */
export function* take<T>(values: Iterable<T>, count: number): Iterable<T> {
  let taken = 0;
  for (const value of values) {
    if (taken++ >= count) return;
    yield value;
  }
}
