import { describe, expect, test } from 'vitest';
import { readRenames } from '../../src/check/renames.js';
import { checkSql } from '../../src/library/sql.js';
import type { Catalog } from '../../src/model/catalog/catalog.js';
import type { Step } from '../../src/model/step.js';
import { readPostgresqlSql } from '../../src/read/postgresql/read-sql.js';
import { POSTGRESQL } from '../../src/rehearse/postgresql/language.js';
import { rehearse } from '../../src/rehearse/rehearse.js';
import { demandsOf, successorsIn, type TableDemand } from '../../src/rehearse/rows/demands.js';
import { makeRow } from '../../src/rehearse/rows/make-row.js';
import { randomOf } from '../../src/rehearse/rows/random.js';
import { lossesOf, together } from '../../src/rollback/full/losses.js';
import { planSteps } from '../../src/sql/plan-steps.js';
import { isVolatile } from '../../src/sql/postgresql/volatile.js';

const read = (text: string): Promise<Catalog> => readPostgresqlSql([{ name: 'schema.sql', text }]);

test('the first step that loses for good is the point of no return, and says why', async () => {
  const before = await read('CREATE TABLE a (id int PRIMARY KEY, x text); CREATE TABLE b (id int PRIMARY KEY);');
  const steps = planSteps(before, await read('CREATE TABLE a (id int PRIMARY KEY);'));
  const lossy = steps.filter(({ reversibility }) => reversibility === 'irreversible');
  expect(lossy.map(({ title }) => title)).toEqual(['drop column "x" of "public"."a"', expect.stringContaining('"b"')]);
  expect(steps.filter(({ no_return }) => no_return !== undefined)).toEqual([lossy[0]]);
  expect(lossy[0]?.no_return).toBe(
    'Every step before this one can be undone; undoing this one brings the schema back, and not what was in it: the values of "x" in "public"."a" are gone for good; only a backup has them.',
  );
});

test('a role may be called like the word for whoever runs the statements', async () => {
  const [free, given] = await Promise.all([
    read('CREATE TABLE t (id int);'),
    read('CREATE TABLE t (id int);\nALTER TABLE t OWNER TO "CURRENT_USER";'),
  ]);
  const [there, none] = planSteps(free, given);
  expect([there?.up, there?.down, none]).toEqual([
    ['ALTER TABLE "public"."t" OWNER TO "CURRENT_USER"'],
    ['ALTER TABLE "public"."t" OWNER TO CURRENT_USER'],
    undefined,
  ]);
});

test('a step asks first whether the roles are there that it gives something to', async () => {
  const [free, given] = await Promise.all([
    read('CREATE TABLE t (id int); GRANT SELECT ON t TO reader;'),
    read(`CREATE TABLE t (id int); GRANT SELECT ON t TO reader, "o'clock"; GRANT INSERT ON t TO PUBLIC;
      CREATE TABLE u (id int); GRANT UPDATE (id) ON u TO writer; CREATE POLICY p ON u TO watcher, CURRENT_USER;
      ALTER TABLE u OWNER TO boss; CREATE SCHEMA AUTHORIZATION boss;
      ALTER DEFAULT PRIVILEGES FOR ROLE boss GRANT SELECT ON TABLES TO reader;`),
  ]);
  const asked = (steps: readonly Step[]) =>
    steps.flatMap(({ title, preflight }) =>
      preflight
        .filter(({ run }) => run.includes('pg_roles'))
        .map((each) => [title, each.run.split(' IN ')[1], each.expect]),
    );
  expect(asked(planSteps(free, given))).toEqual([
    ['create table "public"."u", create policy "p" of "public"."u"', "('boss', 'watcher', 'writer')", '3'],
    ['create schema "boss"', "('boss')", '1'],
    ['create default privileges of "reader" on tables', "('boss', 'reader')", '2'],
    ['alter table "public"."t"', "('o''clock')", '1'],
  ]);
  expect(asked(planSteps(given, free))).toEqual([]);
});

