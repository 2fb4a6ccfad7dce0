import type { SchemaNode } from '../model/openapi.js';
import { refusalOf } from './accepts.js';
import type { Failure } from './failure.js';
import type { Prover } from './prove.js';
import { Sampler } from './samples.js';
import { seedsOf } from './seeds.js';
import { KIND, KINDS, type Kind } from './types.js';
import { take, Variants } from './variants.js';

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
  private readonly variants: Variants;

  constructor(private readonly prover: Prover) {
    this.sampler = new Sampler(prover.sender);
    this.variants = new Variants(prover, this.sampler);
  }

  /** A value that shows a failure of one keyword. */
  ofFailure(from: unknown, to: unknown, failure: Failure): { readonly value: unknown } | undefined {
    // What has another type may still be read as it.
    const isRead = failure.facet === 'type' && this.prover.receiver.isText;
    const probe = (isRead ? undefined : probeOf(failure)) ?? to;
    const sources = seedsOf(this.prover, from, failure).map((seed) => this.variants.of(seed.from, seed.to, 2));
    for (const source of [...sources, this.candidates(from, to, failure)]) {
      for (const value of take(source, MOST_TRIED))
        if (this.isWitness(from, probe, value) && this.isWitness(from, to, value)) return { value };
    }
    return undefined;
  }

  /** A value that shows that one schema is not contained in another, for whatever reason. */
  ofSchemas(from: unknown, to: unknown): { readonly value: unknown } | undefined {
    for (const value of take(this.variants.of(from, to, 3), MOST_TRIED))
      if (this.isWitness(from, to, value)) return { value };
    return undefined;
  }

  /** Whether none of the values that are tried passes two alternatives of a schema, which so means exactly one. */
  isExclusive(from: unknown): boolean {
    return this.prover.sender.shape(from).unions.every(({ branches }) => this.areApart(branches));
  }

  private areApart(branches: readonly unknown[]): boolean {
    const each = Math.max(1, Math.floor(MOST_TRIED / 4 / branches.length));
    return branches.every((branch) => {
      const shared = [
        ...this.sampler.several(branch, Math.min(each, 4)),
        ...take(this.variants.of(branch, branch, 0), each),
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
    const { sender, receiver } = this.prover;
    const given = sender.shape(from);
    const { facet, property } = failure;
    const listed = sender.valuesOf(given);
    if (listed !== undefined) return listed;
    if (facet === 'type') return this.ofRefusedKinds(from, to);
    if (given.unions.length > 0 || EVERYTHING.has(facet)) return this.variants.of(from, to, 2);
    if (facet === 'dependentSchemas') return this.variants.of(from, to, 2, ['object']);
    if (facet === 'properties' && property !== undefined)
      return this.variants.objects.holding(given, receiver.shape(to), property);
    if (property !== undefined && facet !== 'patternProperties') return this.variants.objects.about(given, property);
    return this.variants.of(from, to, 1, KINDS_OF[facet] ?? KINDS);
  }

  /** A value of each kind that only the sender's schema allows, and then of any. */
  private *ofRefusedKinds(from: unknown, to: unknown): Iterable<unknown> {
    const { sender, receiver } = this.prover;
    const refused = sender.shape(from).kinds & ~receiver.shape(to).kinds;
    for (const kind of KINDS) if (refused & KIND[kind]) yield* this.sampler.ofKind(from, kind, 2);
    yield* this.variants.of(from, to, 1);
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
  // What closes an object so depends on all that the schema says.
  if (facet === 'properties' && node.unevaluatedProperties !== undefined) return undefined;
  if (facet === 'required') return { required: [property], properties: node.properties };
  const keywords = TOGETHER.find((group) => group.includes(facet)) ?? [facet];
  return Object.fromEntries(
    keywords.filter((keyword) => node[keyword] !== undefined).map((keyword) => [keyword, node[keyword]]),
  );
}
