import { describe, expect, test } from 'vitest';
import { checkSql } from './support/migrations.js';

const SCHEMA = `
CREATE EXTENSION citext; CREATE EXTENSION "uuid-ossp"; CREATE EXTENSION pg_trgm; CREATE EXTENSION postgres_fdw;
CREATE EXTENSION unaccent;
CREATE FUNCTION plus(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE FUNCTION ok(int) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE FUNCTION ok(text) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE FUNCTION ok(text, int) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE FUNCTION day(date) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE OPERATOR @+@ (LEFTARG = int, RIGHTARG = int, FUNCTION = plus);
CREATE OPERATOR @-@ (LEFTARG = int, RIGHTARG = int, FUNCTION = int4mi);
CREATE DOMAIN small AS int CHECK (ok(VALUE));
CREATE DOMAIN today AS int DEFAULT day(CURRENT_DATE);
CREATE AGGREGATE total(int) (SFUNC = plus, STYPE = int);
CREATE AGGREGATE unused(int) (SFUNC = int4pl, STYPE = int);
CREATE TYPE pair AS (a int);
CREATE FUNCTION to_pair(text) RETURNS pair LANGUAGE sql IMMUTABLE AS 'SELECT NULL::pair';
CREATE CAST (text AS pair) WITH FUNCTION to_pair(text);
CREATE TABLE t (id uuid DEFAULT uuid_generate_v4(), mail citext, n int CHECK (ok(n)), x text, y text);
CREATE TABLE rows_of (a int);
CREATE FUNCTION takes(rows_of) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TABLE counted (a int, CHECK (a @+@ 1 > 2));
CREATE VIEW totals AS SELECT total(n) FROM t;
CREATE INDEX t_x ON t USING gin (x gin_trgm_ops);
CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw;
`;

/** What the judge says of refusals and of what CASCADE takes. */
async function said(before: string, migration: string): Promise<string[]> {
  const { issues } = await checkSql(before, migration);
  const types = ['statement_refused', 'dependents_dropped'];
  return issues.filter(({ type }) => types.includes(type)).map(({ description }) => description);
}

/** As PostgreSQL 15 answers each of them over this schema. */
describe('what is needed goes only by CASCADE', () => {
  test.each([
    ['DROP FUNCTION plus;', "operator 'public.@+@(integer, integer)'"],
    ['DROP FUNCTION plus;', "aggregate 'total'"],
    ['DROP FUNCTION plus;', "constraint 'counted_a_check' of 'counted'"],
    ['DROP FUNCTION ok(int);', "constraint 'small_check'"],
    ['DROP FUNCTION ok(int);', "constraint 't_n_check' of 't'"],
    ['DROP FUNCTION day;', "type 'today'"],
    ['DROP FUNCTION to_pair;', "cast '(text as public.pair)'"],
    ['DROP AGGREGATE total(int);', "view 'totals'"],
    ['DROP OPERATOR @+@ (int, int);', "constraint 'counted_a_check' of 'counted'"],
    ['DROP EXTENSION citext;', "column 'mail' of 't'"],
    ['DROP EXTENSION "uuid-ossp";', "default 'id' of 't'"],
    ['DROP EXTENSION pg_trgm;', "index 't_x' of 't'"],
    ['DROP EXTENSION postgres_fdw;', "server 'far'"],
    ['DROP TYPE pair;', "function 'to_pair'"],
    ['DROP TABLE rows_of;', "function 'takes'"],
  ])('%s %s', async (migration, needed) => {
    const [refused = ''] = await said(SCHEMA, migration);
    expect(refused).toMatch(/^The server refuses this: /);
    expect(refused).toContain(needed);
    const [dropped = ''] = await said(SCHEMA, migration.replace(';', ' CASCADE;'));
    expect(dropped).toContain('CASCADE drops');
    expect(dropped).toContain(needed);
  });

  test.each([
    'DROP FUNCTION ok(text);',
    'DROP FUNCTION ok(text, int);',
    'DROP AGGREGATE unused(int);',
    'DROP OPERATOR @-@ (int, int);',
    'DROP EXTENSION unaccent;',
    'DROP CAST (text AS pair);',
  ])('%s', async (migration) => {
    expect(await said(SCHEMA, migration)).toEqual([]);
  });

  test('of two functions that a call may mean, nobody says which', async () => {
    const before = `CREATE FUNCTION f(int) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT true';
      CREATE FUNCTION f(bigint) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT true';
      CREATE TABLE t (a smallint, CHECK (f(a + 1)));`;
    const { issues } = await checkSql(before, 'DROP FUNCTION f(int);');
    const refused = issues.find(({ type }) => type === 'statement_refused');
    expect(refused?.severity).toBe('potentially_breaking');
    expect(refused?.description).toContain('may refuse');
  });

  test('what an extension brings that nobody here knows is what nothing else defines', async () => {
    const before = 'CREATE EXTENSION mine; CREATE TABLE t (a money_of_mine);';
    const { issues } = await checkSql(before, 'DROP EXTENSION mine;');
    expect(issues.find(({ type }) => type === 'statement_refused')?.description).toContain("column 'a' of 't'");
  });
});

