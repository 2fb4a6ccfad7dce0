import { refusalOf } from './accepts.js';
import { type Items, itemsOf } from './arrays.js';
import { addDependents, containing, namesAllowed } from './completion.js';
import { SOME_OF_EACH_FORMAT, samplesOfFormat } from './formats.js';
import { rangeOf, sizeOf } from './limits.js';
import { factorsOf } from './numbers.js';
import { textsMatching } from './patterns.js';
import { readProperties } from './properties.js';
import type { View } from './prove.js';
import type { Shape } from './shape.js';
import { formatsOf, patternsOf } from './strings.js';
import { KIND, KINDS, type Kind, kindOf, NUMBER } from './types.js';

/** Sizes beyond this are not built. */
export const LARGEST = 20_000;
const DEEPEST = 24;

/** Properties that nothing declares are no more in an object. */
export const MOST_NAMES = 300;

/** Kinds in the order in which an example of anything is sought. */
const PREFERRED: readonly Kind[] = ['string', 'integer', 'fraction', 'boolean', 'object', 'array', 'null'];

/** Makes small values of the schemas of one view. */
export class Sampler {
  private readonly found = new Map<unknown, { readonly value: unknown } | undefined>();
  private depth = 0;

  constructor(readonly view: View) {}

  /** A value of a schema, or nothing when none was found. */
  sample(schema: unknown): { readonly value: unknown } | undefined {
    if (schema === false) return undefined;
    if (this.found.has(schema)) return this.found.get(schema);
    if (this.depth > DEEPEST) return undefined;
    this.depth++;
    // A schema that holds itself finds nothing there, and ends so.
    this.found.set(schema, undefined);
    const value = this.first(schema);
    if (value === undefined) this.found.delete(schema);
    else this.found.set(schema, value);
    this.depth--;
    return value;
  }

  private first(schema: unknown): { readonly value: unknown } | undefined {
    const shape = this.view.shape(schema);
    for (const kind of PREFERRED) {
      if (!(shape.kinds & KIND[kind])) continue;
      const [value] = this.ofKind(schema, kind, 1);
      if (value !== undefined) return { value };
    }
    return undefined;
  }

  passes(schema: unknown, value: unknown): boolean {
    return refusalOf(schema, value, this.view) === undefined;
  }

  /** Some values of a schema that are of a kind. */
  ofKind(schema: unknown, kind: Kind, count: number): unknown[] {
    // Anything may hold anything: there is always a value that ends sooner.
    if (this.depth > DEEPEST) return [];
    this.depth++;
    const values = this.valuesOfKind(schema, kind, count);
    this.depth--;
    return values;
  }

  private valuesOfKind(schema: unknown, kind: Kind, count: number): unknown[] {
    const shape = this.view.shape(schema);
    const listed = this.view.valuesOf(shape);
    if (listed !== undefined) {
      return listed.filter((value) => kindOf(value) === kind && this.passes(schema, value)).slice(0, count);
    }
    const values: unknown[] = [];
    for (const one of this.view.casesOf(schema)?.slice(0, 16) ?? [schema]) {
      if (values.length >= count) break;
      // Of two values one may pass where the other is one of two alternatives at once.
      const raw = one === schema ? this.build(shape, kind) : this.ofKind(one, kind, Math.max(count, 2));
      for (const value of raw) {
        if (this.passes(schema, value)) values.push(value);
        if (values.length >= count) break;
      }
    }
    return values;
  }

  private build(shape: Shape, kind: Kind): Iterable<unknown> {
    switch (kind) {
      case 'null':
        return [null];
      case 'boolean':
        return [true, false];
      case 'integer':
      case 'fraction':
        return numbersOf(shape, kind, []);
      case 'string':
        return textsOf(shape, [], []);
      case 'array':
        return this.arrays(shape, []);
      case 'object':
        return this.objects(shape);
    }
  }

  /** Arrays as short as may be, and of more sizes. */
  *arrays(shape: Shape, sizes: readonly number[]): Iterable<unknown[]> {
    const items = itemsOf(shape, this.view.conjoin);
    const least = sizeOf(shape, 'array').min?.value ?? 0;
    const wanted = new Set([least, least + 1, ...sizes].filter((size) => size >= 0 && size <= 1000));
    for (const size of wanted) {
      const array = this.array(items, size);
      if (array === undefined) continue;
      const fitting = containing(array, shape, items, this);
      if (fitting.length !== size) yield array;
      yield fitting;
    }
  }

  private array({ prefix, at, rest }: Items, size: number): unknown[] | undefined {
    const array: unknown[] = [];
    const others = size > prefix ? this.several(rest, size) : [];
    for (let index = 0; index < size; index++) {
      const values = index < prefix ? this.several(at(index), 1) : others;
      if (values.length === 0) return undefined;
      array.push(values.find((one) => !array.includes(one)) ?? values[0]);
    }
    return array;
  }

  /** Different values of a schema. */
  several(schema: unknown, count: number): unknown[] {
    const shape = this.view.shape(schema);
    const values: unknown[] = [];
    for (const kind of KINDS.toSorted(byPreference)) {
      if (values.length >= Math.max(count, 1)) break;
      if (shape.kinds & KIND[kind]) values.push(...this.ofKind(schema, kind, count));
    }
    return values.slice(0, Math.max(count, 1));
  }

