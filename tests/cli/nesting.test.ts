import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, NOW, PATHS, refusalOf, run, TABLES } from '../support/cli.js';

const lists = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const MOST = 500;
/** How a list of `MOST` levels is written, or the beginning of a deeper one. */
const MESSAGE = `not JSON: nested deeper than ${MOST} levels\n  mend the text there\n`;

/** Each input of each command, with what stands around a value of some levels. */
const INPUTS = [
  ['plan', ['plan', '-i', 'x.json'], '{"type": "data", "target": 1, "source": ', 1, '}'],
  ['rollback', ['rollback', '-i', 'x.json'], '{"phases": ["copy"], "migration_id": ', 1, '}'],
  [
    'check of databases',
    ['check', '--before', 'x.json', '--after', 'tables.json'],
    '{"tables": {"t": {"columns": {"c": {"type": "int", "default": ',
    5,
    '}}}}}',
  ],
  [
    'check of APIs',
    ['check', '--after', 'x.json', '--before', 'paths.json'],
    '{"openapi": "3.0.3", "components": {"schemas": {"M": {"properties": {"p": {"default": ',
    6,
    '}}}}}}',
  ],
] as const;

describe.each(INPUTS)('%s', (_, args, before, depth, after) => {
  const GOOD = { 'tables.json': TABLES, 'paths.json': PATHS };

  it.each([
    [`${MOST + 1} levels`, () => `${before}${lists(MOST + 1 - depth)}${after}`],
    ['100,000 levels', () => `${before}${lists(100_000)}${after}`],
    ['20 million brackets', () => `${before}${'['.repeat(20_000_000)}`],
  ])('refuses %s', async (_, text) => {
    const file = join(folderWith({ 'x.json': text() }), 'x.json');
    const at = before.length + MOST - depth + 1;
    const message = await refusalOf(
      args.map((argument) => (argument === 'x.json' ? file : argument)),
      { cwd: folderWith(GOOD) },
    );
    expect(message).toBe(`error: ${file}:1:${at}: ${MESSAGE}`);
  });

  it(`takes ${MOST} levels`, async () => {
    const deep = lists(MOST - depth);
    const cwd = folderWith({ ...GOOD, 'x.json': `${before}${deep}${after}` });
    const { stdout, stderr, status } = await run([...args, '--now', NOW], { cwd });
    expect({ stderr, status }).toEqual({ stderr: '', status: args[0] === 'check' && depth === 5 ? 2 : 0 });
    const [json = '', text = ''] = stdout.split(`\n\n${'='.repeat(80)}\nHUMAN-READABLE`);
    expect(JSON.stringify(JSON.parse(json))).toContain(args[0] === 'check' ? '[\\n' : deep);
    expect(text).toContain(NOW);
  });
});

it('refuses 20 million brackets of a bare list', async () => {
  const file = join(folderWith({ 'x.json': '['.repeat(20_000_000) }), 'x.json');
  expect(await refusalOf(['plan', '-i', file], { cwd: folderWith() })).toBe(`error: ${file}:1:501: ${MESSAGE}`);
});

describe(`what differs at level ${MOST} is found`, () => {
  interface Issues {
    readonly issues: readonly { readonly type: string; readonly field_path: string }[];
  }

  async function findings(before: string, after: string) {
    const cwd = folderWith({ 'a.json': before, 'b.json': after });
    const { stdout, status, stderr } = await run(['check', '--before', 'a.json', '--after', 'b.json', '-f', 'json'], {
      cwd,
    });
    const { issues } = JSON.parse(stdout) as Issues;
    return { stderr, status, found: issues.map(({ type, field_path }) => `${type} ${field_path}`) };
  }

  it('in a default', async () => {
    const schema = (leaf: string) => {
      const value = lists(MOST - 5).replace('[]', `[${leaf}]`);
      return `{"tables": {"t": {"columns": {"c": {"default": ${value}}}}}}`;
    };
    expect(await findings(schema('1'), schema('2'))).toEqual({
      stderr: '',
      status: 1,
      found: ['default_changed tables.t.columns.c.default'],
    });
  });

  // A report holds these deeper than the schema does.
  it('in a section of the schema', async () => {
    const schema = (leaf: string) => `{"tables": {}, "notes": ${lists(MOST - 1).replace('[]', `[${leaf}]`)}}`;
    expect(await findings(schema('1'), schema('2'))).toEqual({
      stderr: '',
      status: 1,
      found: ['schema_attribute_changed notes'],
    });
  });

  it.each([
    ['properties', '{"properties": {"p": ', '}}', '.properties.p'],
    ['items', '{"items": ', '}', '.items'],
    // A single branch is the schema itself.
    ['anyOf', '{"anyOf": [', ']}', ''],
    ['allOf', '{"allOf": [', ']}', ''],
  ])('in %s', async (_, open, close, step) => {
    const levels = Math.floor((MOST - 9) / close.length);
    const schema = (type: string) => {
      const outside =
        '{"openapi": "3.0.3", "paths": {"/a": {"get": {"responses": {"200": {"content": {"x": {"schema": ';
      return `${outside}${open.repeat(levels)}{"type": "${type}"}${close.repeat(levels)}${'}'.repeat(8)}`;
    };
    const { found, ...rest } = await findings(schema('string'), schema('integer'));
    expect(rest).toEqual({ stderr: '', status: 2 });
    const path = `paths./a.get.responses.200.content.x.schema${step.repeat(levels)}.type`;
    expect(found).toContain(`schema_type_changed ${path}`);
  });
});
