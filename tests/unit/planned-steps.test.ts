import { describe, expect, test } from 'vitest';
import { checkSql } from '../../src/library/sql.js';
import type { Catalog } from '../../src/model/catalog/catalog.js';
import type { Step } from '../../src/model/step.js';
import { readPostgresqlSql } from '../../src/read/postgresql/read-sql.js';
import { POSTGRESQL } from '../../src/rehearse/postgresql/language.js';
import { rehearse } from '../../src/rehearse/rehearse.js';
import { demandsOf, successorsIn, type TableDemand } from '../../src/rehearse/rows/demands.js';
import { makeRow } from '../../src/rehearse/rows/make-row.js';
import { randomOf } from '../../src/rehearse/rows/random.js';
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

test('what no catalog tells enough of is given up by name before anything runs', async () => {
  const before = "CREATE FUNCTION c(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'select 0';";
  const family = `CREATE OPERATOR CLASS "o's" FOR TYPE int USING btree AS OPERATOR 1 <, FUNCTION 1 c(int, int);`;
  const source = (text: string) => [{ name: 'schema.sql', text }];
  const request = { renames: [], reader: 'text', rows: 0, seed: 1, probes: {}, now: '', progress: () => {} } as const;
  const surroundings = { env: {}, host: '', pid: 1, isAlive: () => true };
  const rehearsed = rehearse({ ...request, before: source(before), after: source(before + family) }, surroundings);
  const checked = checkSql(source(before), source(before + family), { detail: 'full' });
  for (const given of [rehearsed, checked]) {
    await expect(given).rejects.toMatchObject({
      code: 'STEPS_UNKNOWN',
      message:
        "no steps can be made for operator family public.o's using btree, operator class public.o's using btree: there is more to it than a catalog tells",
    });
  }
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
