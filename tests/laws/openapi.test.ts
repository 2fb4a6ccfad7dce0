import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkCompatibility, exitCodeOf, type Finding, type Profile } from '../../src/index.js';
import type { Json, Schema } from '../systematic/subjects.js';
import { models, type Pair, pairs, type Vocabulary } from './pairs.js';
import { nodesAlong } from './pointed.js';
import { description, type Models, modernized, type Version, withReversedKeys } from './respelling.js';
import { valuesOf } from './values.js';

const RUNS = { numRuns: 100, seed: 20_240_229 };
const ALL: Vocabulary = { undecidable: true, logic: true, models: true, modern: true };
const NONE: Models = {};

/** As read from two files: no object is in both. */
function check(before: object, after: object, profile: Profile = 'client') {
  const copies = [before, after].map((document) => JSON.parse(JSON.stringify(document)) as object) as [object, object];
  return checkCompatibility(...copies, { type: 'api', profile, now: '2026-01-01T00:00:00' });
}

const issues = (before: object, after: object) => check(before, after).issues;
/** What breaks somebody, perhaps: the rest may be said of any rewording. */
const breaks = (before: object, after: object) =>
  issues(before, after).filter(({ severity }) => severity === 'breaking' || severity === 'potentially_breaking');
const first = (pair: { readonly A: Pair; readonly B: Pair }): Models => ({ A: pair.A[0], B: pair.B[0] });
const second = (pair: { readonly A: Pair; readonly B: Pair }): Models => ({ A: pair.A[1], B: pair.B[1] });
const everywhere = (schema: Schema, components: Models, version?: Version) =>
  description({ request: schema, response: schema, parameter: { type: 'string' } }, components, version);

/** A law about one description: said in other words it is the same. */
function sameInOtherWords(
  name: string,
  reword: (schema: Schema, components: Models) => readonly [Schema, Models],
  vocabulary: Vocabulary = ALL,
): void {
  test(name, () => {
    fc.assert(
      fc.property(pairs(vocabulary), models(vocabulary), ([schema], pair) => {
        const components = first(pair);
        const before = everywhere(schema, components);
        const after = everywhere(...reword(schema, components));
        expect(breaks(before, after)).toEqual([]);
        expect(breaks(after, before)).toEqual([]);
      }),
      RUNS,
    );
  });
}

describe('nothing changes', () => {
  test('when nothing changes, and nothing is said', () => {
    fc.assert(
      fc.property(pairs(ALL), models(ALL), ([schema], pair) => {
        const same = everywhere(schema, first(pair));
        expect(issues(same, same)).toEqual([]);
      }),
      RUNS,
    );
  });

  sameInOtherWords('when keys change places', (schema, components) => [
    withReversedKeys(schema) as Schema,
    withReversedKeys(components) as Models,
  ]);

  sameInOtherWords('when a schema becomes a component', (schema, components) => [
    { $ref: '#/components/schemas/Extracted' },
    { ...components, Extracted: schema },
  ]);

  test('when a reference makes way for what it refers to', () => {
    fc.assert(
      fc.property(models(ALL), (pair) => {
        const components = first(pair);
        const [before, after] = [{ $ref: '#/components/schemas/A' }, components['A'] as Schema].map((schema) =>
          everywhere(schema, components),
        ) as [object, object];
        expect(breaks(before, after)).toEqual([]);
        expect(breaks(after, before)).toEqual([]);
      }),
      RUNS,
    );
  });

  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    sameInOtherWords(`when a schema becomes the one branch of ${keyword}`, (schema, components) => [
      { [keyword]: [schema] },
      components,
    ]);
  }

  test('when allOf of different properties becomes one schema', () => {
    fc.assert(
      fc.property(pairs(ALL, 1), pairs(ALL, 1), models(ALL), ([a], [b], pair) => {
        const parts: Schema[] = [
          { type: 'object', properties: { a } },
          { properties: { b }, required: ['b'] },
        ];
        const flat: Schema = { type: 'object', properties: { a, b }, required: ['b'] };
        const components = first(pair);
        const [before, after] = [everywhere({ allOf: parts }, components), everywhere(flat, components)];
        expect(breaks(before, after)).toEqual([]);
        expect(breaks(after, before)).toEqual([]);
      }),
      RUNS,
    );
  });

  test('when 3.0 becomes 3.1', () => {
    const old: Vocabulary = { undecidable: true, logic: true, models: true };
    fc.assert(
      fc.property(pairs(old), models(old), fc.boolean(), fc.boolean(), ([schema], pair, isNullable, isExclusive) => {
        const bounds = { minimum: 1, maximum: 5, exclusiveMinimum: isExclusive, exclusiveMaximum: !isExclusive };
        const aged: Schema = {
          type: 'object',
          nullable: isNullable,
          properties: { it: schema, number: { type: 'number', nullable: !isNullable, ...bounds } },
        };
        const before = everywhere(aged, first(pair), '3.0.3');
        const after = everywhere(modernized(aged) as Schema, modernized(first(pair)) as Models, '3.1.0');
        expect(breaks(before, after)).toEqual([]);
        expect(breaks(after, before)).toEqual([]);
      }),
      RUNS,
    );
  });
});

