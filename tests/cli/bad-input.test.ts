import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, PATHS, refusalOf, shell, start, TABLES } from '../support/cli.js';

/** Every way in which a file is read. The folder of a test has `good.json`. */
const READERS = [
  ['plan --input', (file: string) => ['plan', '--input', file]],
  ['rollback --input', (file: string) => ['rollback', '--input', file]],
  ['check --before', (file: string) => ['check', '--before', file, '--after', 'good.json']],
  ['check --after', (file: string) => ['check', '--before', 'good.json', '--after', file]],
] as const;

const GOOD = { 'good.json': TABLES };
const MEND = 'mend the text there';
const CHECK_PATH = 'check the path; it is relative to the current folder';
const MAY_HAVE_FAILED = 'the command that wrote it may have failed; an empty document is written {}';

describe.each(READERS)('%s refuses', (_, argumentsFor) => {
  const refusal = (file: string, cwd: string) => refusalOf(argumentsFor(file), { cwd });

  it('a file that is not there', async () => {
    expect(await refusal('x.json', folderWith(GOOD))).toBe(`error: x.json: no such file\n  ${CHECK_PATH}\n`);
  });

  it('a path through a file', async () => {
    const path = 'good.json/x.json';
    expect(await refusal(path, folderWith(GOOD))).toBe(`error: ${path}: no such file\n  ${CHECK_PATH}\n`);
  });

  it('an empty name', async () => {
    expect(await refusal('', folderWith(GOOD))).toMatch(/^error: --(input|before|after): .+\n {2}.+\n$/);
  });

  it('a folder', async () => {
    // A check takes a folder for migrations.
    const said = [
      'error: schemas: this is a folder, not a file\n  name a file in it\n',
      'error: schemas: there are no migrations in SQL in this folder\n  name the folder that the .sql files are in\n',
    ];
    expect(said).toContain(await refusal('schemas', folderWith({ ...GOOD, 'schemas/a.json': TABLES })));
  });

  it('a circle of links', async () => {
    const cwd = folderWith(GOOD);
    await shell('ln -s one two; ln -s two one', { cwd });
    expect(await refusal('one', cwd)).toMatch(inWords('one'));
  });

  it('a socket', async () => {
    const cwd = folderWith(GOOD);
    const listen = "require('node:net').createServer().listen('socket', () => process.kill(process.pid, 'SIGKILL'))";
    await start(process.execPath, ['-e', listen], { cwd });
    expect(await refusal('socket', cwd)).toMatch(inWords('socket'));
  });

  it('an empty file', async () => {
    const cwd = folderWith({ ...GOOD, 'x.json': '' });
    expect(await refusal('x.json', cwd)).toBe(`error: x.json: is empty\n  ${MAY_HAVE_FAILED}\n`);
  });

  it('a file of nothing but white space', async () => {
    const cwd = folderWith({ ...GOOD, 'x.json': '\ufeff \r\n\t\n' });
    expect(await refusal('x.json', cwd)).toBe(`error: x.json: is empty\n  ${MAY_HAVE_FAILED}\n`);
  });
});

/** A reason why a file cannot be read that is more than the name of an error, and a remedy that fits. */
function inWords(file: string): RegExp {
  return new RegExp(`^error: ${file}: cannot be read \\((?!E[A-Z]+\\)).+\\)\n  (?!check its permissions\n).+\n$`);
}

it.each([
  ['mssql://sa:hunter2@db/x', 'mssql'],
  ['mysql:/root:hunter2@db/x', 'mysql'],
  ['mysql2://root:hunter2@db/x', 'mysql2'],
  ['postgresql+psycopg2://me:hunter2@db/x', 'postgresql+psycopg2'],
  ['jdbc:mysql://db/x?password=hunter2', 'jdbc:mysql'],
])('does not show an address that it cannot read: %s', async (address, scheme) => {
  const said = await refusalOf(['check', '--before', address, '--after', 'good.json'], { cwd: folderWith(GOOD) });
  expect(said).toContain(`error: an address that begins with ${scheme}: is no file and no server that is read here`);
  expect(said).not.toContain('hunter2');
});

it('refuses a file that is larger than a string can be', async () => {
  const cwd = folderWith(GOOD);
  const folder = folderWith({ 'x.json': '' });
  const file = join(folder, 'x.json');
  truncateSync(file, 2 ** 30);
  expect(await refusalOf(['plan', '-i', file], { cwd })).toBe(
    `error: ${file}: larger than the 512 MB that can be read at once\n  split it\n`,
  );
});

it('refuses a device that never ends', async () => {
  // The limit keeps a command that reads on and on from taking all memory.
  const { stderr, ...rest } = await shell('ulimit -v 4000000; migrate-arch plan -i /dev/zero');
  expect({ stderr: stderr.slice(0, 1000), ...rest }).toEqual({
    stderr: 'error: /dev/zero: larger than the 512 MB that can be read at once\n  split it\n',
    stdout: '',
    status: 3,
  });
});

it('refuses too much on standard input that is no SQL', async () => {
  const { stderr, ...rest } = await shell(
    'ulimit -v 4000000; head -c 600000000 /dev/zero | migrate-arch check --before - --after x.sql',
  );
  expect({ stderr, ...rest }).toEqual({
    stderr: 'error: standard input: larger than the 512 MB that can be read at once\n  split it\n',
    stdout: '',
    status: 3,
  });
});