  /** An object with no more than it must have, and one with all that is declared. */
  *objects(shape: Shape): Iterable<Record<string, unknown>> {
    for (const wants of [() => false, () => true]) {
      const object = this.object(shape, wants);
      if (object !== undefined) yield object;
    }
  }

  /**
   * An object with what is required, and those declared properties that are wanted, as far as they can be made.
   *
   * @param without a required property that is left out
   */
  object(shape: Shape, wants: (name: string) => boolean, without?: string): Record<string, unknown> | undefined {
    const properties = readProperties(shape, this.view, 'sender');
    const object: Record<string, unknown> = {};
    for (const name of new Set([...properties.required.keys(), ...properties.declared.keys()])) {
      const isRequired = properties.required.has(name);
      if (name === without || !(isRequired || wants(name))) continue;
      const value = this.sample(properties.of(name));
      if (value === undefined && isRequired) return undefined;
      if (value !== undefined) put(object, name, value.value);
    }
    addDependents(object, shape, properties, this);
    const least = sizeOf(shape, 'object').min?.value ?? 0;
    if (Object.keys(object).length >= least) return object;
    const more = [...namesAllowed(shape, least, this), ...freshNames(MOST_NAMES, properties.declared)];
    for (const name of [...properties.declared.keys(), ...more]) {
      if (Object.keys(object).length >= least) break;
      if (Object.hasOwn(object, name) || name === without) continue;
      const value = this.sample(properties.of(name));
      if (value !== undefined) put(object, name, value.value);
    }
    return object;
  }
}

/** Sets a property whatever its name: `__proto__` is one like any other. */
export function put(object: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}

/** Names that nothing declares. */
export function freshNames(count: number, ...declared: readonly { has(name: string): boolean }[]): string[] {
  const names: string[] = [];
  for (let index = 1; names.length < count; index++) {
    const name = index === 1 ? 'other' : `other${index}`;
    if (!declared.some((known) => known.has(name))) names.push(name);
  }
  return names;
}

function byPreference(left: Kind, right: Kind): number {
  return PREFERRED.indexOf(left) - PREFERRED.indexOf(right);
}

/** Numbers at and around the bounds of a shape and of others, those of the shape first. */
export function numbersOf(shape: Shape, kind: 'integer' | 'fraction', others: readonly Shape[]): number[] {
  const kinds = kind === 'integer' ? KIND.integer : NUMBER;
  const all = [shape, ...others];
  const limits = all.flatMap((one) => Object.values(rangeOf({ ...one, kinds })).map((limit) => limit?.value));
  const factors = all.flatMap((one) => factorsOf(one).map(({ factor }) => factor));
  const points = [0, 1, ...limits.filter((value) => value !== undefined)];
  const steps = kind === 'integer' ? [0, 1, -1] : [0, 0.5, -0.5, 0.25, 0.001, -0.001, 1.5, -1.5];
  const near = points.flatMap((point) => [
    ...steps.map((step) => point + step),
    ...factors.flatMap((factor) => [0, 1, -1, 0.5].map((step) => (Math.round(point / factor) + step) * factor)),
  ]);
  const beyond = kind === 'integer' ? [2147483648, -2147483649] : [];
  const tidy = [...near, ...beyond].map((value) => Number(value.toPrecision(15)));
  return [...new Set(tidy)].filter((value) => Number.isInteger(value) === (kind === 'integer'));
}

/** Texts as a shape says, of more sizes, and of those some that others' patterns and formats refuse; each once. */
export function* textsOf(shape: Shape, others: readonly Shape[], sizes: readonly number[]): Iterable<string> {
  const given = new Set<string>();
  for (const texts of textLists(shape, others, sizes)) {
    for (const text of texts) {
      if (given.has(text)) continue;
      given.add(text);
      yield text;
    }
  }
}

/** Automata are only built when what comes before them did not do. */
function* textLists(shape: Shape, others: readonly Shape[], sizes: readonly number[]): Iterable<readonly string[]> {
  const { min, max } = sizeOf(shape, 'string');
  const [least, most] = [min?.value ?? 0, max?.value ?? Number.POSITIVE_INFINITY];
  const matching = patternsOf(shape).map(({ pattern }) => pattern);
  for (const { format } of formatsOf(shape)) yield samplesOfFormat(format);
  const wanted = [...new Set([Math.max(least, 1), least, most, ...sizes])].filter(
    (size) => size >= least && size <= most && size <= LARGEST,
  );
  if (matching.length > 0) {
    yield textsMatching({ matching, avoiding: [], min: least, max: most }, 4);
    for (const size of wanted) yield textsMatching({ matching, avoiding: [], min: size, max: size }, 1);
  } else for (const size of wanted) yield [filler(size), filler(size).toUpperCase()];
  for (const other of others) {
    for (const { pattern } of patternsOf(other)) {
      yield textsMatching({ matching, avoiding: [pattern], min: least, max: most }, 2);
      yield textsMatching({ matching: [...matching, pattern], avoiding: [], min: least, max: most }, 2);
    }
    for (const { format } of formatsOf(other)) yield samplesOfFormat(format);
  }
  yield [...SOME_OF_EACH_FORMAT, '', '0', '-', ' ', '!?'];
}

function filler(size: number): string {
  return 'abcdefghijklmnopqrstuvwxyz'.repeat(Math.ceil(size / 26)).slice(0, size);
}
