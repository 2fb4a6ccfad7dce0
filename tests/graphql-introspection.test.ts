import { expect, test } from 'vitest';
import { checkGraphql } from '../src/index.js';

const text = { kind: 'SCALAR', name: 'String' };
const named = (name: string, more: object) => ({ name, description: null, ...more });

/** An introspection with everything that has a name, and without it. */
function introspection(isWhole: boolean): string {
  const some = <T>(...items: readonly T[]) => (isWhole ? items : []);
  const fields = [
    named('a', { type: text, args: some(named('of', { type: text })) }),
    ...some(named('b', { type: text })),
  ];
  const types = [
    { kind: 'OBJECT', ...named('Query', { fields: [...fields, named('u', { type: { kind: 'UNION', name: 'U' } })] }) },
    { kind: 'INTERFACE', ...named('Node', { fields: [named('id', { type: text })] }) },
    { kind: 'OBJECT', ...named('User', { interfaces: some({ kind: 'INTERFACE', name: 'Node' }), fields }) },
    { kind: 'UNION', ...named('U', { possibleTypes: [{ name: 'User' }, ...some({ name: 'Query' })] }) },
    { kind: 'ENUM', ...named('E', { enumValues: [named('X', {}), ...some(named('Y', {}))] }) },
    {
      kind: 'INPUT_OBJECT',
      ...named('In', { inputFields: [named('x', { type: text }), ...some(named('y', { type: text }))] }),
    },
  ];
  const directives = some(named('live', { locations: ['FIELD'], args: [] }));
  return JSON.stringify({ data: { __schema: { queryType: { name: 'Query' }, types, directives } } }, null, 1);
}

test('findings say where the name of what changed stands', async () => {
  const whole = introspection(true);
  const { issues } = await checkGraphql(
    [{ name: 'before.json', text: whole }],
    [{ name: 'after.json', text: introspection(false) }],
    { detail: 'full' },
  );
  const lines = whole.split('\n');
  expect(
    issues.map(({ field_path: path, before_location: place }) => {
      const line = lines[(place?.line ?? 0) - 1] ?? '';
      return `${path} ${place?.file} ${line.slice((place?.column ?? 0) - 1)}`;
    }),
  ).toEqual([
    'Query.b before.json "name": "b",',
    'Query.a(of:) before.json "name": "of",',
    'User before.json "name": "Node"',
    'User.b before.json "name": "b",',
    'User.a(of:) before.json "name": "of",',
    'U before.json "name": "Query"',
    'E.Y before.json "name": "Y",',
    'In.y before.json "name": "y",',
    '@live before.json "name": "live",',
  ]);
});