test.each([
  ['BEFORE INSERT OR UPDATE', `new.at := now(); return new`, '', 'expand'],
  ['AFTER UPDATE', `perform new.n; return new`, '', 'expand'],
  ['BEFORE UPDATE', `new.n := lower(new.n); return new`, '', 'migrate'],
  ['BEFORE INSERT', `execute format('x %I', TG_ARGV[0]); return new`, `'n'`, 'migrate'],
])(
  'a column that a trigger sees before the row is written has one name at a time: %s, %s',
  async (event, body, given, phase) => {
    const schema = (column: string) =>
      read(`CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$begin ${body.replaceAll('.n', `.${column}`)}; end$$;
      CREATE TABLE t (id int PRIMARY KEY, ${column} text, at timestamptz);
      CREATE TRIGGER r ${event} ON t FOR EACH ROW EXECUTE FUNCTION f(${given});`);
    const [before, after] = [await schema('n'), await schema('m')];
    const [first] = planSteps(before, after, readRenames(['t.n=t.m'], before, after));
    expect(first?.phase).toBe(phase);
  },
);

test('what no catalog tells enough of is given up by name before anything runs', async () => {
  const before = 'CREATE TABLE t (a int);';
  const type = `CREATE TYPE "o's"; CREATE FUNCTION i(cstring) RETURNS "o's" LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
    CREATE FUNCTION o("o's") RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
    CREATE TYPE "o's" (INPUT = i, OUTPUT = o);`;
  const source = (text: string) => [{ name: 'schema.sql', text }];
  const request = { renames: [], reader: 'text', rows: 0, seed: 1, probes: {}, now: '', progress: () => {} } as const;
  const surroundings = { env: {}, host: '', pid: 1, isAlive: () => true };
  const rehearsed = () => rehearse({ ...request, before: source(before), after: source(before + type) }, surroundings);
  const checked = () => checkSql(source(before), source(before + type), { detail: 'full' });
  for (const given of [rehearsed, checked]) {
    await expect(given()).rejects.toMatchObject({
      code: 'STEPS_UNKNOWN',
      message: "no steps can be made for type public.o's: there is more to it than a catalog tells",
    });
  }
});

test('a table of MySQL with the columns of a query is given up where they may be others', async () => {
  const schema = (type: string, query: string) => [
    {
      name: 'schema.sql',
      text: `CREATE TABLE a (id ${type} PRIMARY KEY, x int); CREATE VIEW v AS SELECT id FROM a;
      CREATE TABLE b (PRIMARY KEY (id)) AS ${query}; CREATE TABLE c LIKE b; CREATE TABLE z (id int PRIMARY KEY);`,
    },
  ];
  const checked = (before: ReturnType<typeof schema>, after: ReturnType<typeof schema>) =>
    checkSql(before, after, { detail: 'full', dialect: 'mariadb' }).then(
      ({ steps }) => steps?.map(({ title }) => title),
      ({ code, message }) => [code, message],
    );
  const first = schema('int', 'SELECT id FROM v');
  const added = [{ name: 'schema.sql', text: `${first[0]?.text} ALTER TABLE z ADD y int;` }];
  const unknown = 'no steps can be made for table b, table c: there is more to it than a catalog tells';
  expect(await checked(first, added)).toEqual(['add column y to z']);
  expect(await checked(first, schema('int', 'SELECT id, x FROM a'))).toEqual(['STEPS_UNKNOWN', unknown]);
  expect(await checked(first, schema('bigint', 'SELECT id FROM v'))).toEqual(['STEPS_UNKNOWN', unknown]);
  expect(await checked([{ name: 'schema.sql', text: '' }], first)).toEqual(['STEPS_UNKNOWN', unknown]);
});

test('the copy of a renamed column of MySQL is nothing that is lost with it', async () => {
  const schema = (column: string) => [
    { name: 'schema.sql', text: `CREATE TABLE t (id int PRIMARY KEY, ${column} int);` },
  ];
  const { steps = [] } = await checkSql(schema('a'), schema('b'), {
    ...{ detail: 'full', dialect: 'mariadb', renames: ['t.a=b'] },
  });
  const dropping = steps.flatMap(({ down }) => down).filter((each) => each.includes('DROP COLUMN'));
  expect(dropping).toHaveLength(1);
  expect(lossesOf(dropping)).toEqual([]);
});

