import { spawn, spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { rememberSchemas } from '../../src/cli/commands/schema-pair.js';
import { hashTexts } from '../../src/lib/hash.js';
import type { Rehearsal } from '../../src/model/rehearsal.js';
import { scratchNamer } from '../../src/rehearse/scratch-names.js';
import { BIN, folderWith, refusalOf, run } from '../support/cli.js';
import { postgresSettings, postgresUrl, reachable } from '../support/databases.js';

const BEFORE = `CREATE TABLE users (id serial PRIMARY KEY, mail text NOT NULL);\n`;
const AFTER = `CREATE TABLE users (id serial PRIMARY KEY, mail text NOT NULL, phone text);\n`;
const FILES = { 'before.sql': BEFORE, 'after.sql': AFTER };
const PAIR = ['--before', 'before.sql', '--after', 'after.sql'] as const;

const reportOf = (stdout: string) => JSON.parse(stdout) as Rehearsal;

/** Of the scratch databases that runs on this machine make. */
const PREFIX = scratchNamer({ env: {}, host: hostname(), pid: 0, isAlive: () => true }).prefix;

/** The cache of the account that runs the tests holds what an empty database consists of. */
const env = { XDG_CACHE_HOME: process.env.XDG_CACHE_HOME ?? '' };

describe('on the PostgreSQL within this program', () => {
  test('what a schema leaves unsaid of its owners is as in the dump before', async () => {
    const dump = `CREATE SCHEMA s; ALTER SCHEMA s OWNER TO "the app";
CREATE TYPE s.e AS ENUM ('a'); ALTER TYPE s.e OWNER TO "the app";
CREATE TABLE s.t (id serial PRIMARY KEY, n s.e); ALTER TABLE s.t OWNER TO "the app";
CREATE FUNCTION s.f(a int) RETURNS int LANGUAGE sql AS 'SELECT a'; ALTER FUNCTION s.f(int) OWNER TO "the app";
CREATE MATERIALIZED VIEW s.m AS SELECT id FROM s.t; ALTER MATERIALIZED VIEW s.m OWNER TO "the app";
CREATE SEQUENCE s.q; ALTER SEQUENCE s.q OWNER TO "the app";\n`;
    const own = dump
      .replaceAll(/ALTER [^;]*;/g, '')
      .replace("('a')", "('a', 'b')")
      .replace('n s.e', 'n s.e, z text');
    const more = own.replace('s.q', 's.q INCREMENT 2').replace("'SELECT a'", "'SELECT a + 1'");
    const cwd = folderWith({ 'before.sql': dump, 'after.sql': more });
    const { stdout, status } = await run(['rehearse', ...PAIR, '--format', 'json', '--rows', '3'], { cwd, env });
    expect(reportOf(stdout).differences).toEqual([]);
    expect([status, reportOf(stdout).verdict]).toEqual([0, 'proven']);
  });

  test('what is proven exits with 0, and says what was tested and what was not', async () => {
    // A role is the server's, and no schema makes it.
    const cwd = folderWith({ ...FILES, 'after.sql': `${AFTER}GRANT SELECT ON users TO "the reader";\n` });
    const { stdout, stderr, status } = await run(['rehearse', ...PAIR, '--format', 'json', '--rows', '5'], {
      cwd,
      env,
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const { verdict, tables, proofs, server } = reportOf(stdout);
    expect(verdict).toBe('proven');
    expect(server).toMatch(/^PostgreSQL 1\d\.\d+ \(embedded\)$/);
    expect(tables).toEqual([{ table: 'public.users', rows: 5 }]);
    const untested = proofs.filter((proof) => proof.verdict === 'not_tested').map(({ proof }) => proof);
    expect(untested).toEqual(expect.arrayContaining(['waits', 'interruption']));
  });

  test('a table that stays empty is told beside the verdict: nothing shows that its rows are kept', async () => {
    const notes = 'CREATE TABLE notes (id int PRIMARY KEY, body text);\n';
    const closed = notes.replace('text', 'text, CHECK (id < 0), CHECK (id > 0)');
    const cwd = folderWith({
      ...{ 'before.sql': BEFORE + notes, 'after.sql': AFTER + closed },
      ...{ 'only.sql': notes, 'closed.sql': closed },
    });
    const told = async (format: string, ...pair: string[]) => {
      return (await run(['rehearse', ...pair, '--format', format, '--rows', '5'], { cwd, env })).stdout;
    };
    const { proofs } = reportOf(await told('json', ...PAIR));
    expect(proofs.find(({ proof }) => proof === 'rows')).toEqual({
      ...{ proof: 'rows', verdict: 'proven', tested: expect.any(Number) },
      reason: `not tested of 'public.notes': no rows were there`,
    });
    const alone = await told('text', '--before', 'only.sql', '--after', 'closed.sql');
    expect(alone).toContain('Verdict: proven, without rows\n');
    expect(alone).toContain('No row is lost or changed: not tested\n  Reason: there were no rows\n');
  });

  test('what is not proven exits with 4, and names the step, the difference and the statement', async () => {
    const step = {
      id: 'wrong',
      phase: 'expand',
      kind: 'sql',
      title: 'add a column',
      up: ['ALTER TABLE users ADD COLUMN phone text'],
      down: ['ALTER TABLE users DROP COLUMN IF EXISTS phone'],
      transactional: true,
      reversibility: 'reversible',
      preflight: [],
      verify: [],
      undo_preflight: [],
      locks: [],
      rewrites: [],
      lock_timeout_ms: 1000,
      statement_timeout_ms: 0,
      retries: 0,
      depends_on: [],
      because: [],
    };
    const cwd = folderWith({ ...FILES, 'steps.json': JSON.stringify({ steps: [step] }) });
    const args = ['rehearse', ...PAIR, '-i', 'steps.json', '--format', 'json'];
    const { stdout, status } = await run(args, { cwd, env });
    expect(status).toBe(4);
    expect(reportOf(stdout).differences[0]).toEqual({
      proof: 'repeatable',
      at: 'a second run',
      step: 'wrong',
      statement: step.up[0],
      difference: 'column "phone" of relation "users" already exists',
    });
  });

  test('a plan remembers what it leads from and to, and its own steps are what is rehearsed', async () => {
    const after = AFTER.replace('mail', 'email');
    const cwd = folderWith({
      'before.sql': BEFORE,
      'after.sql': after,
      'spec.json': JSON.stringify({ type: 'database', source: 'a', target: 'b' }),
    });
    const does = async (...args: string[]) => {
      const { stdout, status } = await run([...args, '--format', 'json'], { cwd, env });
      expect(status).toBe(args[0] === 'check' ? 2 : 0);
      return JSON.parse(stdout);
    };
    const write = (name: string, value: object) => writeFileSync(join(cwd, name), JSON.stringify(value));
    const report = await does('check', ...PAIR, '--rename', 'users.mail=users.email', '--detail', 'full');
    expect(report.schemas).toEqual({
      before: { source: 'before.sql', fingerprint: hashTexts([{ text: BEFORE }]) },
      after: { source: 'after.sql', fingerprint: hashTexts([{ text: after }]) },
      renames: ['users.mail=users.email'],
    });
    write('check.json', report);
    const draft = ['plan', '-i', 'spec.json', '--detail', 'full', '--report', 'check.json'];
    const plan = await does(...draft);
    expect(plan.schemas).toEqual(report.schemas);
    write('plan.json', plan);
    const rehearsal = await does('rehearse', '-i', 'plan.json', '--rows', '2');
    expect(rehearsal).toMatchObject({ verdict: 'proven', schemas: report.schemas });
    expect(rehearsal.steps.map(({ id }: { id: string }) => id)).toEqual(
      report.steps.map(({ id }: { id: string }) => id),
    );
    write('rehearsal.json', rehearsal);
    expect((await does(...draft, '--evidence', 'rehearsal.json')).evidence.verdict).toBe('proven');
    // Evidence of the same steps that ran otherwise, or on another schema.
    const refused = 'error: rehearsal.json: this is a rehearsal of another migration; it does not match the';
    const changed = structuredClone(report);
    changed.steps[0].up = ['ALTER TABLE users ADD COLUMN phone text'];
    write('check.json', changed);
    expect(await refusalOf([...draft, '--evidence', 'rehearsal.json'], { cwd })).toMatch(
      `${refused} statements of this plan: its fingerprint is ${rehearsal.fingerprint}, and theirs `,
    );
    write('check.json', { ...report, schemas: { ...report.schemas, before: report.schemas.after } });
    expect(await refusalOf([...draft, '--evidence', 'rehearsal.json'], { cwd })).toMatch(
      `${refused} schema before: the fingerprint of the one that it made is ${hashTexts([{ text: BEFORE }])}, and `,
    );
    // Another schema at the same place is none of the plan's; the same one at another place is.
    writeFileSync(join(cwd, 'before.sql'), AFTER);
    expect(await refusalOf(['rehearse', '-i', 'plan.json'], { cwd })).toBe(
      `error: before.sql: this is not the schema before that plan.json was made from: its fingerprint is ${hashTexts([{ text: AFTER }])}, and that one's ${hashTexts([{ text: BEFORE }])}\n` +
        '  make the report and the plan again, or give the schema as it was: --before git:<revision>:<path>\n',
    );
    rmSync(join(cwd, 'before.sql'));
    expect(await refusalOf(['rehearse', '-i', 'plan.json'], { cwd })).toBe(
      'error: before.sql: no such file\n  it is the schema before that plan.json was made from\n' +
        '  run this in the folder in which that was made, or say where it is: --before <schema>\n',
    );
    writeFileSync(join(cwd, 'moved.sql'), BEFORE);
    await does('rehearse', '-i', 'plan.json', '--before', 'moved.sql', '--rows', '0');
  });

  test('what cannot be read again is said, and no secret is remembered', async () => {
    const cwd = folderWith({ ...FILES, 'steps.json': '{"steps": []}' });
    const check = ['check', '--after', 'after.sql', '--detail', 'full', '--format', 'json', '-o', 'check.json'];
    await run([...check, '--before', '-'], { cwd, input: BEFORE });
    expect(await refusalOf(['rehearse', '-i', 'check.json'], { cwd })).toBe(
      'error: check.json: its schema before came from standard input, which cannot be read again\n' +
        '  give it as a file: --before <schema>\n',
    );
    expect(await refusalOf(['rehearse', '-i', 'steps.json'], { cwd })).toBe(
      'error: steps.json: does not say what the schema before its steps is\n' +
        '  give it: --before <schema>; what check --detail full and plan write of two schemas remembers them\n',
    );
    const secret = { kind: 'server', url: 'postgres://ada:p%40ss%2Fword@db.example:5432/shop?password=hush' } as const;
    const files = { kind: 'files', sources: [{ name: 'after.sql', text: AFTER }] } as const;
    const reading = { engine: 'text', dialect: 'postgresql' } as const;
    const names = { before: secret.url, after: 'after.sql' };
    expect(await rememberSchemas({ names, before: secret, after: files, reading, renames: [], archive: true })).toEqual(
      {
        before: { source: 'postgres://db.example:5432/shop' },
        after: { source: 'after.sql', fingerprint: hashTexts([{ text: AFTER }]) },
        dialect: 'postgresql',
        archive: true,
      },
    );
    // A revision is remembered by its commit, whatever becomes of the branch.
    const git = (...args: string[]) =>
      spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd, encoding: 'utf8' });
    for (const args of [
      ['init', '-q'],
      ['add', 'before.sql'],
      ['commit', '-qm', 'one'],
    ])
      git(...args);
    const { stdout } = await run([...check, '--before', 'git:HEAD:before.sql', '-o', '-'], { cwd });
    const commit = git('rev-parse', 'HEAD').stdout.trim();
    expect(JSON.parse(stdout).schemas.before.source).toBe(`git:${commit}:before.sql`);
  });

  test('an extension that is not there is named', async () => {
    const cwd = folderWith({ ...FILES, 'after.sql': `CREATE EXTENSION postgis;\nCREATE EXTENSION pg_cron;\n${AFTER}` });
    expect(await refusalOf(['rehearse', ...PAIR], { cwd, env })).toBe(
      'error: the embedded PostgreSQL has no extension "postgis", "pg_cron"\n' +
        '  rehearse on a server that has what is missing: --database postgres://user@host/database\n',
    );
  });

  test('who is interrupted ends, whatever is being made at that moment', async () => {
    const args = [BIN, 'rehearse', ...PAIR, '--rows', '400000', '-o', 'report.json'];
    const cwd = folderWith(FILES);
    const ends = [1000, 2500].map(async (moment) => {
      const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...env }, stdio: 'ignore' });
      const over = new Promise<number | null>((resolve) => child.on('close', resolve));
      await new Promise((resolve) => setTimeout(resolve, moment));
      child.kill('SIGINT');
      return over;
    });
    // Who has not begun yet is ended by the signal itself.
    for (const status of await Promise.all(ends)) expect([3, null]).toContain(status);
    expect(existsSync(join(cwd, 'report.json'))).toBe(false);
  });

  test('rows that do not fit are refused, by file and line', async () => {
    const cwd = folderWith({
      ...FILES,
      'data.sql': `INSERT INTO users (mail) VALUES ('a');\n\nINSERT INTO users (mail) VALUES (NULL);\n`,
    });
    expect(await refusalOf(['rehearse', ...PAIR, '--data', 'data.sql'], { cwd, env })).toMatch(
      /^error: data\.sql:3: these rows do not fit the schema before: null value in column "mail"/,
    );
  });
});

