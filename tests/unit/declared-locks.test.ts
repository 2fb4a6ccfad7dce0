import { expect, test } from 'vitest';
import type { Step } from '../../src/model/step.js';
import { workOf } from '../../src/plan/full/work.js';
import { readMigration } from '../../src/read/postgresql/migration/read-migration.js';
import { readPostgresqlSql } from '../../src/read/postgresql/read-sql.js';
import { planSteps } from '../../src/sql/plan-steps.js';
import { declareLocks } from '../../src/sql/postgresql/declare-locks.js';
import { unguarded, unless, when } from '../../src/sql/postgresql/spelling.js';

async function planned(before: string, after: string): Promise<readonly Step[]> {
  const read = (text: string) => readPostgresqlSql([{ name: 'schema.sql', text }]);
  const was = await read(before);
  return declareLocks(planSteps(was, await read(after)), was, readMigration);
}

/** What the steps between two schemas lock and write anew, by their titles. */
async function declared(before: string, after: string) {
  return (await planned(before, after)).map(({ title, locks, rewrites }) => ({
    title,
    locks: locks.map(({ object, mode, blocks }) => `${object}: ${mode}, ${blocks}`),
    rewrites,
  }));
}

const TABLES = 'CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY, a_id int, n varchar(10));';

test('what a foreign key locks, in the parts in which it comes', async () => {
  expect(await declared(TABLES, `${TABLES} ALTER TABLE b ADD CONSTRAINT fk FOREIGN KEY (a_id) REFERENCES a;`)).toEqual([
    {
      title: 'create constraint "fk" of "public"."b" for rows to come',
      locks: ['public.b: SHARE ROW EXCLUSIVE, writes', 'public.a: SHARE ROW EXCLUSIVE, writes'],
      rewrites: [],
    },
    {
      title: 'hold the rows that are there against constraint "fk" of "public"."b"',
      locks: ['public.b: SHARE UPDATE EXCLUSIVE, schema changes'],
      rewrites: [],
    },
  ]);
});

test('an index that is built concurrently, without the leftover that may have to go first', async () => {
  expect(await declared(TABLES, `${TABLES} CREATE INDEX b_n ON b (n);`)).toEqual([
    {
      title: 'create index "b_n" of "public"."b"',
      locks: ['public.b: SHARE UPDATE EXCLUSIVE, schema changes'],
      rewrites: [],
    },
  ]);
});

test('a longer varchar is no rewrite, and the plan does not take it for one', async () => {
  const longer = await planned(TABLES, TABLES.replace('varchar(10)', 'varchar(20)'));
  expect(longer.map(({ locks, rewrites }) => ({ locks, rewrites }))).toEqual([
    { locks: [{ object: 'public.b', mode: 'ACCESS EXCLUSIVE', blocks: 'everything' }], rewrites: [] },
  ]);
  expect(longer.map(workOf)).toEqual(['catalog']);
});

test('what an earlier step has made may be in use when a later one is run', async () => {
  const made = 'CREATE TABLE c (id int PRIMARY KEY, d_id int); CREATE TABLE d (id int PRIMARY KEY REFERENCES c);';
  const ring = 'ALTER TABLE c ADD CONSTRAINT ring FOREIGN KEY (d_id) REFERENCES d;';
  const steps = await declared(TABLES, `${TABLES} ${made} ${ring}`);
  expect(steps.map(({ locks }) => locks)).toEqual([
    [],
    [],
    ['public.c: SHARE ROW EXCLUSIVE, writes', 'public.d: SHARE ROW EXCLUSIVE, writes'],
    ['public.d: SHARE ROW EXCLUSIVE, writes', 'public.c: SHARE ROW EXCLUSIVE, writes'],
  ]);
});

test.each([
  ['SELECT', 'DROP TABLE t'],
  [`SELECT FROM x WHERE n = 'a) THEN b' AND m = E'\\') THEN (' AND "q) THEN" = (1)`, `CREATE TABLE "; END IF; END" ()`],
])('a guarded statement is found again', (query, statement) => {
  expect([unless(query, statement), when(query, statement), statement].map(unguarded)).toEqual([
    statement,
    statement,
    statement,
  ]);
});

test('extended statistics lock their table, also when they go', async () => {
  const table = 'CREATE SCHEMA x; CREATE TABLE x."T t" (a int, b int);';
  const steps = await declared(`${table} CREATE STATISTICS s ON a, b FROM x."T t";`, table);
  expect(steps).toEqual([
    {
      title: 'drop statistics public.s',
      locks: ['x.T t: SHARE UPDATE EXCLUSIVE, schema changes'],
      rewrites: [],
    },
  ]);
});

test('a partition that leaves locks its own partitions, what its keys refer to and the default beside it', async () => {
  const schema = `CREATE TABLE r (id int PRIMARY KEY);
    CREATE TABLE p (a int REFERENCES r, b int) PARTITION BY LIST (a); CREATE TABLE d PARTITION OF p DEFAULT;`;
  const [attached, alone] = ['PARTITION OF p FOR VALUES IN (1)', '(a int, b int)'].map(
    (how) => `${schema} CREATE TABLE c ${how} PARTITION BY LIST (b); CREATE TABLE e PARTITION OF c DEFAULT;`,
  ) as [string, string];
  const [leave] = await declared(attached, alone);
  expect(leave?.locks).toEqual([
    ...['p', 'c', 'e'].map((name) => `public.${name}: ACCESS EXCLUSIVE, everything`),
    'public.r: SHARE ROW EXCLUSIVE, writes',
    'public.d: ACCESS EXCLUSIVE, everything',
  ]);
});

test('a statement that the reader does not know is named, and a fault of the reader is no reason to pass over it', async () => {
  const before = await readPostgresqlSql([{ name: 'schema.sql', text: TABLES }]);
  const [step] = planSteps(before, await readPostgresqlSql([{ name: 'b.sql', text: `${TABLES} CREATE SCHEMA x;` }]));
  const newer = { ...(step as Step), up: ['ALTER TABLE a DO WHAT NOBODY KNOWS', 'ALTER TABLE a ADD COLUMN n int'] };
  const [found] = await declareLocks([newer], before, readMigration);
  expect([found?.unread, found?.locks.map(({ object }) => object)]).toEqual([[newer.up[0]], ['public.a']]);
  const broken = () => Promise.reject(new TypeError('ours'));
  await expect(declareLocks([newer], before, broken)).rejects.toThrow('ours');
});

test('a partition that leaves and comes back brings a foreign key of its own, which its table takes over', async () => {
  const schema = (bound: number) => `CREATE TABLE q (id int PRIMARY KEY);
    CREATE TABLE p (id int, q_id int REFERENCES q) PARTITION BY RANGE (id);
    CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (${bound});`;
  const [step] = await declared(schema(10), schema(20));
  expect(step?.locks).toContain('public.q: ACCESS EXCLUSIVE, everything');
});
