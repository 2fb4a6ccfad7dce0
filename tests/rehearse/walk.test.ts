import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Rehearsal } from '../../src/model/rehearsal.js';
import type { Step } from '../../src/model/step.js';
import type { Engine } from '../../src/rehearse/engine.js';
import { openEngine } from '../../src/rehearse/open-engine.js';
import { rehearseSteps } from '../../src/rehearse/rehearse-steps.js';
import { postgresUrl, reachable } from '../support/databases.js';

const BEFORE = `CREATE TABLE teams (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE users (id int PRIMARY KEY, team_id int REFERENCES teams, mail text NOT NULL);`;
const AFTER = `${BEFORE}\nALTER TABLE users ADD COLUMN phone text;`;

const ADD: Step = {
  id: 'add_phone',
  phase: 'expand',
  kind: 'sql',
  title: 'add column phone',
  up: ['ALTER TABLE users ADD COLUMN IF NOT EXISTS phone text'],
  down: ['ALTER TABLE users DROP COLUMN IF EXISTS phone'],
  transactional: true,
  reversibility: 'reversible',
  preflight: [],
  verify: [
    { run: `SELECT count(*) FROM pg_attribute WHERE attrelid = 'users'::regclass AND attname = 'phone'`, expect: '1' },
  ],
  undo_preflight: [],
  locks: [{ object: 'users', mode: 'ACCESS EXCLUSIVE', blocks: 'everything' }],
  rewrites: [],
  lock_timeout_ms: 2000,
  statement_timeout_ms: 0,
  retries: 3,
  depends_on: [],
  because: [],
};

