import { describe, expect, it } from 'vitest';
import { folderWith, run } from '../support/cli.js';

/** So long that what takes time with the square of it takes a minute. */
const LONG = 200_000;
const TABLE = 'CREATE TABLE t (id int PRIMARY KEY, a text);\n';

const of = (part: string, length = LONG) => part.repeat(Math.floor(length / part.length));

/** The whole run within a time that a slow machine keeps too. */
const check =
  (...args: string[]) =>
  async (files: Parameters<typeof folderWith>[0]) => {
    const started = performance.now();
    const { status, stderr } = await run(['check', ...args], { cwd: folderWith(files) });
    return { status, stderr, isQuick: performance.now() - started < 20_000 };
  };

describe('what goes on and on is read in time that grows with its length', () => {
  it.each([
    ['empty lines', `${TABLE}${of('\n')}`],
    ['empty lines of another system', `${TABLE}${of('\r\n')}`],
    ['blanks', `CREATE TABLE t (id int PRIMARY KEY,${of(' \t')}a text);`],
    ['a text of escapes', `${TABLE}COMMENT ON TABLE t IS E'${of('\\n')}';`],
    ['a comment of brackets', `${TABLE}COMMENT ON TABLE t IS '${of('(')}';`],
  ])('%s', async (_, sql) => {
    const same = check('--before', 'a.sql', '--after', 'a.sql', '--dialect', 'postgresql');
    expect(await same({ 'a.sql': sql })).toEqual({ status: 0, stderr: '', isQuick: true });
  });

  it('a text that does not end', async () => {
    const same = check('--before', 'a.sql', '--after', 'a.sql');
    expect(await same({ 'a.sql': `SELECT E'${of('a')}; SELECT 2` })).toEqual({
      status: 3,
      stderr: expect.stringMatching(/^error: a\.sql:1:8: not SQL of PostgreSQL: unterminated quoted string\n/),
      isQuick: true,
    });
  });

  it('comments in comments', async () => {
    const same = check('--before', 'a.sql', '--after', 'a.sql');
    expect(await same({ 'a.sql': `${TABLE}${of('/*')}` })).toEqual({
      status: 3,
      stderr: expect.stringMatching(/^error: a\.sql:2:1: not SQL of PostgreSQL: comments are nested too deeply\n/),
      isQuick: true,
    });
  });

  it('what two schemas differ in', async () => {
    const schema = (type: string, sign: string) =>
      ['__', '""', ' as ', ' using '].map(
        (part, at) => `CREATE TABLE t${at} (
          a ${type} DEFAULT '${of(part)}', CONSTRAINT c CHECK (a ${sign} '${of(part)}'));
          CREATE INDEX i${at} ON t${at} ((a || '${of(part)}'::text));`,
      );
    const differ = check('--before', 'a.sql', '--after', 'b.sql', '--detail', 'full');
    const files = { 'a.sql': schema('text', '<>').join('\n'), 'b.sql': schema('varchar(1000000)', '=').join('\n') };
    expect(await differ(files)).toEqual({ status: 1, stderr: '', isQuick: true });
  });

  it('partitions', async () => {
    const parts = Array.from({ length: 6000 }, (_, n) => [
      `CREATE TABLE r${n} PARTITION OF r FOR VALUES FROM (${n}) TO (${n + 1});`,
      `CREATE TABLE l${n} PARTITION OF l FOR VALUES IN (${n});`,
    ]);
    const tables = ['r', 'l'].map(
      (name, at) => `CREATE TABLE ${name} (a int) PARTITION BY ${['RANGE', 'LIST'][at]} (a);`,
    );
    const same = check('--before', 'a.sql', '--after', 'a.sql');
    const files = { 'a.sql': [...tables, ...parts.flat()].join('\n') };
    expect(await same(files)).toEqual({ status: 0, stderr: '', isQuick: true });
  });

  it.each([
    ['an index', `CREATE INDEX${of(' \n')}CONCURRENTLY IF NOT EXISTS i ON t (a);`],
    ['a column', `ALTER TABLE t ADD COLUMN b text${of('\t')}NOT NULL;`],
    ['another type', `ALTER TABLE t ALTER COLUMN a TYPE varchar(10)${of(' ')}USING a::varchar(10);`],
    ['a block', `DO $$ BEGIN ${of('/*')} END $$;`],
  ])('a migration: %s', async (_, sql) => {
    const judged = check('--before', 'a.sql', '--migration', 'm.sql');
    expect(await judged({ 'a.sql': TABLE, 'm.sql': sql })).toMatchObject({ isQuick: true, stderr: '' });
  });
});
