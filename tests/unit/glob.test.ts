import { expect, test } from 'vitest';
import { globMatcher, isGlob, splitGlob } from '../../src/lib/glob.js';

test.each([
  ['*.graphql', ['a.graphql', '.graphql'], ['a/b.graphql', 'a.graphqls', 'agraphql']],
  ['**/*.graphql', ['a.graphql', 'x/y/a.graphql'], ['a.gql', 'x/a.graphql/b']],
  ['src/**', ['src/a', 'src/b/c.gql'], ['a', 'lib/src/a']],
  ['a?.{gql,graphql}', ['a1.gql', 'ab.graphql'], ['a.gql', 'a/.gql', 'a1.gqls']],
  ['[a-c]*[!0-9].gql', ['ax.gql', 'cc.gql'], ['dx.gql', 'a1.gql', 'a.gql']],
  ['[z-a].gql', ['z.gql', '-.gql', 'a.gql'], ['b.gql']],
  ['a+(b).gql', ['a+(b).gql'], ['aab.gql']],
  ['{a*,b}/x', ['axx/x', 'b/x'], ['bb/x', 'a/b/x']],
])('%s', (glob, matching, others) => {
  const matches = globMatcher(glob);
  expect(matching.filter((path) => !matches(path))).toEqual([]);
  expect(others.filter(matches)).toEqual([]);
});

test('what is a pattern, and where it begins', () => {
  expect(['a*', 'a/?', '[a]', '{a}', 'a/b.gql'].map(isGlob)).toEqual([true, true, true, true, false]);
  expect(splitGlob('a/b/*/c')).toEqual({ folder: 'a/b', pattern: '*/c' });
  expect(splitGlob('*.gql')).toEqual({ folder: '', pattern: '*.gql' });
  expect(splitGlob('/*.gql')).toEqual({ folder: '', pattern: '/*.gql' });
});
