import { describe, expect, it } from 'vitest';
import { folderWith, NOW, PATHS, refusalOf, run } from '../support/cli.js';

const API = `# An API.
openapi: "3.0.3"
paths:
  /a:
    get:
      responses:
        200:
          description: no
          content:
            application/json:
              schema: &answer
                type: object
                properties:
                  on: {type: string, format: date, example: 2024-01-01}
                  1.0: {type: integer, maximum: 1e3, enum: [1, 0x10, ~, .inf]}
        404: {description: "404"}
        default: {content: {application/json: {schema: *answer}}}
`;
const SAME = {
  openapi: '3.0.3',
  paths: {
    '/a': {
      get: {
        responses: {
          200: {
            description: 'no',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  properties: {
                    on: { type: 'string', format: 'date', example: '2024-01-01' },
                    '1.0': { type: 'integer', maximum: 1000, enum: [1, 16, null, '.inf'] },
                  },
                },
              },
            },
          },
          404: { description: '404' },
        },
      },
    },
  },
};
const [OK] = [SAME.paths['/a'].get.responses[200]];
const JSON_API = JSON.stringify({
  ...SAME,
  paths: { '/a': { get: { responses: { ...SAME.paths['/a'].get.responses, default: { content: OK.content } } } } },
});

async function compare(before: string, after: string, input?: string) {
  const cwd = folderWith({ 'a.yaml': before, 'b.json': after });
  const args = ['--before', input === undefined ? 'a.yaml' : '-', '--after', 'b.json', '-f', 'json', '--now', NOW];
  const { stdout, stderr, status } = await run(['check', ...args], { cwd, ...(input && { input }) });
  const { issues } = JSON.parse(stdout || '{"issues": []}') as { issues: { type: string; field_path: string }[] };
  return { stderr, status, issues: issues.map(({ type, field_path }) => `${type} ${field_path}`) };
}

describe('YAML is read', () => {
  it('as the JSON that says the same', async () => {
    expect(await compare(API, JSON_API)).toEqual({ stderr: '', status: 0, issues: [] });
  });

  it('from standard input', async () => {
    expect(await compare('', JSON_API, API)).toEqual({ stderr: '', status: 0, issues: [] });
  });

  it('with merge keys', async () => {
    const merged = `
openapi: 3.0.3
x-ok: &ok {description: ok}
paths:
  /a: {get: {responses: {200: {<<: *ok, content: {x: {}}}, 201: *ok}}}
`;
    const written = JSON.stringify({
      openapi: '3.0.3',
      paths: { '/a': { get: { responses: { 200: { description: 'ok', content: {} } } } } },
    });
    expect(await compare(merged, written)).toEqual({
      stderr: '',
      status: 2,
      issues: [
        'media_type_removed paths./a.get.responses.200.content.x',
        'response_removed paths./a.get.responses.201',
      ],
    });
  });

  it('in braces, and JSON in a file of that name', async () => {
    expect(await compare('{openapi: 3.1.0, paths: {}}', PATHS)).toEqual({ stderr: '', status: 0, issues: [] });
    expect(await compare(PATHS, PATHS)).toEqual({ stderr: '', status: 0, issues: [] });
  });

  it('with keys that nothing follows', async () => {
    const empty = 'openapi: 3.0.3\npaths:\n  /a:\n    get:\n      parameters:\n      responses:\n        200:\n  /b:\n';
    const api = JSON.stringify({ openapi: '3.0.3', paths: { '/a': { get: { responses: { 200: {} } } }, '/b': {} } });
    expect(await compare(empty, api)).toEqual({ stderr: '', status: 0, issues: [] });
  });

  it('under the rules of the original too', async () => {
    const cwd = folderWith({ 'a.yaml': API });
    const args = ['check', '--before', 'a.yaml', '--after', 'a.yaml', '--rules', 'classic', '-f', 'json'];
    expect(await run(args, { cwd })).toEqual({ stdout: expect.any(String), stderr: '', status: 0 });
  });

  it('and a version without quotes', async () => {
    for (const version of ['3.0', '3.1', '3.1.0', "'3.2.0'"]) {
      expect(await compare(`openapi: ${version}\npaths: {}\n`, PATHS)).toEqual({ stderr: '', status: 0, issues: [] });
    }
  });

  it('and no version, with a note', async () => {
    expect(await compare('paths: {}\n', PATHS)).toEqual({
      stderr: 'note: a.yaml does not say which version of OpenAPI it is, and is read as 3.0\n',
      status: 0,
      issues: [],
    });
  });
});