describe('what replaces a function', () => {
  const before = `CREATE FUNCTION f(a int, b int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT 1';`;
  test.each([
    ["CREATE OR REPLACE FUNCTION f(a int, b int DEFAULT 1) RETURNS bigint LANGUAGE sql AS 'SELECT 1';", 'another type'],
    [
      "CREATE OR REPLACE FUNCTION f(a int, c int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT 1';",
      'a parameter otherwise',
    ],
    ["CREATE OR REPLACE FUNCTION f(a int, b int) RETURNS int LANGUAGE sql AS 'SELECT 1';", 'default'],
  ])('%s', async (migration, words) => {
    expect((await said(before, migration)).join()).toContain(words);
  });

  test.each([
    "CREATE OR REPLACE FUNCTION f(a int, b int DEFAULT 2) RETURNS int LANGUAGE sql AS 'SELECT 2';",
    "CREATE OR REPLACE FUNCTION f(a text, b int) RETURNS bigint LANGUAGE sql AS 'SELECT 1';",
  ])('%s', async (migration) => {
    expect(await said(before, migration)).toEqual([]);
  });
});

describe('code that is a text keeps nothing from going, and breaks', () => {
  const CODE = `
CREATE TABLE users (id int PRIMARY KEY, mail text, age int);
CREATE TABLE posts (id int, user_id int, title text);
CREATE SEQUENCE numbers;
CREATE TYPE mood AS ENUM ('a');
CREATE VIEW grown AS SELECT id FROM users WHERE age > 17;
CREATE FUNCTION mails() RETURNS SETOF text LANGUAGE plpgsql AS $$
  DECLARE r users%ROWTYPE;
  BEGIN FOR r IN SELECT * FROM users LOOP RETURN NEXT r.mail; END LOOP; END $$;
CREATE FUNCTION count_posts(who int) RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM public.posts WHERE user_id = who';
CREATE FUNCTION lower_mail() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN NEW.mail := lower(NEW.mail); RETURN NEW; END $$;
CREATE TRIGGER lower_mail BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION lower_mail();
CREATE FUNCTION next_number() RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN RETURN nextval('numbers'); END $$;
CREATE FUNCTION grown_ups() RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN RETURN (SELECT count(*) FROM grown); END $$;
CREATE FUNCTION moods() RETURNS text LANGUAGE plpgsql AS $$ DECLARE m mood := 'a'; BEGIN RETURN m::text; END $$;
CREATE FUNCTION sum_of() RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN RETURN count_posts(1) + grown_ups(); END $$;
CREATE FUNCTION run() RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'DELETE FROM posts'; END $$;
`;
  const broken = async (migration: string) => {
    const { issues } = await checkSql(CODE, migration);
    return issues
      .filter(({ type }) => type === 'code_broken')
      .map(({ description, impact }) => `${description}: ${impact}`);
  };

  test.each([
    ['ALTER TABLE users DROP COLUMN mail;', ['mails', 'lower_mail']],
    ['ALTER TABLE users RENAME mail TO email;', ['mails', 'lower_mail']],
    ['ALTER TABLE users ADD COLUMN nick text;', []],
    ['ALTER TABLE posts DROP COLUMN title;', []],
    ['ALTER TABLE posts DROP COLUMN user_id;', ['count_posts']],
    ['DROP TABLE posts;', ['count_posts', 'run']],
    ['ALTER TABLE posts RENAME TO articles;', ['count_posts', 'run']],
    ['ALTER TABLE posts RENAME TO articles; CREATE VIEW posts AS SELECT * FROM articles;', []],
    ['DROP SEQUENCE numbers;', ['next_number']],
    ['DROP VIEW grown;', ['grown_ups']],
    ['ALTER TABLE users DROP COLUMN age CASCADE;', ['grown_ups']],
    ['DROP TYPE mood;', ['moods']],
    ['DROP FUNCTION count_posts;', ['sum_of']],
    ['DROP TABLE posts; DROP FUNCTION count_posts; DROP FUNCTION run; DROP FUNCTION sum_of;', []],
    [
      "DROP TABLE posts; CREATE OR REPLACE FUNCTION count_posts(who int) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'; DROP FUNCTION run;",
      [],
    ],
    [
      "CREATE FUNCTION all_of_them() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM posts'; ALTER TABLE posts RENAME TO p; DROP FUNCTION count_posts, run;",
      ['all_of_them', 'sum_of'],
    ],
  ])('%s', async (migration, names) => {
    const found = await broken(migration);
    expect(found.map((text) => /(?:function|procedure) '(\w+)'/.exec(text)?.[1])).toEqual(names);
  });

  test('a text in another language is searched for the names', async () => {
    const before = `CREATE TABLE users (id int, mail text); CREATE TABLE posts (mail text);
CREATE FUNCTION py() RETURNS int LANGUAGE plpython3u AS $$ return plpy.execute("select mail from users")[0] $$;
CREATE FUNCTION js() RETURNS int LANGUAGE plv8 AS $$ return plv8.execute('select usermail from users_of') $$;`;
    const { issues } = await checkSql(
      before,
      'ALTER TABLE users DROP COLUMN mail; ALTER TABLE posts DROP COLUMN mail;',
    );
    const found = issues.filter(({ type }) => type === 'code_broken').map(({ description }) => description);
    expect(found).toEqual([
      "The text of function 'py' is in plpython3u, which is not followed, and has the name of column 'mail' of 'users', which is not there any more",
    ]);
  });

  test('a trigger that runs it is named', async () => {
    const [, trigger] = await broken('ALTER TABLE users DROP COLUMN mail;');
    expect(trigger).toBe(
      "The text of function 'lower_mail' names column 'mail' of 'users', which is not there any more under that name: Writes of 'users' fail, whose trigger calls it",
    );
  });
});

