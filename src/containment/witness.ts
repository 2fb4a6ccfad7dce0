import { isObject } from '../lib/json-value.js';
import type { SchemaNode } from '../model/openapi.js';
import { refusalOf } from './accepts.js';
import { itemsOf } from './arrays.js';
import type { Failure } from './failure.js';
import { sizeOf } from './limits.js';
import { textsMatching } from './patterns.js';
import { namesIn, readProperties, stringsIn } from './properties.js';
import type { Prover } from './prove.js';
import { freshNames, LARGEST, numbersOf, put, Sampler, textsOf } from './samples.js';
import type { Shape } from './shape.js';
import { KIND, KINDS, type Kind } from './types.js';
import { numberOf } from './values.js';

/** Keywords that only mean something together. */
const TOGETHER: readonly (readonly string[])[] = [
  ['minimum', 'exclusiveMinimum', 'type'],
  ['maximum', 'exclusiveMaximum', 'type'],
  ['enum', 'const'],
  ['type', 'nullable'],
  ['items', 'prefixItems', 'additionalItems'],
  ['contains', 'minContains', 'maxContains'],
  ['properties', 'patternProperties', 'additionalProperties'],
  ['if', 'then', 'else'],
  ['format', 'type'],
];

/** Values beyond these are not tried. */
const MOST_TRIED = 400;

/** Finds values that a sender's schema lets pass and a receiver's refuses. */
export class WitnessSearch {
  private readonly sampler: Sampler;

  constructor(private readonly prover: Prover) {
    this.sampler = new Sampler(prover.sender);
  }

  /** A value that shows a failure of one keyword. */
  ofFailure(from: unknown, to: unknown, failure: Failure): { readonly value: unknown } | undefined {
    const probe = probeOf(failure) ?? to;
    for (const value of take(this.candidates(from, to, failure), MOST_TRIED)) {
      if (this.isWitness(from, probe, value) && this.isWitness(from, to, value)) return { value };
    }
    return undefined;
  }

  /** A value that shows that one schema is not contained in another, for whatever reason. */
  ofSchemas(from: unknown, to: unknown): { readonly value: unknown } | undefined {
    for (const value of take(this.variants(from, to, 3), MOST_TRIED))
      if (this.isWitness(from, to, value)) return { value };
    return undefined;
  }

  /** Whether none of the values that are tried passes two alternatives of a schema, which so means exactly one. */
  isExclusive(from: unknown): boolean {
    const { sender } = this.prover;
    const cases = sender.casesOf(from) ?? [];
    if (cases.length < 2) return true;
    const branches = sender.shape(from).unions.flatMap(({ branches }) => branches);
    const each = Math.max(1, Math.floor(MOST_TRIED / 4 / branches.length));
    return branches.every((branch) => {
      const shared = [
        ...this.sampler.several(branch, Math.min(each, 4)),
        ...take(this.variants(branch, branch, 0), each),
      ];
      return shared.every((value) => {
        if (!this.sampler.passes(branch, value)) return true;
        return branches.filter((other) => this.sampler.passes(other, value)).length < 2;
      });
    });
  }

  private isWitness(from: unknown, to: unknown, value: unknown): boolean {
    return (
      refusalOf(from, value, this.prover.sender) === undefined &&
      refusalOf(to, value, this.prover.receiver) !== undefined
    );
  }

  /** Values of the sender's schema among which a keyword's failure should show. */
  private candidates(from: unknown, to: unknown, failure: Failure): Iterable<unknown> {
    const { sender } = this.prover;
    const given = sender.shape(from);
    const { facet, property } = failure;
    const listed = sender.valuesOf(given);
    if (listed !== undefined) return listed;
    if (facet === 'type') return this.ofRefusedKinds(from, to);
    if (given.unions.length > 0 || EVERYTHING.has(facet)) return this.variants(from, to, 2);
    if (facet === 'dependentSchemas') return this.variants(from, to, 2, ['object']);
    if (property !== undefined && facet !== 'patternProperties') return this.objectsAbout(given, property);
    return this.variants(from, to, 1, KINDS_OF[facet] ?? KINDS);
  }

