import { linkSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contentsOf, folderWith, ONE_TABLE, PLAN, refusalOf, SPEC, shell, TABLES } from '../support/cli.js';

const CHECK = ['check', '--before', 'a.json', '--after', 'b.json'];
const INPUTS = { 'a.json': ONE_TABLE, 'b.json': TABLES };
const REMEDY = 'check the folder, its permissions and the space on the disk; nothing was written';
const unwritable = (file: string, problem: string) => `error: ${file}: cannot be written (${problem})\n  ${REMEDY}\n`;

describe('an output that cannot be written', () => {
  it.each([
    ['in a folder that is not there', 'missing/x.json', 'the folder does not exist'],
    ['that is a folder', 'folder', 'it is a folder'],
    ['that is a folder called .json', 'folder.json', 'it is a folder'],
    ['below a file', 'a.json/x.json', 'its folder is not a folder'],
    ['whose name is too long', `${'n'.repeat(300)}.json`, 'the name is too long'],
    ['behind a link into a folder that is not there', 'astray', 'the folder does not exist'],
    ['on a full disk', '/dev/full', 'the disk is full'],
  ])('%s', async (_, file, problem) => {
    const cwd = folderWith({ ...INPUTS, 'folder/keep': '', 'folder.json/keep': '' });
    symlinkSync('missing/x.json', join(cwd, 'astray'));
    for (const format of ['json', 'text', 'both']) {
      // The text of `folder.json` is `folder.txt`, which can be written.
      if (format === 'text' && file === 'folder.json') continue;
      const message = await refusalOf([...CHECK, '--format', format, '-o', file], { cwd });
      const name = format === 'text' ? file.replace(/\.json$/, '.txt') : file;
      expect(message).toBe(unwritable(name, problem));
    }
  });

  it.each([
    ['behind a circle of links', 'circle', 'ln -s circle circle'],
    [
      'that is a socket',
      'socket',
      `"$NODE" -e "require('net').createServer().listen('socket', () => process.abort())"`,
    ],
  ])('%s, in words', async (_, file, make) => {
    const cwd = folderWith(INPUTS);
    await shell(`ulimit -c 0; ${make}`, { cwd });
    const message = await refusalOf([...CHECK, '--format', 'json', '-o', file], { cwd });
    expect(message).toMatch(new RegExp(`^error: ${file}: cannot be written \\((?!E[A-Z]+\\)).+\\)\n  .+\n$`));
  });

  it('because it has no name', async () => {
    const message = await refusalOf([...CHECK, '-o', ''], { cwd: folderWith(INPUTS) });
    expect(message).toMatch(/^error: --output: .+\n {2}.+\n$/);
  });

  it.each([
    ['plan', SPEC],
    ['rollback', PLAN],
  ])('of %s', async (command, input) => {
    const cwd = folderWith({ 'x.json': input });
    const message = await refusalOf([command, '-i', 'x.json', '-o', 'missing/y.json'], { cwd });
    expect(message).toBe(unwritable('missing/y.json', 'the folder does not exist'));
  });

  it('because the space runs out while it is written', async () => {
    // A limit on the size of files stands for a disk that is too small.
    const cwd = folderWith({ ...INPUTS, 'x.json': 'the JSON before', 'x.txt': 'the text before' });
    const before = contentsOf(cwd);
    const { stderr, ...rest } = await shell(`ulimit -f 1; migrate-arch ${CHECK.join(' ')} -o x.json`, { cwd });
    expect({ ...rest, files: contentsOf(cwd) }).toEqual({ stdout: '', status: 3, files: before });
    expect(stderr).toMatch(/^error: x\.json: cannot be written \((?!E[A-Z]+\)).+\)\n {2}.+\n$/);
  });

  it.each([
    ['the text', 'x.txt'],
    ['the JSON', 'x.json'],
  ])('when only %s cannot, neither changes', async (_, obstacle) => {
    const other = obstacle === 'x.txt' ? 'x.json' : 'x.txt';
    const fresh = folderWith(INPUTS);
    const existing = folderWith({ ...INPUTS, [other]: 'what was there' });
    for (const cwd of [fresh, existing]) {
      mkdirSync(join(cwd, obstacle));
      expect(await refusalOf([...CHECK, '-o', 'x.json'], { cwd })).toBe(unwritable(obstacle, 'it is a folder'));
    }
  });

  it('when the text cannot, a pipe gets no JSON either', async () => {
    const cwd = folderWith(INPUTS);
    const { stderr, stdout, status } = await shell(
      `mkfifo pipe && mkdir pipe.txt && exec 3<> pipe
      migrate-arch ${CHECK.join(' ')} -o pipe; status=$?
      timeout 0.2 cat <&3; exit $status`,
      { cwd },
    );
    expect({ stderr, stdout, status }).toEqual({
      stderr: unwritable('pipe.txt', 'it is a folder'),
      stdout: '',
      status: 3,
    });
  });
});

describe('an output that would overwrite an input is refused', () => {
  const overwrites = (file: string) => `error: ${file}: this would overwrite the input\n  give --output another name\n`;

  it.each([
    ['the schema before', 'a.json', 'a.json'],
    ['the schema after', 'b.json', 'b.json'],
    ['spelled another way', './folder/../a.json', './folder/../a.json'],
    ['by a link', 'link.json', 'link.json'],
    ['by a link to a link', 'link', 'link'],
    ['by a hard link', 'hard.json', 'hard.json'],
    ['by the text beside it', 'c.json', 'c.txt'],
    ['by a link where the text goes', 'd.json', 'd.txt'],
    ['by the text of a name without extension', 'c', 'c.txt'],
  ])('%s', async (_, output, refused) => {
    const cwd = folderWith({ ...INPUTS, 'c.txt': ONE_TABLE, 'folder/keep': '' });
    symlinkSync('a.json', join(cwd, 'link.json'));
    symlinkSync(join(cwd, 'link.json'), join(cwd, 'link'));
    symlinkSync('c.txt', join(cwd, 'd.txt'));
    linkSync(join(cwd, 'a.json'), join(cwd, 'hard.json'));
    const before = /^[cd]/.test(output) ? 'c.txt' : 'a.json';
    const message = await refusalOf(['check', '--before', before, '--after', 'b.json', '-o', output], { cwd });
    expect(message).toBe(overwrites(refused));
  });

  it.each([
    ['plan', SPEC],
    ['rollback', PLAN],
  ])('%s', async (command, input) => {
    const cwd = folderWith({ 'x.json': input, 'y.txt': input });
    expect(await refusalOf([command, '-i', 'x.json', '-o', 'x.json'], { cwd })).toBe(overwrites('x.json'));
    expect(await refusalOf([command, '-i', 'y.txt', '-o', 'y.json'], { cwd })).toBe(overwrites('y.txt'));
    expect(await refusalOf([command, '-i', 'y.txt', '-f', 'text', '-o', 'y.json'], { cwd })).toBe(overwrites('y.txt'));
  });

  it('and so is the file that standard input is read from', async () => {
    const cwd = folderWith({ 'x.json': SPEC });
    const { stderr, ...rest } = await shell('migrate-arch plan -i - -o x.json < x.json', { cwd });
    expect({ ...rest, files: contentsOf(cwd) }).toEqual({ stdout: '', status: 3, files: { 'x.json': SPEC } });
    expect(stderr).toBe(overwrites('x.json'));
  });
});