describe('YAML is refused', () => {
  const refusal = (text: string) =>
    refusalOf(['check', '--before', 'a.yaml', '--after', 'b.json'], {
      cwd: folderWith({ 'a.yaml': text, 'b.json': PATHS }),
    });
  const MEND = '  mend the text there\n';

  it.each([
    ['with an error', 'openapi: 3.0.3\npaths: a: b\n', '2:9', 'bad indentation of a mapping entry', 'paths: a: b', 9],
    ['with a tab', 'paths:\n\t/a: {}\n', '2:1', 'tab characters must not be used in indentation', ' /a: {}', 1],
    ['with a key twice', 'paths: {}\npaths: {}\n', '2:1', 'this key stands here a second time', 'paths: {}', 1],
    ['with an alias of itself', 'a: &a [*a]\n', '1:9', 'this alias stands inside of what it names', 'a: &a [*a]', 9],
    ['with a second document', 'a: 1\n---\nb: 2\n', '3:1', 'a second document begins here', 'b: 2', 1],
    ['with a key that is a list', '? [a]\n: b\n', '1:1', 'a key must be a text', '? [a]', 1],
  ])('%s', async (_, text, place, problem, line, column) => {
    expect(await refusal(text)).toBe(
      `error: a.yaml:${place}: not YAML: ${problem}\n    ${line}\n    ${' '.repeat(column - 1)}^\n${MEND}`,
    );
  });

  it('nested deeper than 500 levels, however it is', async () => {
    const texts = [
      `a: ${'['.repeat(100_000)}`,
      `${'- '.repeat(100_000)}a`,
      // As deep as it is only when the aliases are replaced.
      Array.from({ length: 600 }, (_, index) => `a${index}: &a${index} [${index > 0 ? `*a${index - 1}` : ''}]`).join(
        '\n',
      ),
    ];
    for (const text of texts) {
      expect(await refusal(text)).toMatch(/^error: a\.yaml:\d+:\d+: not YAML: .*nested deeper than 500 levels\n/);
    }
  });

  it('when its aliases stand for too much', async () => {
    const lines = ['x0: &x0 [a, b, c, d, e, f, g, h, i]'];
    for (let level = 1; level < 12; level++) {
      lines.push(
        `x${level}: &x${level} [${Array(9)
          .fill(`*x${level - 1}`)
          .join(', ')}]`,
      );
    }
    expect(await refusal(lines.join('\n'))).toMatch(
      /^error: a\.yaml:12:\d+: not YAML: its aliases stand for more than 5000000 values\n/,
    );
  });

  it('when its merge keys copy too much', async () => {
    const keys = Array.from({ length: 2000 }, (_, index) => `k${index}: 1`).join(', ');
    const lines = Array.from({ length: 2000 }, (_, index) => `o${index}: {<<: *all}`);
    expect(await refusal(`all: &all {${keys}}\n${lines.join('\n')}`)).toContain('the merge keys (<<) of the document');
  });

  it.each([
    ['- a\n', 'a list'],
    ['just a text\n', 'the text "just a text"'],
    ['~\n', 'null'],
  ])('when it is no object: %j', async (text, got) => {
    expect(await refusal(text)).toContain(`error: a.yaml: the document: expected an object, got ${got}\n`);
  });

  it('when it holds nothing', async () => {
    expect(await refusal('# only a comment\n')).toContain('error: a.yaml: ');
  });
});

describe('JSON of an API is refused', () => {
  it('with a key twice', async () => {
    const text = '{"openapi": "3.0.3", "paths": {"/a": {},\n "/b": {}, "/\\u0061": {}}}';
    const cwd = folderWith({ 'a.json': text });
    expect(await refusalOf(['check', '--before', 'a.json', '--after', 'a.json'], { cwd })).toBe(
      'error: a.json:2:12: the key "/a" stands here a second time\n  take one of the two out; tools differ in which of them counts\n',
    );
    const { status } = await run(['check', '--before', 'a.json', '--after', 'a.json', '--rules', 'classic'], { cwd });
    expect(status).toBe(0);
  });

  it.each([
    ['"openapi": "4.0.0"', 'OpenAPI "4.0.0"'],
    ['"openapi": "3"', 'OpenAPI "3"'],
    ['"openapi": null', 'OpenAPI without a version'],
    ['"swagger": "1.2"', 'Swagger "1.2"'],
  ])('with the version %s', async (version, found) => {
    const cwd = folderWith({ 'a.json': `{"paths": {},\n ${version}}` });
    expect(await refusalOf(['check', '--before', 'a.json', '--after', 'a.json'], { cwd })).toBe(
      `error: a.json:2:2: expected OpenAPI 2.0, 3.0, 3.1 or 3.2, but this is ${found}\n  say which of these it is, as in "openapi": "3.1.0", or convert it to one of them\n`,
    );
  });

  it('that says nothing of one', async () => {
    const cwd = folderWith({ 'a.json': '{}', 'b.json': PATHS });
    expect(await refusalOf(['check', '--before', 'a.json', '--after', 'b.json'], { cwd })).toBe(
      'error: a.json: expected an API description, but this is JSON that says nothing of one\n  check what was written there; an API without anything has a version and "paths": {}\n',
    );
  });
});