describe.skipIf(!(await reachable('postgres', 'rehearsals')))('a walk on a server', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine(postgresUrl(), [], {
      env: process.env,
      host: 'here',
      pid: process.pid,
      isAlive: () => true,
    });
  });
  afterAll(() => engine.close());

  const walked = (
    steps: readonly Step[],
    { before = BEFORE, after = AFTER, stress = false, rows = 5 } = {},
  ): Promise<Rehearsal> => {
    const source = (text: string) => [{ name: 'schema.sql', text }];
    const options = {
      renames: [],
      rows,
      seed: 7,
      probes: {},
      stress,
      now: '2026-11-25T00:00:00',
      progress: () => {},
    };
    return rehearseSteps(engine, { before: source(before), after: source(after) }, steps, options);
  };
  /** What a walk finds, without the words of the server. */
  const found = async (steps: readonly Step[], schemas = {}) => {
    const { differences } = await walked(steps, schemas);
    return differences.map(({ proof, at, step, statement }) => ({ proof, at, step, statement }));
  };

  test('steps that are right are proven, each proof by something', async () => {
    const { verdict, proofs, tables, steps, server } = await walked([ADD], { stress: true });
    expect(verdict).toBe('proven');
    expect(proofs.filter((proof) => proof.verdict !== 'proven')).toEqual([]);
    expect(tables).toEqual([
      { table: 'public.teams', rows: 5 },
      { table: 'public.users', rows: 5 },
    ]);
    expect(steps).toEqual([
      expect.objectContaining({ id: 'add_phone', locks: ['users: AccessExclusiveLock'], interruptions: 2 }),
    ]);
    expect(server).toMatch(/^PostgreSQL \d/);
  });

  test('many rows go in together, and the applications find keys that are free', async () => {
    const { tables, proofs } = await walked([ADD], { rows: 31_000 });
    expect(tables.map(({ rows }) => rows)).toEqual([31_000, 31_000]);
    expect(proofs.find(({ proof }) => proof === 'mixed_versions')?.verdict).toBe('proven');
  });

  test('a way back that is forgotten', async () => {
    const places = (await found([{ ...ADD, down: [] }])).map(({ proof, at }) => `${proof}, ${at}`);
    expect(new Set(places)).toEqual(new Set(['backwards, back to before expand', 'backwards, all the way back']));
  });

  test('a step that cannot be run again', async () => {
    const up = ['ALTER TABLE users ADD COLUMN phone text'];
    expect(await found([{ ...ADD, up }])).toContainEqual({
      proof: 'repeatable',
      at: 'a second run',
      step: 'add_phone',
      statement: up[0],
    });
  });

  test('a second run that adds rows', async () => {
    const up = [...ADD.up, `INSERT INTO teams SELECT max(id) + 1, 'more' FROM teams`];
    const proofs = new Set((await found([{ ...ADD, up }])).map(({ proof }) => proof));
    expect(proofs).toEqual(new Set(['repeatable', 'rows', 'backwards', 'forwards']));
  });

  test('rows that are changed, unless the step says so', async () => {
    const up = [...ADD.up, `UPDATE users SET mail = 'x'`];
    const changed = { ...ADD, up };
    expect(await found([changed])).toContainEqual({ proof: 'rows', at: 'after expand' });
    expect(
      (await found([{ ...changed, reversibility: 'lossy', loss: 'the addresses' }])).map(({ proof }) => proof),
    ).not.toContain('rows');
  });

  test('rows that are changed before the step that drops them, or while another table loses some', async () => {
    const drop: Step = {
      ...{ ...ADD, id: 'drop', phase: 'contract', title: 'drop table users', verify: [], locks: [] },
      ...{ up: ['DROP TABLE IF EXISTS "public"."users"'], reversibility: 'irreversible', loss: 'the users' },
      down: [`DO $$BEGIN IF to_regclass('users') IS NULL THEN ${BEFORE.split('\n')[1]} END IF; END$$`],
    };
    const change = (table: string, column: string): Step => ({
      ...{ ...ADD, id: 'change', phase: 'migrate', title: 'change', verify: [], locks: [], down: [] },
      up: [`UPDATE ${table} SET ${column} = 'x'`],
    });
    const after = BEFORE.split('\n')[0] as string;
    const { proofs } = await walked([drop], { after });
    expect(proofs.find(({ proof }) => proof === 'rows')).toMatchObject({ verdict: 'proven' });
    const rows = { proof: 'rows', at: 'after migrate' };
    expect(await found([change('users', 'mail'), drop], { after })).toContainEqual(rows);
    expect(await found([change('teams', 'name'), drop], { after })).toContainEqual(rows);
    // The name of one table is within that of what another one loses.
    const named = (text: string) => text.replaceAll('teams', 'use');
    const schemas = { before: named(BEFORE), after: named(after) };
    expect(await found([change('use', 'name'), { ...drop, down: drop.down.map(named) }], schemas)).toContainEqual(rows);
  });

  test('steps that lead elsewhere', async () => {
    const { differences } = await walked([ADD], { after: `${AFTER}\nCREATE INDEX users_phone ON users (phone);` });
    expect(differences.every(({ proof }) => proof === 'forwards')).toBe(true);
    expect(differences[0]?.difference).toMatch(/index 'users_phone'/i);
  });

  test('an answer that does not come', async () => {
    const verify = [{ run: 'SELECT 1', expect: '2' }];
    expect(await found([{ ...ADD, verify }])).toContainEqual({
      proof: 'verification',
      at: 'after the step',
      step: 'add_phone',
      statement: 'SELECT 1',
    });
  });

  test('a lock that is not declared', async () => {
    const locks = [{ object: 'users', mode: 'SHARE', blocks: 'writes' }] as const;
    expect(await found([{ ...ADD, locks }])).toEqual([{ proof: 'locks', at: 'forwards', step: 'add_phone' }]);
  });

  test('a rewrite that is not declared', async () => {
    const step = {
      ...ADD,
      up: ['ALTER TABLE users ALTER COLUMN mail TYPE varchar(90)'],
      down: ['ALTER TABLE users ALTER COLUMN mail TYPE text'],
      verify: [],
    };
    const after = BEFORE.replace('mail text', 'mail varchar(90)');
    expect(await found([step], { after })).toEqual([{ proof: 'locks', at: 'forwards', step: 'add_phone' }]);
    expect(await found([{ ...step, rewrites: ['public.users'] }], { after })).toEqual([]);
  });

  test('an application before that cannot write any more', async () => {
    const after = `${BEFORE}\nALTER TABLE users ADD COLUMN phone text NOT NULL DEFAULT '';\nALTER TABLE users ALTER phone DROP DEFAULT;`;
    const up = [
      `ALTER TABLE users ADD COLUMN IF NOT EXISTS phone text NOT NULL DEFAULT ''`,
      'ALTER TABLE users ALTER COLUMN phone DROP DEFAULT',
    ];
    const insert = expect.stringMatching(/^INSERT INTO "public"\."users"/);
    expect(await found([{ ...ADD, up }], { after })).toEqual([
      { proof: 'mixed_versions', at: 'after expand', statement: insert },
    ]);
    // In the last phase it is as it must be.
    expect(await found([{ ...ADD, phase: 'contract', up }], { after })).toEqual([]);
  });

  test('a statement that fails is named, and the way back from there is tried', async () => {
    const next: Step = { ...ADD, id: 'fails', up: ['ALTER TABLE nobody ADD COLUMN x int'], down: [], verify: [] };
    const { differences, steps } = await walked([ADD, next]);
    expect(differences).toEqual([
      {
        proof: 'forwards',
        at: 'forwards',
        step: 'fails',
        statement: 'ALTER TABLE nobody ADD COLUMN x int',
        difference: 'relation "nobody" does not exist',
      },
    ]);
    expect(steps[0]?.down_seconds).toBeGreaterThan(0);
  });

  test('a step whose interruption leaves something in its way', async () => {
    const up = ['CREATE INDEX CONCURRENTLY users_mail ON users (mail)'];
    const index: Step = {
      ...ADD,
      id: 'index',
      // Nothing of it is there, or all: what an interruption leaves passes for all.
      up: ['CREATE INDEX CONCURRENTLY IF NOT EXISTS users_mail ON users (mail)'],
      down: ['DROP INDEX CONCURRENTLY IF EXISTS users_mail'],
      transactional: false,
      verify: [{ run: `SELECT indisvalid FROM pg_index WHERE indexrelid = 'users_mail'::regclass`, expect: 't' }],
      locks: [],
    };
    const after = `${BEFORE}\n${up[0]?.replace(' CONCURRENTLY', '')};`;
    const wrong = await walked([index], { after, stress: true });
    expect(wrong.differences.map(({ proof, step }) => [proof, step])).toEqual([['interruption', 'index']]);
    const dropping = `DO $$ BEGIN IF EXISTS (SELECT FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
      WHERE relname = 'users_mail' AND NOT indisvalid) THEN DROP INDEX users_mail; END IF; END $$`;
    const right = await walked([{ ...index, up: [dropping, ...index.up] }], { after, stress: true });
    expect(right.differences).toEqual([]);
  });

  test("time-outs are the step's own, and what timed out is tried again", async () => {
    // What a sequence gave is not taken back.
    const refusing = `DO $$ BEGIN IF nextval('tries') < 3 THEN
      RAISE EXCEPTION 'wait' USING ERRCODE = 'lock_not_available'; END IF; END $$`;
    const up = ['CREATE SEQUENCE IF NOT EXISTS tries', refusing, 'DROP SEQUENCE tries', ...ADD.up];
    const { steps, differences } = await walked([{ ...ADD, up, transactional: false }]);
    expect(differences).toEqual([]);
    expect(steps[0]?.attempts).toBe(6);
    expect((await found([{ ...ADD, up, transactional: false, retries: 1 }]))[0]).toMatchObject({ statement: refusing });
  });

  test('a batched step goes on until nothing is left', async () => {
    const batch = `UPDATE users SET phone = mail WHERE id IN (SELECT id FROM users WHERE phone IS NULL LIMIT 2)`;
    const step: Step = {
      ...ADD,
      up: [...ADD.up, batch],
      transactional: false,
      batched: true,
      verify: [{ run: 'SELECT count(*) FROM users WHERE phone IS NULL', expect: '0' }],
    };
    expect(await found([step])).toEqual([]);
  });
});