describe('directions', () => {
  test('what narrows forwards widens backwards', () => {
    fc.assert(
      fc.property(pairs(ALL), models(ALL), ([before, after], pair) => {
        const [old, young] = [first(pair), second(pair)];
        const forwards = check(
          description({ request: before }, old),
          description({ request: after }, young),
          'contract',
        );
        const backwards = check(
          description({ response: after }, young),
          description({ response: before }, old),
          'contract',
        );
        expect(exitCodeOf(forwards)).toBe(exitCodeOf(backwards));
      }),
      RUNS,
    );
  });

  test('what is used both ways breaks whom it breaks in either', () => {
    fc.assert(
      fc.property(pairs(ALL), models(ALL), ([before, after], pair) => {
        const code = (use: (schema: Schema) => Parameters<typeof description>[0]) =>
          exitCodeOf(check(description(use(before), first(pair)), description(use(after), second(pair)), 'contract'));
        const [request, response] = [code((schema) => ({ request: schema })), code((schema) => ({ response: schema }))];
        expect(code((schema) => ({ request: schema, response: schema }))).toBe(Math.max(request, response));
      }),
      RUNS,
    );
  });
});

test('the findings of two descriptions in one are those of each', () => {
  const alone: Vocabulary = { ...ALL, models: false };
  const findings = (list: readonly Finding[]) => list.map((finding) => JSON.stringify(finding)).sort();
  fc.assert(
    fc.property(pairs(alone), pairs(alone), (one, other) => {
      const at = (side: 0 | 1, which: readonly ('one' | 'other')[]) => ({
        ...description({}, NONE),
        paths: Object.assign(
          {},
          ...which.map((name) => {
            const schema = (name === 'one' ? one : other)[side];
            return (description({ request: schema, response: schema }, NONE, '3.1.0', `/${name}`) as { paths: object })
              .paths;
          }),
        ) as object,
      });
      const found = (which: readonly ('one' | 'other')[]) => issues(at(0, which), at(1, which));
      expect(findings(found(['one', 'other']))).toEqual(findings([...found(['one']), ...found(['other'])]));
    }),
    RUNS,
  );
});

const ajv = new Ajv2020({ strict: false, logger: false });
(formats as unknown as typeof formats.default)(ajv);

/** The verdict of ajv, which never sees our code. */
function accepting(schema: unknown, components: Models): (value: unknown) => boolean {
  const validate = ajv.compile(
    typeof schema === 'boolean'
      ? { not: schema ? false : {} }
      : { ...(schema as Schema), components: { schemas: components } },
  );
  return (value) => validate(value);
}

describe('what a validator says', () => {
  test('of a value that was accepted and is refused: somebody breaks', () => {
    let refused = 0;
    fc.assert(
      fc.property(pairs(ALL), models(ALL), ([before, after], pair) => {
        const [old, young] = [first(pair), second(pair)];
        const [was, is] = [accepting(before, old), accepting(after, young)];
        const values = [...valuesOf([before], old), ...valuesOf([after], young), ...mixed(before, after, old)];
        const lost = values.find((value) => was(value) && !is(value));
        const gained = values.find((value) => is(value) && !was(value));
        const code = (use: 'request' | 'response') =>
          exitCodeOf(check(description({ [use]: before }, old), description({ [use]: after }, young), 'contract'));
        if (lost !== undefined) expect([lost, code('request')]).toEqual([lost, expect.toSatisfy(isVerdict)]);
        if (gained !== undefined) expect([gained, code('response')]).toEqual([gained, expect.toSatisfy(isVerdict)]);
        if (lost !== undefined || gained !== undefined) refused++;
      }),
      { ...RUNS, numRuns: 300 },
    );
    expect(refused).toBeGreaterThan(100);
  });

  test('of the witness that every break has: one side accepts it, the other one refuses it', () => {
    let shown = 0;
    const decidable: Vocabulary = { ...ALL, undecidable: false };
    fc.assert(
      fc.property(pairs(decidable), models(decidable), ([before, after], pair) => {
        const [old, young] = [first(pair), second(pair)];
        for (const use of ['request', 'response']) {
          const [from, to] = [description({ [use]: before }, old), description({ [use]: after }, young)];
          for (const finding of check(from, to).issues) {
            if (finding.severity !== 'breaking') continue;
            expect(finding).toHaveProperty('witness');
            expect(finding).toSatisfy(() => isShown(finding, from, to));
            shown++;
          }
        }
      }),
      { ...RUNS, numRuns: 180 },
    );
    expect(shown).toBeGreaterThan(100);
  });
});

const isVerdict = (code: number) => code === 1 || code === 2;

function mixed(before: Schema, after: Schema, components: Models): Json[] {
  return valuesOf([before, after], components);
}

/** Whether the schemas where the finding says that it is, or those around it, disagree about the witness as it says. */
function isShown({ witness, field_path }: Finding, before: object, after: object): boolean {
  if (witness === undefined) return false;
  const componentsOf = (document: object) => (document as { components: { schemas: Models } }).components.schemas;
  const nodes = [before, after].map((document) => nodesAlong(document, field_path)) as [unknown[], unknown[]];
  // A schema that only one side has is one that allows everything on the other.
  const longest = Math.max(...nodes.map(({ length }) => length));
  const [was, is] = [before, after].map((document, side) =>
    [...(nodes[side] as unknown[]), ...((nodes[side] as unknown[]).length < longest ? [{}] : [])].map((node) =>
      accepting(node, componentsOf(document)),
    ),
  ) as [((value: unknown) => boolean)[], ((value: unknown) => boolean)[]];
  const isBefore = witness.accepted === 'before';
  const [accepts, refuses] = isBefore ? [was, is] : [is, was];
  return accepts.some((one) => one(witness.value) && refuses.some((other) => !other(witness.value)));
}
