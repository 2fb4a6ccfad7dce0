import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderWith, refusalOf, run, shell } from '../support/cli.js';

const TYPE = 'application/json';
/** A description whose one response has a schema. */
const answer = (schema: unknown, rest: object = {}) =>
  JSON.stringify({
    openapi: '3.1.0',
    paths: { '/a': { get: { responses: { 200: { content: { [TYPE]: { schema } } } } } } },
    ...rest,
  });
const AT = '#/paths/~1a/get/responses/200/content/application~1json/schema/$ref';
/** Where the text of `answer` has the reference. */
const placeIn = (text: string) => `1:${text.indexOf('"$ref"') + 1}`;

/** What changes of the type of the answer when only the second of two sets of files has a number there. */
async function findings(before: Record<string, string>, after: Record<string, string>, args: string[] = []) {
  const prefix = (folder: string, files: Record<string, string>) =>
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));
  const cwd = folderWith({ ...prefix('old', before), ...prefix('new', after) });
  const [root = ''] = Object.keys(before);
  const { stdout, stderr, status } = await run(
    ['check', '--before', `old/${root}`, '--after', `new/${root}`, '-f', 'json', ...args],
    { cwd },
  );
  expect(stderr).toBe('');
  const { issues } = JSON.parse(stdout) as { issues: { type: string }[] };
  return { status, types: issues.map(({ type }) => type) };
}

const BROKEN = { status: 2, types: ['schema_type_changed'] };
const text = (type: string) => JSON.stringify({ type });

describe('what a reference leads to is compared', () => {
  it.each<[string, string, (type: string) => Record<string, string>]>([
    ['a whole file', './pet.json', (type) => ({ 'pet.json': text(type) })],
    ['a part of a file', 'lib/pets.yaml#/Pet', (type) => ({ 'lib/pets.yaml': `Pet: {type: ${type}}\n` })],
    ['a name with blanks and signs', 'my%20pet%2525.yaml', (type) => ({ 'my pet%25.yaml': `type: ${type}\n` })],
    ['a name as it is', 'my pet.yaml', (type) => ({ 'my pet.yaml': `type: ${type}\n` })],
    [
      'from file to file and back, relative to each',
      'lib/a.json',
      (type) => ({
        'lib/a.json': '{"$ref": "more/b.yaml#/B"}',
        'lib/more/b.yaml': `B: {$ref: '../../api.json#/components/schemas/C'}\n`,
        'api.json': answer({ $ref: 'lib/a.json' }, { components: { schemas: { C: { type } } } }),
      }),
    ],
    [
      'an anchor of a file',
      'pets.yaml#pet',
      (type) => ({ 'pets.yaml': `$defs: {Pet: {$anchor: pet, type: ${type}}}\n` }),
    ],
    ['another spelling of a file', 'x/../pet.json', (type) => ({ 'pet.json': text(type) })],
  ])('%s', async (_, $ref, files) => {
    const all = (type: string) => ({ 'api.json': answer({ $ref }), ...files(type) });
    expect(await findings(all('string'), all('integer'))).toEqual(BROKEN);
    expect(await findings(all('string'), all('string'))).toEqual({ status: 0, types: [] });
  });

  it.each<[string, (type: string) => string]>([
    ['an anchor', (type) => answer({ $ref: '#pet' }, { components: { schemas: { Pet: { $anchor: 'pet', type } } } })],
    [
      'an $id',
      (type) =>
        answer(
          { $ref: 'https://pets.example/pet' },
          { components: { schemas: { Pet: { $id: 'https://pets.example/pet', type } } } },
        ),
    ],
    [
      'a pointer within an $id',
      (type) =>
        answer(
          { $id: 'https://pets.example/', $ref: 'pet#/$defs/Name' },
          { components: { schemas: { Pet: { $id: 'https://pets.example/pet', $defs: { Name: { type } } } } } },
        ),
    ],
    [
      'the URI that the description gives itself',
      (type) =>
        answer(
          { $ref: 'https://pets.example/api#/components/schemas/Pet' },
          { openapi: '3.2.0', $self: 'https://pets.example/api', components: { schemas: { Pet: { type } } } },
        ),
    ],
  ])('%s', async (_, api) => {
    expect(await findings({ 'api.json': api('string') }, { 'api.json': api('integer') })).toEqual(BROKEN);
  });

  it('a path, a parameter and a response in files of their own', async () => {
    const files = (type: string) => ({
      'api.yaml': 'openapi: 3.0.3\npaths:\n  /a: {$ref: paths/a.yaml}\n',
      'paths/a.yaml': `get:
  parameters: [{$ref: '../parameters.yaml#/0'}]
  responses: {200: {$ref: '../responses.yaml#/Ok'}}
`,
      'parameters.yaml': `- {name: q, in: query, schema: {type: ${type}}}\n`,
      'responses.yaml': 'Ok: {description: ok}\n',
    });
    expect(await findings(files('string'), files('integer'))).toEqual(BROKEN);
  });

  it('through a cycle of files', async () => {
    const files = (type: string) => ({
      'api.json': answer({ $ref: 'node.json' }),
      'node.json': JSON.stringify({
        type: 'object',
        properties: { next: { $ref: 'node.json' }, again: { $ref: `api.json${AT.slice(0, -5)}` }, value: { type } },
      }),
    });
    expect(await findings(files('string'), files('integer'))).toEqual(BROKEN);
  });

  it('but not what only looks like a reference', async () => {
    const data = { $ref: 'nowhere.json' };
    const schema = { type: 'object', default: data, example: data, examples: [data], enum: [data], 'x-it': data };
    const named = { properties: { default: schema, example: schema, $ref: { type: 'string' } } };
    const api = answer(named, { 'x-more': data });
    expect(await findings({ 'api.json': api }, { 'api.json': api })).toEqual({ status: 0, types: [] });
  });

  it('and a component that nobody uses may be broken', async () => {
    const api = answer({ type: 'string' }, { components: { schemas: { Old: { $ref: 'gone.json' } } } });
    expect(await findings({ 'api.json': api }, { 'api.json': api })).toEqual({ status: 0, types: [] });
  });
});

