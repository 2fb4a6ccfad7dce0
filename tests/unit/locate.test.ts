import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentOf, readValue } from '../../src/read/document.js';
import { createLocator } from '../../src/read/openapi/locate.js';

/** Where nodes are that some keys lead to, or their own keys. */
async function locate(name: string, text: string, ...paths: readonly (readonly string[])[]) {
  const document = documentOf(await readValue({ name, text }));
  const spots = paths.map((path) => {
    let node: unknown = document.value;
    const keys: string[] = [];
    for (const key of path) {
      const next: unknown = (node as Record<string, unknown>)[key];
      if (keys.length > 0 || typeof next !== 'object' || next === null) keys.push(key);
      else node = next;
    }
    return { node: node as object, keys };
  });
  return (await createLocator([document])(spots)).map((place) => {
    expect(place?.file).toBe(name);
    return `${place?.line}:${place?.column} ${place?.pointer}`;
  });
}

describe('a node is found', () => {
  it('in JSON', async () => {
    const text = `{"a": {"x": "\\"b\\": {", "b": [1, {"c/~": null}, [[2]]]},\r
  "\\u0062" : {"é𝄞": 1, "d": "a"}, "200": {}}`;
    expect(
      await locate(
        'x.json',
        text,
        [],
        ['a', 'b'],
        ['a', 'b', '0'],
        ['a', 'b', '1', 'c/~'],
        ['a', 'b', '2', '0'],
        ['b', 'd'],
        ['200'],
      ),
    ).toEqual(['1:1 ', '1:25 /a/b', '1:31 /a/b/0', '1:35 /a/b/1/c~1~0', '1:50 /a/b/2/0', '2:25 /b/d', '2:36 /200']);
  });

  it('in YAML', async () => {
    const text = `# Comment
"a":
  - &x
    k: |
      b: 1
      c: 2
    'l': {m: [1, "two"]}
  -
    - n
200: *x
? o
: <<: *x
  p: 1
`;
    expect(
      await locate(
        'x.yaml',
        text,
        [],
        ['a'],
        ['a', '0', 'k'],
        ['a', '0', 'l', 'm', '1'],
        ['a', '1', '0'],
        ['200'],
        ['o', 'p'],
        ['o', 'k'],
      ),
    ).toEqual([
      '2:1 ',
      '2:1 /a',
      '4:5 /a/0/k',
      '7:18 /a/0/l/m/1',
      '9:7 /a/1/0',
      // An alias is what its anchor stands at; what a merge key brings is where it is brought.
      '4:5 /a/0',
      '13:3 /o/p',
      '11:3 /o',
    ]);
  });

  it('as far as it is written', async () => {
    expect(await locate('x.json', '{"a": {"b": 1}}', ['a', 'c', 'd'])).toEqual(['1:2 /a']);
    expect(await locate('x.yaml', 'a: {b: 1}\n', ['a', 'c', 'd'])).toEqual(['1:1 /a']);
  });

  it('of a key that JSON has twice, at the last', async () => {
    expect(await locate('x.json', '{"a": {"b": 1}, "a": {"c": 2}}', ['a', 'b'], ['a', 'c'])).toEqual([
      '1:17 /a',
      '1:23 /a/c',
    ]);
  });

  it('and one of another document is not', async () => {
    const document = documentOf(await readValue({ name: 'x.json', text: '{}' }));
    expect(await createLocator([document])([{ node: {} }, { node: document.value }])).toEqual([
      undefined,
      { file: 'x.json', line: 1, column: 1, pointer: '' },
    ]);
  });
});

it('in whatever JSON, indented or not, every key is found where it stands', async () => {
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(0, 1, 2), async (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      const document = documentOf(await readValue({ name: 'x.json', text }));
      const spots = Object.keys(document.value).map((key) => ({ node: document.value, keys: [key] }));
      const places = await createLocator([document])(spots);
      const lines = text.split('\n');
      for (const [index, place] of places.entries()) {
        const rest = lines[(place?.line ?? 0) - 1]?.slice((place?.column ?? 0) - 1) ?? '';
        const key = JSON.stringify(spots[index]?.keys[0]);
        expect(rest.startsWith(`${key}:`)).toBe(true);
      }
    }),
  );
});