test('a table in which a step keeps how far it came is nothing that is lost; of several losses each is counted', async () => {
  const before = await read('CREATE TABLE t (id int PRIMARY KEY, a text);');
  const after = await read('CREATE TABLE t (id int PRIMARY KEY, b text);');
  const steps = planSteps(before, after, readRenames(['t.a=b'], before, after));
  const dropping = steps.flatMap(({ down }) => down).filter((each) => each.includes('DROP TABLE'));
  expect(dropping.length).toBeGreaterThan(0);
  expect(lossesOf(dropping)).toEqual([]);
  const two = lossesOf(['ALTER TABLE "t" DROP COLUMN "a"', 'DROP TABLE IF EXISTS "u"']);
  expect([together([]), together(two.slice(1)), together(two)]).toEqual([
    undefined,
    two[1],
    {
      what: 'what was written to "a" of "t"; the rows of "u"',
      query: 'SELECT (SELECT count(*) FROM "t" WHERE "a" IS NOT NULL), (SELECT count(*) FROM "u")',
    },
  ]);
});

test('a column that is kept like another is nothing that is lost', async () => {
  const before = await read('CREATE TABLE t (id int PRIMARY KEY, a text, n smallint);');
  const after = await read('CREATE TABLE t (id int PRIMARY KEY, b text, n int, c text);');
  const steps = planSteps(before, after, readRenames(['t.a=b'], before, after));
  const lost = steps.flatMap(({ down }) => lossesOf(down).map(({ what }) => what));
  expect(lost).toEqual(['what was written to "c" of "public"."t"']);
});

test('the way back of more values of an enum asks whether a row has one, and cuts none', async () => {
  const schema = (values: string) =>
    read(`CREATE TYPE s AS ENUM (${values}); CREATE TABLE t (id int PRIMARY KEY, a s NOT NULL DEFAULT 'one', b s[]);`);
  const [step, other] = planSteps(await schema("'one'"), await schema("'one', 'it''s'"));
  expect(other).toBeUndefined();
  expect(step?.undo_preflight).toEqual([
    { run: `SELECT EXISTS (SELECT FROM "public"."t" WHERE "a"::text IN ('it''s'))`, expect: 'f' },
    {
      run: `SELECT EXISTS (SELECT FROM "public"."t" WHERE EXISTS (SELECT FROM unnest("b") AS each (value) WHERE value::text IN ('it''s')))`,
      expect: 'f',
    },
  ]);
  expect(step?.down.filter((each) => each.startsWith('ALTER TABLE')).length).toBeGreaterThan(0);
  expect(lossesOf(step?.down ?? [])).toEqual([]);
});

describe('a default', () => {
  test.each([
    ['gen_random_uuid()', true],
    ["nextval('s'::regclass)", true],
    ['public.own()', true],
    ['"Quoted"(1)', true],
    ['now()', false],
    ["'random()'", false],
    ["(('a' || upper('b'))::character varying(9))", false],
    ['COALESCE(NULL, 1)', false],
    ['steady()', false],
  ])('%s is another value in every row: %s', async (text, expected) => {
    const catalog = await read('CREATE FUNCTION steady() RETURNS int IMMUTABLE LANGUAGE sql AS $$ SELECT 1 $$;');
    expect(isVolatile({ text, form: text }, catalog)).toBe(expected);
  });
});

test('rows to be made differ where an index of after over an expression says so', async () => {
  const before = await read('CREATE TABLE a (id int PRIMARY KEY, mail text, n int);');
  const after = await read(
    'CREATE TABLE a (id int PRIMARY KEY, mail text, n int); CREATE UNIQUE INDEX u ON a (lower(mail));',
  );
  const [demand] = demandsOf(before, after, successorsIn(after, []));
  expect(demand?.distinct).toEqual([['id'], ['mail']]);
  expect(demand?.columns.map(({ column, isDistinct }) => [column.name, isDistinct])).toEqual([
    ['id', true],
    ['mail', true],
    ['n', false],
  ]);
});

test('rows to be made fit the partitions of after, and what a condition compares', async () => {
  const before = await read('CREATE TABLE a (id int PRIMARY KEY, k text, low int, high int CHECK (low < high));');
  const after = await read(`CREATE TABLE a (id int, k text, low int, high int CHECK (low < high)) PARTITION BY LIST (k);
    CREATE TABLE a1 PARTITION OF a FOR VALUES IN ('x', 'y');`);
  const [demand] = demandsOf(before, after, successorsIn(after, []));
  const hints = demand?.columns.find(({ column }) => column.name === 'k')?.hints;
  expect(hints).toEqual({ values: ['x', 'y'], lengths: [], patterns: [] });
  const context = { language: POSTGRESQL, random: randomOf(5), ordinal: 3, attempt: 0 };
  const rows = Array.from({ length: 20 }, () =>
    makeRow(demand as TableDemand, { ...context, pool: () => [], promise: () => undefined }),
  );
  const numbers = rows.map((row) => [row.get('low'), row.get('high')]).filter((both) => !both.includes(null));
  expect(numbers.length).toBeGreaterThan(5);
  expect(numbers.filter(([low, high]) => Number(low) >= Number(high))).toEqual([]);
});