  /** A value of each kind that only the sender's schema allows, and then of any. */
  private *ofRefusedKinds(from: unknown, to: unknown): Iterable<unknown> {
    const { sender, receiver } = this.prover;
    const refused = sender.shape(from).kinds & ~receiver.shape(to).kinds;
    for (const kind of KINDS) if (refused & KIND[kind]) yield* this.sampler.ofKind(from, kind, 2);
    yield* this.variants(from, to, 1);
  }

  private *objectsAbout(given: Shape, property: string): Iterable<unknown> {
    const properties = readProperties(given, this.prover.sender, 'sender');
    const value = this.sampler.sample(properties.of(property));
    for (const wants of [() => false, () => true]) {
      const without = this.sampler.object(given, wants, property);
      if (without !== undefined) yield without;
      const withIt = this.sampler.object(given, (name) => name === property || wants());
      if (withIt === undefined) continue;
      if (!Object.hasOwn(withIt, property) && value !== undefined) put(withIt, property, value.value);
      yield withIt;
      for (const name of Object.keys(withIt)) yield omit(withIt, name);
    }
    yield* this.withDependents(given, [given]);
    yield* this.withMore(given, undefined, property);
  }

  /** Values of a schema, around what another one says; those within to a depth. */
  private *variants(from: unknown, to: unknown, depth: number, kinds = KINDS): Iterable<unknown> {
    const { sender, receiver } = this.prover;
    const listed = sender.valuesOf(sender.shape(from));
    if (listed !== undefined) return yield* listed;
    const cases = sender.casesOf(from) ?? [from];
    const others = this.related(to, 2);
    for (const one of cases.slice(0, 64)) {
      const shape = sender.shape(one);
      if (shape.unions.length > 0 && one !== from && depth > 0) yield* this.variants(one, to, depth - 1);
      for (const kind of kinds) {
        if (shape.kinds & KIND[kind]) yield* this.variantsOf(kind, shape, others, receiver.shape(to), depth);
      }
    }
  }

