import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { executableSchema } from '../../src/queries/executable.js';
import { problemsOf } from '../../src/queries/problems.js';
import { readGraphqlTexts } from '../../src/read/graphql/read-schema.js';

const OPERATION = parse('query ($by: By, $none: None) { thing1 { id } missing(by: $by, none: $none) { id } }');

/** A schema of so many types, each of which has a field that leads to it. */
function schemaOf(types: number) {
  const numbers = Array.from({ length: types }, (_, index) => index);
  const fields = numbers.map((index) => `thing${index}: Thing${index}`);
  const definitions = numbers.map((index) => `type Thing${index} { id: ID }`);
  const text = `type Query { ${fields.join(' ')} }\ninput By { id: ID }\n${definitions.join('\n')}`;
  return executableSchema(readGraphqlTexts([{ name: 'schema.graphql', text }]));
}

test('says what is wrong, and no names that are like it', () => {
  expect(problemsOf(OPERATION, schemaOf(3))).toEqual([
    'Unknown type "None".',
    'Cannot query field "missing" on type "Query".',
  ]);
});

test('takes no longer where a schema is large', () => {
  const [small, large] = [schemaOf(100), schemaOf(10_000)];
  const timeOf = (schema: typeof small) => {
    const start = performance.now();
    for (let times = 0; times < 20; times++) problemsOf(OPERATION, schema);
    return performance.now() - start;
  };
  const least = (schema: typeof small) => Math.min(...[1, 2, 3].map(() => timeOf(schema)));
  timeOf(small);
  // To look at every name of the larger one would take a hundred times as long.
  expect(least(large)).toBeLessThan(25 * Math.max(least(small), 10));
});