describe('text that is not JSON is refused with line and column', () => {
  it.each([
    ['a word', '{\n  "a": oops\n}', 2, 8, 'expected a value'],
    ['an error behind CRLF', '{\r\n  "a": 1,\r\n  oops\r\n}', 3, 3, 'expected a key in double quotes'],
    ['an error behind a byte order mark', '\ufeff{"a": oops}', 1, 7, 'expected a value'],
    ['an error behind astral characters', '{"\u{1f600}\u{1f600}": oops}', 1, 8, 'expected a value'],
    ['an error behind combined characters', '{"e\u0301": oops}', 1, 8, 'expected a value'],
    ['a list that ends early', '{"a": [1, 2', 1, 12, "expected ',' or ']', but the text ends here"],
    ['an object that ends early', '{"a": 1\n', 2, 1, "expected ',' or '}', but the text ends here"],
    ['an end behind a colon', '{"a":', 1, 6, 'expected a value, but the text ends here'],
    ['an end behind a comma', '{"a": 1,', 1, 9, 'expected a key in double quotes, but the text ends here'],
    ['an end behind a key', '{"a"', 1, 5, "expected ':' after the key, but the text ends here"],
    ['a string that is never closed', '{"a": "abc', 1, 7, 'this string is never closed'],
    ['a comma at the end', '{"a": 1,}', 1, 9, 'expected a key in double quotes'],
    ['single quotes', "{'a': 1}", 1, 2, 'expected a key in double quotes'],
    ['a missing comma', '{"a": 1 "b": 2}', 1, 9, "expected ',' or '}'"],
    ['a missing colon', '{"a" 1}', 1, 6, "expected ':' after the key"],
    ['a comment', '{"a": 1, // one\n "b": 2}', 1, 10, 'expected a key in double quotes'],
    ['NaN', '{"a": NaN}', 1, 7, 'expected a value'],
    ['a leading zero', '{"a": 01}', 1, 7, 'not a number: 01'],
    ['a number out of range', '{"a": 1e999}', 1, 7, 'number out of range: 1e999'],
    ['an unknown escape', '{"a": "\\x"}', 1, 8, 'unknown escape \\x'],
    [
      'a line break in a string',
      '{"a": "a\nb"}',
      1,
      9,
      'a line break or control character inside a string; write it as an escape',
    ],
    ['a second document', '{"a": 1}\n{"b": 2}', 2, 1, 'unexpected text after the end of the document'],
    ['a null character', '\0', 1, 1, 'expected a value'],
  ])('%s', async (_, text, line, column, problem) => {
    const message = await refusalOf(['plan', '-i', 'x.json'], { cwd: folderWith({ 'x.json': text }) });
    expect(message).toBe(`error: x.json:${line}:${column}: not JSON: ${problem}\n  ${MEND}\n`);
  });

  it('in standard input', async () => {
    const message = await refusalOf(['plan', '-i', '-'], { cwd: folderWith(), input: '{"a": oops}' });
    expect(message).toBe(`error: standard input:1:7: not JSON: expected a value\n  ${MEND}\n`);
  });
});

describe('what looks like another format is called by its name', () => {
  it.each([
    ['YAML', 'type: database\nsource: old\n'],
    ['YAML', '- a\n- b\n'],
    ['SQL', 'CREATE TABLE users (id int);\n'],
    ['HTML', '<!doctype html>\n<title>404</title>\n'],
    ['GraphQL', 'type Query {\n  users: [User!]!\n}\n'],
  ])('where only JSON is read: %s: %j', async (format, text) => {
    const message = await refusalOf(['plan', '-i', 'x.json'], { cwd: folderWith({ 'x.json': text }) });
    expect(message).toMatch(/^error: x\.json:\d:\d: not JSON: .+\n {2}this looks like .+; .+\n$/);
    expect(message).toContain(format);
  });

  it.each([
    ['SQL', 'CREATE TABLE users (id int);\n'],
    ['SQL', '-- A comment.\ncreate table users (id int);\n'],
    ['SQL', '/* A comment. */\nCREATE TABLE users (id int);\n'],
    ['SQL', 'PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n'],
    ['SQL', 'INSERT INTO users VALUES (1);\n'],
    ['an HTML or XML page', '<!doctype html>\n<title>404</title>\n'],
    ['an HTML or XML page', '<?xml version="1.0"?>\n<schema/>\n'],
    ['a migration specification', 'type: database\nsource: old\ntarget: new\n'],
    ['a Postman collection', '{"info": {"name": "API"}, "item": []}'],
    ['an AsyncAPI description, which is not supported', 'asyncapi: 3.0.0\nchannels: {}\n'],
    ['an AsyncAPI description, which is not supported', 'asyncapi: 3.0.0\nchannels: {}\ncomponents: {schemas: {}}\n'],
    ['YAML that says nothing of one', '404: Not Found\n'],
    ['JSON that says nothing of one', '{"message": "Not Found"}'],
  ])('where schemas are compared: %s: %j', async (found, text) => {
    for (const good of [TABLES, PATHS]) {
      const cwd = folderWith({ 'x.json': text, 'good.json': good });
      const message = await refusalOf(['check', '--before', 'good.json', '--after', 'x.json'], { cwd });
      expect(message).toMatch(/^error: x\.json: expected a schema, but this is .+\n {2}.+\n$/);
      expect(message).toContain(`but this is ${found}\n`);
    }
  });

  it.each([
    ['SQL inside a string', '{"definition": "\nCREATE VIEW v AS SELECT 1"}', '1:17'],
    ['a rule inside a string', '{"description": "\n---\n"}', '1:18'],
    ['a word that SQL has', '{"a": 1\nset', '2:1'],
  ])('but JSON with an error is not: %s', async (_, text, place) => {
    const message = await refusalOf(['plan', '-i', 'x.json'], { cwd: folderWith({ 'x.json': text }) });
    expect(message).toMatch(new RegExp(`^error: x\\.json:${place}: not JSON: .+\n  ${MEND}\n$`));
  });
});