  /** The shapes that say what a schema is, its unions', negations' and conditions' too. */
  private related(schema: unknown, depth: number): Shape[] {
    const shape = this.prover.receiver.shape(schema);
    if (depth === 0) return [shape];
    const inner = [
      ...shape.unions.flatMap(({ branches }) => branches),
      ...shape.clauses.flatMap(({ node }) => {
        const dependent = namesIn(node.dependentSchemas).map((name) => (node.dependentSchemas as SchemaNode)[name]);
        return [node.not, node.if, node.then, node.else, node.propertyNames, ...dependent];
      }),
    ];
    const met = inner.filter((one) => isObject(one)).slice(0, 64);
    return [shape, ...met.flatMap((one) => this.related(one, depth - 1))];
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
        return yield* this.arraysAbout(shape, main, others, around('array'), depth);
      case 'object':
        return yield* this.objects(shape, main, others, around('object'), depth);
    }
  }

  private *arraysAbout(
    shape: Shape,
    main: Shape,
    others: readonly Shape[],
    sizes: readonly number[],
    depth: number,
  ): Iterable<unknown> {
    const { sender, receiver } = this.prover;
    yield* this.sampler.arrays(shape, [0, 1, 2, 3, ...sizes]);
    const [given, demanded] = [itemsOf(shape, sender.conjoin), itemsOf(main, receiver.conjoin)];
    const item = this.sampler.sample(given.rest);
    if (item !== undefined)
      for (const size of [2, 3, ...sizes.filter((n) => n > 0 && n <= 1000)]) yield Array(size).fill(item.value);
    if (depth <= 0) return;
    const wanted = [demanded.rest, ...others.flatMap(({ clauses }) => clauses.map(({ node }) => node.contains))];
    for (const one of wanted.filter((schema) => schema !== undefined)) {
      const inner = [...take(this.variants(given.rest, one, depth - 1), 60)];
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
      const base = this.sampler.arrays(shape, [Math.max(given.prefix, demanded.prefix)]).at(-1);
      if (base === undefined || base.length <= index) continue;
      for (const value of take(this.variants(given.at(index), demanded.at(index), depth - 1), 30))
        yield base.with(index, value);
    }
  }

  private *objects(
    shape: Shape,
    main: Shape,
    others: readonly Shape[],
    sizes: readonly number[],
    depth: number,
  ): Iterable<unknown> {
    const { sender, receiver } = this.prover;
    const bases = [this.sampler.object(shape, () => false), this.sampler.object(shape, () => true)].filter(
      (one) => one !== undefined,
    );
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
        for (const value of take(this.variants(properties.of(name), other.of(name), depth - 1), 12)) {
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
    const undeclared = [...odd, ...matching].filter((name) => demanded?.declared.has(name) !== true);
    const fresh = freshNames(given.declared, demanded?.declared ?? new Set()).slice(0, 2);
    for (const name of [...fresh, ...undeclared]) {
      for (const value of this.valuesFor(given.of(name), demanded?.of(name))) {
        const more = { ...base };
        put(more, name, value);
        yield more;
      }
    }
  }

  private valuesFor(from: unknown, to: unknown): unknown[] {
    const plain = this.sampler.several(from, 3);
    return to === undefined || to === true ? plain : [...plain, ...take(this.variants(from, to, 0), 30)];
  }

  private *ofSizes(shape: Shape, main: Shape, sizes: readonly number[]): Iterable<unknown> {
    const { sender, receiver } = this.prover;
    const given = readProperties(shape, sender, 'sender');
    const demanded = readProperties(main, receiver, 'receiver');
    const names = [...given.declared.keys(), ...freshNames(given.declared, demanded.declared)];
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

  /** Objects with what others make depend on something, and without what depends on it. */
  private *withDependents(shape: Shape, others: readonly Shape[]): Iterable<unknown> {
    const given = readProperties(shape, this.prover.sender, 'sender');
    for (const { clauses } of others) {
      for (const { node } of clauses) {
        const named = [
          ...namesIn(node.dependentRequired),
          ...namesIn(node.dependentSchemas),
          ...stringsIn(node.required),
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

const OF_NUMBERS: readonly Kind[] = ['integer', 'fraction'];

/** The kinds of value in which a keyword's failure shows; any kind for those that are not here. */
const KINDS_OF: Readonly<Record<string, readonly Kind[]>> = {
  minimum: OF_NUMBERS,
  maximum: OF_NUMBERS,
  exclusiveMinimum: OF_NUMBERS,
  exclusiveMaximum: OF_NUMBERS,
  multipleOf: OF_NUMBERS,
  minLength: ['string'],
  maxLength: ['string'],
  pattern: ['string'],
  format: ['string', ...OF_NUMBERS],
  minItems: ['array'],
  maxItems: ['array'],
  uniqueItems: ['array'],
  contains: ['array'],
  minContains: ['array'],
  maxContains: ['array'],
  items: ['array'],
  unevaluatedItems: ['array'],
  minProperties: ['object'],
  maxProperties: ['object'],
  additionalProperties: ['object'],
  unevaluatedProperties: ['object'],
  patternProperties: ['object'],
  propertyNames: ['object'],
};

/** Keywords whose failures may show in any value. */
const EVERYTHING = new Set(['not', 'if', 'then', 'else', 'anyOf', 'oneOf', 'enum']);

/** A schema that says only what failed; nothing when that is spread over several. */
function probeOf({ facet, property, receiver }: Failure): SchemaNode | undefined {
  if (receiver === undefined || receiver.orNull || facet.startsWith('unevaluated')) return undefined;
  const { node } = receiver;
  if (facet === 'required') return { required: [property], properties: node.properties };
  const keywords = TOGETHER.find((group) => group.includes(facet)) ?? [facet];
  return Object.fromEntries(
    keywords.filter((keyword) => node[keyword] !== undefined).map((keyword) => [keyword, node[keyword]]),
  );
}

function* take<T>(values: Iterable<T>, count: number): Iterable<T> {
  let taken = 0;
  for (const value of values) {
    if (taken++ >= count) return;
    yield value;
  }
}

function omit(object: Record<string, unknown>, name: string): Record<string, unknown> {
  const { [name]: _, ...rest } = object;
  return rest;
}