describe.skipIf(!(await reachable('postgres', 'rehearse --database')))('on a server', () => {
  const databases = async () => {
    const client = new pg.Client(postgresSettings());
    await client.connect();
    const { rows } = await client.query(`SELECT datname AS name FROM pg_database WHERE datname LIKE '${PREFIX}%'`);
    await client.end();
    return rows.map(({ name }) => name as string);
  };
  /** Those whose process is gone: what other tests have meanwhile is theirs. */
  const left = async () =>
    (await databases()).filter((name) => !existsSync(`/proc/${/_(\d+)_[0-9a-f]+$/.exec(name)?.[1]}`));
  const ofProcess = async (pid: number | undefined) => (await databases()).filter((name) => name.includes(`_${pid}_`));

  test('dumped data are loaded, probes are run, and nothing is left behind', async () => {
    const cwd = folderWith({
      ...FILES,
      'data.sql': 'COPY public.users (id, mail) FROM stdin;\n1\ta\\tb\n2\t\\\\N\n\\.\n',
      'old.sql': 'SELECT mail FROM users;',
      'new.sql': 'SELECT phone FROM users;\nSELECT fax FROM users;',
    });
    const before = await left();
    const args = ['rehearse', ...PAIR, '--database', postgresUrl(), '--data', 'data.sql', '--format', 'json'];
    const { stdout, status } = await run([...args, '--probe', 'old.sql', '--probe-new', 'new.sql'], { cwd, env });
    expect(status).toBe(4);
    const { differences, tables } = reportOf(stdout);
    expect(tables).toEqual([{ table: 'public.users', rows: 2 }]);
    expect(new Set(differences.map(({ difference }) => difference))).toEqual(
      new Set(['new.sql:2: column "fax" does not exist']),
    );
    expect((await left()).filter((name) => !before.includes(name))).toEqual([]);
  });

  test('a schema that brings rows of its own is interrupted with those that are there, and triggers write none twice', async () => {
    const before = `CREATE TABLE log (id int PRIMARY KEY, what text NOT NULL);
CREATE TABLE kinds (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN INSERT INTO log VALUES (NEW.id, NEW.name); RETURN NEW; END $$;
CREATE TRIGGER told AFTER INSERT ON kinds FOR EACH ROW EXECUTE FUNCTION tell();
CREATE TABLE things (id int PRIMARY KEY, kind int NOT NULL REFERENCES kinds);
INSERT INTO kinds (name) VALUES ('a'), ('b');
COPY things (id, kind) FROM stdin;\n1\t1\n2\t2\n\\.\n`;
    const cwd = folderWith({ 'before.sql': before, 'after.sql': before.replace('REFERENCES kinds', '$&, size int') });
    const args = ['rehearse', ...PAIR, '--database', postgresUrl(), '--rows', '3', '--format', 'json'];
    const { verdict, proofs } = reportOf((await run(args, { cwd, env })).stdout);
    expect(verdict).toBe('proven');
    expect(proofs.filter((proof) => proof.verdict !== 'proven')).toEqual([]);
  });

  test('a schema that does not load is refused, by file and line, without the address', async () => {
    const cwd = folderWith({
      ...FILES,
      'before.sql': `${BEFORE}\nCREATE VIEW v AS SELECT 1 / 0 AS x;\nSELECT x FROM v;\n`,
    });
    const stderr = await refusalOf(['rehearse', ...PAIR, '--database', postgresUrl()], { cwd, env });
    expect(stderr).toMatch(/^error: before\.sql:4: the server refuses this: division by zero\n/);
  });

  test('what a killed run left is dropped by the next one; an interrupted one leaves nothing', async () => {
    const cwd = folderWith({ ...FILES, 'data.sql': 'SELECT pg_sleep(30);' });
    const args = [BIN, 'rehearse', ...PAIR, '--database', postgresUrl(), '--data', 'data.sql'];
    const begin = async () => {
      const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
      let stderr = '';
      child.stderr.on('data', (chunk) => {
        stderr += chunk;
      });
      const over = new Promise<number | null>((resolve) => child.on('close', resolve));
      while ((await ofProcess(child.pid)).length === 0) await new Promise((resolve) => setTimeout(resolve, 100));
      return { child, over, said: () => stderr };
    };
    const killed = await begin();
    killed.child.kill('SIGKILL');
    await killed.over;
    expect(await ofProcess(killed.child.pid)).not.toEqual([]);
    const interrupted = await begin();
    expect(await ofProcess(killed.child.pid)).toEqual([]);
    interrupted.child.kill('SIGINT');
    interrupted.child.kill('SIGINT');
    expect(await interrupted.over).toBe(3);
    expect(interrupted.said()).toMatch(/^error: interrupted; the scratch databases are dropped/);
    expect(await ofProcess(interrupted.child.pid)).toEqual([]);
  });

  test('a role that may make no databases', async () => {
    const client = new pg.Client(postgresSettings());
    await client.connect();
    await client.query('DROP ROLE IF EXISTS migrate_arch_nobody');
    await client.query('CREATE ROLE migrate_arch_nobody LOGIN');
    try {
      const url = postgresUrl().replace(/\/\/[^@]*@/, '//migrate_arch_nobody:secret@');
      const stderr = await refusalOf(['rehearse', ...PAIR, '--database', url], { cwd: folderWith(FILES), env });
      expect(stderr).toMatch(/no scratch database can be made on this server \(this role may not create databases\)/);
      expect(stderr).not.toContain('secret');
    } finally {
      await client.query('DROP ROLE migrate_arch_nobody');
      await client.end();
    }
  });
});

test('what cannot be rehearsed is refused before anything is read', async () => {
  const cwd = folderWith(FILES);
  const server = ['--before', 'postgres://localhost/x', '--after', 'after.sql'];
  expect(await refusalOf(['rehearse', ...server], { cwd })).toMatch(/^error: a rehearsal makes both schemas itself/);
  expect(await refusalOf(['rehearse', ...PAIR, '--database', 'x.db'], { cwd })).toMatch(/not the address of a server/);
  expect(await refusalOf(['rehearse', ...PAIR, '--dialect', 'mysql'], { cwd })).toMatch(/--database mysql:/);
});