test.each([
  [
    'a foreign key to one of them would delete the rows that follow',
    'CREATE TABLE c (p int REFERENCES p2 ON DELETE CASCADE);',
  ],
  ['a rule of one of them would run', 'CREATE RULE r AS ON DELETE TO p2 DO ALSO NOTIFY gone;'],
])('rows do not move between partitions where %s', async (_, watcher) => {
  const partitions = (bound: number) => `CREATE TABLE p (id int PRIMARY KEY) PARTITION BY RANGE (id);
    CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (${bound});
    CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (${bound}) TO (100); `;
  const statements = async (more: string) => {
    const [before, after] = await Promise.all([read(partitions(10) + more), read(partitions(20) + more)]);
    return planSteps(before, after).flatMap(({ up, down }) => [...up, ...(down ?? [])]);
  };
  const isMove = (statement: string) => statement.includes('DELETE FROM');
  expect((await statements('')).filter(isMove)).toHaveLength(2);
  expect((await statements(watcher)).filter(isMove)).toEqual([]);
});

test('whoever may not keep triggers from running is told so before anything is made', async () => {
  const trigger = `CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
    CREATE TRIGGER touched BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f();`;
  const [before, after] = await Promise.all([
    read(`CREATE TABLE t (n int); ${trigger}`),
    read(`CREATE TABLE t (n bigint, u uuid DEFAULT gen_random_uuid()); ${trigger}`),
  ]);
  const asked = planSteps(before, after).filter(({ preflight }) =>
    preflight.some(({ run }) => run.includes('session_replication_role')),
  );
  expect(asked.map(({ title }) => title)).toEqual([
    'create column "u" of "public"."t", filled for rows to come',
    'fill column "u" of "public"."t" in the rows that are there',
    'add a column beside column "n" of "public"."t" as bigint, filled from it',
    'fill the column beside column "n" of "public"."t" in the rows that are there',
  ]);
});

test.each([
  [
    'values that an enum loses, and gains',
    `CREATE TYPE mood AS ENUM ('a', 'it''s b'); CREATE TABLE t (m mood, ms mood[]);`,
    `CREATE TYPE mood AS ENUM ('a', 'c'); CREATE TABLE t (m mood, ms mood[]);`,
    [
      `SELECT EXISTS (SELECT FROM "public"."t" WHERE "m"::text IN ('it''s b'))`,
      `SELECT EXISTS (SELECT FROM "public"."t" WHERE EXISTS (SELECT FROM unnest("ms") AS each (value) WHERE value::text IN ('it''s b')))`,
    ],
    [
      `SELECT EXISTS (SELECT FROM "public"."t" WHERE "m"::text IN ('c'))`,
      `SELECT EXISTS (SELECT FROM "public"."t" WHERE EXISTS (SELECT FROM unnest("ms") AS each (value) WHERE value::text IN ('c')))`,
    ],
  ],
  [
    'rows for which there is no partition',
    'CREATE TABLE t (id int, k text);',
    `CREATE TABLE t (id int, k text) PARTITION BY LIST (k); CREATE TABLE t1 PARTITION OF t FOR VALUES IN ('a', NULL);`,
    [`SELECT EXISTS (SELECT FROM "public"."t" WHERE (("k" IN ('a') OR "k" IS NULL)) IS NOT TRUE)`],
    [],
  ],
])('what would stop a table from being converted is asked before: %s', async (_, before, after, there, back) => {
  const [step] = planSteps(await read(before), await read(after));
  const runs = (questions: Step['preflight'] = []) =>
    questions.filter(({ expect: e }) => e === 'f').map(({ run }) => run);
  expect([runs(step?.preflight), runs(step?.undo_preflight)]).toEqual([there, back]);
});
