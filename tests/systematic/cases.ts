import { COMBINATIONS } from './combinations.js';
import { type Expected, expectedOf, findBreach, type Grade, type Question } from './law.js';
import { PLACES, type Place } from './places.js';
import { type Schema, SUBJECTS, type Subject, type Variant, type Version } from './subjects.js';

const VERSIONS: readonly Version[] = ['3.0', '3.1'];

/** Two descriptions that differ in one keyword in one place, and what a check must say of them. */
export interface Case {
  readonly keyword: string;
  /** Such as `unset -> 10`. */
  readonly operation: string;
  readonly place: string;
  readonly version: Version;
  readonly before: object;
  readonly after: object;
  readonly expected: Expected;
  /** What typed clients change: the profile that protects them may say more, or say it more softly. */
  readonly forClients: Expected;
}

/** Every pair of variants of every keyword in every place that it can stand in. */
export function* cases(): Generator<Case> {
  yield* casesOfAll(SUBJECTS, VERSIONS, PLACES);
  // What differs between versions and between places that are alike is among the subjects above.
  yield* casesOfAll(
    COMBINATIONS,
    ['3.1'],
    PLACES.filter(({ name }) => TELLING.has(name)),
  );
}

/** A place of each kind. */
const TELLING = new Set([
  ...['request body', 'response body', 'query parameter', 'response header', 'webhook request', 'callback response'],
  ...['a property of a response body', 'the items of a request body'],
]);

function* casesOfAll(
  subjects: readonly Subject[],
  versions: readonly Version[],
  places: readonly Place[],
): Generator<Case> {
  for (const subject of subjects) {
    for (const version of subject.versions ?? versions) {
      for (const place of places) {
        if (place.isText && !subject.asText) continue;
        if (!(place.versions ?? VERSIONS).includes(version)) continue;
        yield* casesOf(subject, version, place);
      }
    }
  }
}

const TYPED: Expected = { atLeast: 'safe', atMost: 'potentially_breaking' };

/** Whether a value passes only because it travels as text: typed clients cannot pass it as what it is. */
function isTyped(question: Question, { atMost }: Expected): boolean {
  return question.isText && atMost === 'safe' && findBreach({ ...question, isText: false }) !== undefined;
}

function* casesOf(subject: Subject, version: Version, place: Place): Generator<Case> {
  const variants = Object.entries(subject.variants);
  const describe = (variant: Variant) =>
    place.describe({ ...subject.base, ...writtenOf(variant) }, version, subject.components);
  for (const [from, before] of variants) {
    for (const [to, after] of variants) {
      if (from === to) continue;
      const { flow, isText = false } = place;
      const question = { subject, before, after, version, flow, isText };
      const expected = expectedOf(question);
      yield {
        keyword: `${subject.keyword} (${subject.on})`,
        operation: `${from} -> ${to}`,
        place: place.name,
        version,
        before: describe(before),
        after: describe(after),
        expected,
        forClients: isTyped(question, expected) ? TYPED : softened(expected, subject, flow),
      };
    }
  }
}

/**
 * A new value of an enumeration in a response, and a property that is gone: possibly breaking, for generated code has
 * a type that lacks it.
 */
function softened({ atLeast, atMost }: Expected, { keyword }: Subject, flow: Place['flow']): Expected {
  const possibly: Grade = 'potentially_breaking';
  const isEnumeration = keyword === 'enum' || keyword === 'const';
  const isProperty = keyword === 'properties' || keyword === 'readOnly' || keyword === 'writeOnly';
  if (isEnumeration && flow === 'response' && atLeast === 'breaking') return { atLeast: possibly, atMost };
  return isProperty && atMost === 'safe' ? { atLeast, atMost: possibly } : { atLeast, atMost };
}

function writtenOf(variant: Variant): Schema {
  return ('written' in variant ? variant['written'] : variant) as Schema;
}
