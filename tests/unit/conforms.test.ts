import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conforms } from '../../src/lib/conforms.js';
import { describeIssues } from '../../src/lib/describe-issues.js';
import { openApiDescription } from '../../src/model/openapi.js';
import { planDocument } from '../../src/model/plan.js';
import { relationalSchema } from '../../src/model/relational.js';
import { migrationSpec } from '../../src/model/spec.js';

// Documents that are nearly right: the keys that the schemas know, with values of any kind under them.
const keys = fc.constantFrom(
  ...['tables', 'columns', 'constraints', 'indexes', 'type', 'nullable', 'length', 'values', 'name', 'unique'],
  ...['views', 'definition', 'procedures', 'enums', 'paths', 'get', 'x-a', 'parameters', 'responses', 'content'],
  ...['schema', 'components', 'schemas', 'properties', 'required', 'phases', 'duration_hours', 'data_volume_gb'],
  ...['source', 'target', 'pattern', 'migration_type', '__proto__', 'constructor', 'users', 'application/json'],
);
const { value: almost } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, depthSize: 'medium' },
    fc.constantFrom<unknown>('text', '', 1, 0.5, -3, 10n ** 20n, true, false, null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(fc.tuple(keys, tie('value')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries) as unknown),
  ),
}));

describe.each(Object.entries({ migrationSpec, planDocument, relationalSchema, openApiDescription }))(
  '%s',
  (_, schema) => {
    test('the quick verdict is the one that is explained', () => {
      fc.assert(
        fc.property(almost, (value) => {
          expect(conforms(schema, value)).toBe(describeIssues(schema, value).length === 0);
        }),
        { numRuns: 2000 },
      );
    });
  },
);

test.each([
  [relationalSchema, { tables: [] }, 'tables: expected an object, got a list'],
  [
    relationalSchema,
    { tables: { users: { constraints: null } } },
    'tables.users.constraints: expected an object, got null',
  ],
  [
    relationalSchema,
    { tables: { 'a.b': { columns: { 'c d': { length: '9' } } } } },
    'tables["a.b"].columns["c d"].length: expected a number, got the text "9"',
  ],
  [
    relationalSchema,
    JSON.parse('{"tables": {"__proto__": {"columns": 3}}}'),
    'tables.__proto__.columns: expected an object, got the number 3',
  ],
  [
    migrationSpec,
    { type: 'x', source: 1, target: 2, constraints: { data_volume_gb: -1 } },
    'constraints.data_volume_gb: expected a number from 0, got the number -1',
  ],
  [
    planDocument,
    { phases: [{ name: 'a' }, { duration_hours: '2' }] },
    'phases[1].duration_hours: expected a number from 0, got the text "2"',
  ],
  [planDocument, { phases: ['a', null] }, 'phases[1]: expected an object or a text or a number from 0, got null'],
  [
    openApiDescription,
    { paths: { '/a': { get: { parameters: {} } } } },
    'paths["/a"].get.parameters: expected a list, got an object',
  ],
])('a problem has its path, what was expected and what was there (%#)', (schema, value, problem) => {
  expect(describeIssues(schema, value)).toEqual([problem]);
});