/** A column without a table is that of the innermost query whose tables have one of its name, as PostgreSQL 15 has it. */
describe('columns are those of their scope', () => {
  const TABLES = `CREATE TABLE users (id int, mail text, age int, gone int);
CREATE TABLE posts (id int, user_id int, title text, mail text);
CREATE TABLE tags (tag text, gone int);
`;
  test.each([
    ['SELECT count(*) FROM users u JOIN tags t ON true WHERE u.gone > 0', true],
    ['SELECT count(*) FROM users u JOIN tags t ON true WHERE t.gone > 0', false],
    ['SELECT count(*) FROM posts WHERE user_id IN (SELECT id FROM users WHERE gone = 1)', true],
    ['SELECT count(*) FROM users WHERE EXISTS (SELECT FROM tags WHERE gone = 1)', false],
    ['SELECT count(*) FROM users WHERE EXISTS (SELECT FROM posts WHERE gone = 1)', true],
    ['SELECT count(*) FROM tags WHERE gone IN (SELECT id FROM users)', false],
    ['SELECT count(*) FROM (SELECT tag, gone FROM tags) s JOIN users u ON u.mail = tag', false],
    ['SELECT gone::bigint FROM (SELECT gone FROM tags) s WHERE EXISTS (SELECT FROM users)', false],
    ['SELECT count(gone) FROM (SELECT id FROM users) s, tags', false],
    ['WITH c AS (SELECT gone FROM tags) SELECT count(gone) FROM c, posts p JOIN users u USING (id)', false],
    ['WITH c AS (SELECT gone FROM users) SELECT count(*) FROM c', true],
    ['WITH c(a) AS (SELECT tag FROM tags) SELECT count(gone) FROM c, users', true],
    ['SELECT count(*) FROM users LEFT JOIN tags USING (gone)', true],
    ['SELECT count(*) FROM users, LATERAL (SELECT gone) x', true],
    ['SELECT count(*) FROM tags, LATERAL (SELECT gone FROM posts) x, users', false],
    ['SELECT count(*) FROM users UNION SELECT gone FROM tags', false],
    ['SELECT count(*) FROM tags UNION SELECT gone FROM users', true],
    ['SELECT id AS gone, count(*) FROM users GROUP BY id ORDER BY gone', false],
    ['SELECT row_to_json(u) FROM users u', false],
    ['INSERT INTO tags SELECT mail, gone FROM users RETURNING 1', true],
    ['INSERT INTO users (id) SELECT gone FROM tags RETURNING 1', false],
    ['INSERT INTO users (id, gone) VALUES (1, 2) RETURNING 1', true],
    ['INSERT INTO users (id) VALUES (1) ON CONFLICT (gone) DO NOTHING RETURNING 1', true],
    ['INSERT INTO users AS u (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET id = excluded.gone RETURNING 1', true],
    ['UPDATE tags SET gone = 1 FROM users u WHERE u.mail = tag RETURNING 1', false],
    ['UPDATE posts SET id = gone FROM users RETURNING 1', true],
    ['DELETE FROM users WHERE gone = 3 RETURNING 1', true],
    ['DELETE FROM tags USING users WHERE tags.gone = users.id RETURNING 1', false],
    ['SELECT (u).gone FROM users u', true],
    ['INSERT INTO users (id) VALUES (1) RETURNING gone', true],
    ['DELETE FROM users RETURNING gone', true],
    ['SELECT count(*) FROM users u JOIN LATERAL (SELECT gone FROM tags) t ON true WHERE u.id > 0', false],
    ['SELECT x FROM users, unnest(ARRAY[gone]) AS x', true],
    ['MERGE INTO users u USING tags t ON u.mail = t.tag WHEN MATCHED THEN UPDATE SET gone = 1', true],
    ['SELECT sum(age) OVER (PARTITION BY gone) FROM users', true],
    ['VALUES ((SELECT gone FROM users))', true],
    ['SELECT public.users.gone FROM users', true],
  ])('%s', async (body, isBroken) => {
    const before = `${TABLES}CREATE FUNCTION f() RETURNS SETOF text LANGUAGE plpgsql AS $$ BEGIN RETURN QUERY ${body}; END $$;`;
    const { issues } = await checkSql(before, 'ALTER TABLE users DROP COLUMN gone;');
    expect(issues.filter(({ type }) => type === 'code_broken')).toHaveLength(isBroken ? 1 : 0);
  });
});