describe('a reference that cannot be followed is refused', () => {
  const SAME_FILE = 'check the path; it is relative to the file that the reference stands in';
  it.each([
    ['to nothing', '#/components/schemas/Pet', 'leads nowhere', 'mend the reference, or define what it names'],
    ['to no schema', '#/openapi', 'leads nowhere', 'mend the reference, or define what it names'],
    ['to no anchor', '#pet', 'leads nowhere', 'mend the reference, or define what it names'],
    ['to a file that is not there', 'pet.yaml', 'leads to a file that is not there: pet.yaml', SAME_FILE],
    ['to a folder', 'lib', 'leads to what is no file: lib', SAME_FILE],
    ['to nothing in a file', 'lib/a.yaml#/b', 'leads nowhere', 'mend the reference, or define what it names'],
    [
      'out of the folder',
      '../secret.yaml',
      'leads out of the folder of the description',
      'move the file below it, or allow this with --allow-outside-refs',
    ],
    [
      'by a link out of the folder',
      'link.yaml',
      'leads out of the folder of the description',
      'move the file below it, or allow this with --allow-outside-refs',
    ],
    [
      'by an absolute path',
      '/etc/hostname',
      'leads out of the folder of the description',
      'move the file below it, or allow this with --allow-outside-refs',
    ],
    [
      'by the address of a file',
      'file:///etc/hostname',
      'leads to file:///etc/hostname',
      'write a path that is relative to the file that the reference stands in',
    ],
    [
      'to the network',
      'https://pets.example/pet.yaml',
      'leads to the network',
      'bundle the description into one file, or let it be fetched with --allow-remote-refs',
    ],
  ])('%s', async (_, reference, problem, remedy) => {
    const api = answer({ $ref: reference });
    const cwd = folderWith({ 'secret.yaml': 'type: string\n', 'in/api.json': api, 'in/lib/a.yaml': 'a: {}\n' });
    await shell('ln -s ../secret.yaml in/link.yaml', { cwd });
    expect(await refusalOf(['check', '--before', 'in/api.json', '--after', 'in/api.json'], { cwd })).toBe(
      `error: in/api.json:${placeIn(api)}: the reference "${reference}" ${problem} (${AT})\n  ${remedy}\n`,
    );
  });

  it('around in a circle', async () => {
    const schemas = { A: { $ref: '#/components/schemas/B' }, B: { $ref: '#/components/schemas/A' } };
    const api = answer({ $ref: '#/components/schemas/A' }, { components: { schemas } });
    const message = await refusalOf(['check', '--before', 'a.json', '--after', 'a.json'], {
      cwd: folderWith({ 'a.json': api }),
    });
    expect(message).toMatch(/^error: a\.json:1:\d+: the reference ".+" leads around in a circle \(#.+\)\n {2}.+\n$/);
  });

  it('in a file, whose place is named', async () => {
    const cwd = folderWith({
      'in/api.json': answer({ $ref: 'lib/a.yaml#/a' }),
      'in/lib/a.yaml': 'b: {}\na:\n  properties:\n    p: {$ref: c.yaml}\n',
    });
    expect(await refusalOf(['check', '--before', 'in/api.json', '--after', 'in/api.json'], { cwd })).toBe(
      `error: in/lib/a.yaml:4:9: the reference "c.yaml" leads to a file that is not there: lib/c.yaml (#/a/properties/p/$ref)\n  ${SAME_FILE}\n`,
    );
  });

  it.each([
    ['a file with an error', 'a: [', 'lib/a.yaml:1:5: not YAML: '],
    ['a file that is no YAML', '<html>', 'lib/a.yaml: expected a schema, but this is an HTML or XML page'],
    ['an empty file', '', 'lib/a.yaml: is empty'],
  ])('%s', async (_, content, problem) => {
    const cwd = folderWith({ 'api.json': answer({ $ref: 'lib/a.yaml#/a' }), 'lib/a.yaml': content });
    const message = await refusalOf(['check', '--before', 'api.json', '--after', 'api.json'], { cwd });
    expect(message.startsWith(`error: ${problem}`)).toBe(true);
  });

  it('what it leads to is of another shape', async () => {
    const path = { '/a': { get: { parameters: [{ $ref: '#/x-parameters/q' }], responses: {} } } };
    const api = JSON.stringify({ openapi: '3.0.0', paths: path, 'x-parameters': { q: { name: 5 } } });
    const message = await refusalOf(['check', '--before', 'a.json', '--after', 'a.json'], {
      cwd: folderWith({ 'a.json': api }),
    });
    expect(message.split('\n')[0]).toBe(
      `error: a.json:1:${api.indexOf('"name"') + 1}: name: expected a text, got the number 5`,
    );
  });
});

describe('what is allowed is followed', () => {
  it('a file outside, with --allow-outside-refs', async () => {
    const files = (type: string) => ({ 'in/api.json': answer({ $ref: '../pet.json' }), 'pet.json': text(type) });
    expect(await findings(files('string'), files('integer'), ['--allow-outside-refs'])).toEqual(BROKEN);
  });

  describe('an address, with --allow-remote-refs', () => {
    let server: Server;
    let origin = '';
    const requests: string[] = [];

    beforeAll(async () => {
      server = createServer(({ url = '' }, response) => {
        requests.push(url);
        if (url === '/moved.json') response.writeHead(302, { location: '/lib/pet.json' }).end();
        else if (url === '/lib/pet.json') response.end('{"$ref": "name.yaml"}');
        else if (url === '/lib/name.yaml') response.end('type: string\n');
        else response.writeHead(404).end('404: Not Found');
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    afterAll(() => void server.close());

    it('and what it refers to in turn', async () => {
      const before = { 'api.json': answer({ $ref: `${origin}/lib/pet.json` }) };
      const after = { 'api.json': answer({ type: 'integer' }) };
      const { types } = await findings(before, after, ['--allow-remote-refs']);
      expect(types).toContain('schema_type_changed');
      expect(requests).toEqual(['/lib/pet.json', '/lib/name.yaml']);
    });

    it('is refused when it is not there', async () => {
      const cwd = folderWith({ 'api.json': answer({ $ref: `${origin}/x.json` }) });
      const args = ['check', '--before', 'api.json', '--after', 'api.json', '--allow-remote-refs'];
      expect(await refusalOf(args, { cwd })).toContain(`cannot be fetched from ${origin}/x.json (the server says 404)`);
    });

    it('is refused when nobody answers', async () => {
      const cwd = folderWith({ 'api.json': answer({ $ref: 'http://127.0.0.1:1/x.json' }) });
      const args = ['check', '--before', 'api.json', '--after', 'api.json', '--allow-remote-refs'];
      expect(await refusalOf(args, { cwd })).toMatch(/cannot be fetched from http:\/\/127.0.0.1:1\/x.json \(.+\)/);
    });

    it('and never without', async () => {
      requests.length = 0;
      const cwd = folderWith({ 'api.json': answer({ $ref: `${origin}/lib/pet.json` }) });
      expect(await refusalOf(['check', '--before', 'api.json', '--after', 'api.json'], { cwd })).toContain('network');
      expect(requests).toEqual([]);
    });
  });
});

describe('a part of a file of its own', () => {
  const api = `openapi: 3.0.3
paths:
  /a:
    get:
      parameters: [{$ref: 'parts/shared.yaml#/Page'}]
      responses: {'200': {description: '', content: {a/b: {schema: {$ref: 'pet.yaml'}}}}}
  /b:
    put:
      parameters: [{$ref: 'parts/shared.yaml#/Page'}]
      requestBody: {content: {a/b: {schema: {type: array, items: {$ref: 'parts/shared.yaml#/Pet'}}}}}
      responses: {'200': {description: '', content: {a/b: {schema: {$ref: 'pet.yaml'}}}}}
`;
  const shared = (required: boolean, most: number) => `Page: {name: page, in: query, required: ${required}}
Pet: {type: object, properties: {name: {maxLength: ${most}}}}
`;
  const pet = (type: string) => `type: object\nproperties:\n  kind: {type: ${type}}\n`;

  it('changes once, where it is written', async () => {
    const cwd = folderWith({
      'old/api.yaml': api,
      'old/pet.yaml': pet('string'),
      'old/parts/shared.yaml': shared(false, 9),
      'new/api.yaml': api,
      'new/pet.yaml': `# moved down\n${pet('integer')}`,
      'new/parts/shared.yaml': shared(true, 8),
    });
    const { stdout } = await run(['check', '--before', 'old/api.yaml', '--after', 'new/api.yaml', '-f', 'json'], {
      cwd,
    });
    const { issues } = JSON.parse(stdout) as { issues: Record<string, string | { line: number; file: string }>[] };
    expect(
      issues.map(({ description, field_path, affected_operations, before_location, after_location }) => {
        return { description, field_path, affected_operations, before_location, after_location };
      }),
    ).toEqual([
      {
        description: "Parameter 'Page' of parts/shared.yaml is now required",
        field_path: 'parts/shared.yaml#Page.required',
        affected_operations: ['GET /a', 'PUT /b'],
        before_location: { file: 'old/parts/shared.yaml', line: 1, column: 31, pointer: '/Page/required' },
        after_location: { file: 'new/parts/shared.yaml', line: 1, column: 31, pointer: '/Page/required' },
      },
      {
        description: "Type of property 'kind' of schema pet.yaml changed from string to integer",
        field_path: 'pet.yaml#.properties.kind.type',
        affected_operations: ['GET /a', 'PUT /b'],
        before_location: { file: 'old/pet.yaml', line: 3, column: 10, pointer: '/properties/kind/type' },
        after_location: { file: 'new/pet.yaml', line: 4, column: 10, pointer: '/properties/kind/type' },
      },
      {
        description: "'maxLength' of property 'name' of schema 'Pet' of parts/shared.yaml changed from 9 to 8",
        field_path: 'parts/shared.yaml#Pet.properties.name.maxLength',
        affected_operations: ['PUT /b'],
        before_location: {
          file: 'old/parts/shared.yaml',
          line: 2,
          column: 41,
          pointer: '/Pet/properties/name/maxLength',
        },
        after_location: {
          file: 'new/parts/shared.yaml',
          line: 2,
          column: 41,
          pointer: '/Pet/properties/name/maxLength',
        },
      },
    ]);
  });
});
