import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findMigrationFacts } from '../../src/diff/migration/find-facts.js';
import type { Catalog } from '../../src/model/catalog/catalog.js';
import type { NamedObject } from '../../src/model/migration/named-object.js';
import { readMigration } from '../../src/read/postgresql/migration/read-migration.js';
import { readPostgresqlSql } from '../../src/read/postgresql/read-sql.js';
import {
  reachable,
  type ScratchMariadb,
  type ScratchPostgres,
  scratchMariadb,
  scratchPostgres,
} from '../support/databases.js';
import { readMysql } from '../support/mysql-migrations.js';

const isReachable = await reachable('postgres', 'what a server refuses of a migration');

const BEFORE = `
CREATE TABLE users (id int PRIMARY KEY, mail text, "full name" text, age int,
  twice int GENERATED ALWAYS AS (age * 2) STORED, number int UNIQUE, boss int REFERENCES users (id), free text);
CREATE TABLE posts (id int PRIMARY KEY, author int REFERENCES users (id), number int REFERENCES users (number));
CREATE VIEW mails AS SELECT id, mail FROM users;
CREATE VIEW mails_again AS SELECT m.mail, 'users.free' AS note FROM mails m;
CREATE MATERIALIZED VIEW ages AS SELECT age FROM users;
CREATE VIEW rows_whole AS SELECT users FROM users;
CREATE VIEW doubled AS SELECT sum(twice) FROM users;
CREATE FUNCTION names() RETURNS text LANGUAGE sql BEGIN ATOMIC SELECT "full name" FROM users; END;
CREATE FUNCTION free() RETURNS text LANGUAGE sql AS 'SELECT free FROM users';
CREATE POLICY own ON posts USING (author IN (SELECT id FROM users WHERE "full name" = 'x'));
CREATE TRIGGER named BEFORE UPDATE OF "full name" ON users
  FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
CREATE TRIGGER numbered BEFORE UPDATE ON users FOR EACH ROW WHEN (OLD.number <> NEW.number)
  EXECUTE FUNCTION suppress_redundant_updates_trigger();
CREATE TABLE parts (a int, b int, c int) PARTITION BY RANGE (a);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (1) TO (2);
CREATE VIEW of_part AS SELECT b FROM parts_1;
CREATE TABLE parent (a int, b int);
CREATE TABLE child (c int) INHERITS (parent);
CREATE TYPE mood AS ENUM ('good');
CREATE TABLE moods (x mood, y mood[]);
CREATE TABLE logged (a int, b int, CHECK (a > b));
CREATE INDEX logged_a ON logged (a) WHERE b > 0;
CREATE RULE log AS ON DELETE TO logged DO ALSO DELETE FROM moods WHERE x::text = OLD.b::text;
CREATE TABLE one (a int, b int); CREATE TABLE two (a int, c int);
CREATE VIEW joined AS SELECT c FROM one JOIN two USING (a);
CREATE SEQUENCE numbers; CREATE SEQUENCE "Odd numbers";
CREATE FUNCTION next_number() RETURNS bigint LANGUAGE sql AS $$ SELECT nextval('numbers') $$;
CREATE FUNCTION doubled(n int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT n * 2';
CREATE FUNCTION four_times(n int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT doubled(doubled(n)); END;
CREATE FUNCTION touched() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE FUNCTION is_mine(n int) RETURNS boolean LANGUAGE sql AS 'SELECT true';
CREATE FUNCTION added(int, int) RETURNS int LANGUAGE sql AS 'SELECT $1 + $2';
CREATE FUNCTION twin(int) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION twin(text) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE AGGREGATE total(int) (sfunc = added, stype = int, initcond = '0');
CREATE TABLE calling (id serial, n bigint DEFAULT next_number(), m bigint DEFAULT nextval('"Odd numbers"') CHECK (doubled(m::int) > 0),
  o int GENERATED ALWAYS AS (doubled(id)) STORED, p text DEFAULT 'next_number()', q text DEFAULT nextval('numbers'::text));
CREATE INDEX calling_doubled ON calling (doubled(id));
CREATE TRIGGER touch BEFORE UPDATE ON calling FOR EACH ROW EXECUTE FUNCTION touched();
CREATE POLICY mine ON calling USING (is_mine(id));
CREATE VIEW totals AS SELECT total(id) AS t, four_times(1) AS f FROM calling;
CREATE VIEW again_totals AS SELECT t FROM totals;
CREATE EXTENSION citext; CREATE EXTENSION "uuid-ossp"; CREATE EXTENSION pg_trgm; CREATE EXTENSION postgres_fdw;
CREATE EXTENSION unaccent;
CREATE FUNCTION plus(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE FUNCTION ok(int) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE FUNCTION ok(text) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE FUNCTION ok(text, int) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE FUNCTION day(date) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE OPERATOR @+@ (LEFTARG = int, RIGHTARG = int, FUNCTION = plus);
CREATE OPERATOR @-@ (LEFTARG = int, RIGHTARG = int, FUNCTION = int4mi);
CREATE DOMAIN small AS int CHECK (ok(VALUE)); CREATE DOMAIN today AS int DEFAULT day(CURRENT_DATE);
CREATE AGGREGATE unused(int) (SFUNC = int4pl, STYPE = int);
CREATE TYPE pair AS (a int); CREATE TYPE pairs AS (one pair, other pair);
CREATE FUNCTION to_pair(text) RETURNS pair LANGUAGE sql IMMUTABLE AS 'SELECT NULL::pair';
CREATE CAST (text AS pair) WITH FUNCTION to_pair(text);
CREATE TABLE various (id uuid DEFAULT uuid_generate_v4(), mail citext, n int CHECK (ok(n)), x text, y text, d today);
CREATE TABLE rows_of (a int); CREATE FUNCTION takes(rows_of) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TABLE counted (a int, CHECK (a @+@ 1 > 2));
CREATE INDEX various_x ON various USING gin (x gin_trgm_ops);
CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw;
`;

const BY_NAME = [
  ...['FUNCTION plus', 'FUNCTION ok(int)', 'FUNCTION ok(text)', 'FUNCTION ok(text, int)', 'FUNCTION day'],
  ...['FUNCTION to_pair', 'AGGREGATE total(int)', 'AGGREGATE unused(int)', 'OPERATOR @+@ (int, int)'],
  ...['OPERATOR @-@ (int, int)', 'CAST (text AS pair)', 'EXTENSION citext', 'EXTENSION "uuid-ossp"'],
  ...['EXTENSION pg_trgm', 'EXTENSION postgres_fdw', 'EXTENSION unaccent', 'TYPE pair', 'TABLE rows_of'],
  ...['DOMAIN small', 'DOMAIN today', 'TABLE various'],
].flatMap((object) => [`DROP ${object}`, `DROP ${object} CASCADE`]);

const STATEMENTS = [
  ...['mail', 'age', '"full name"', 'number', 'id', 'twice', 'boss', 'free'].flatMap((column) => [
    `ALTER TABLE users DROP COLUMN ${column}`,
    `ALTER TABLE users DROP COLUMN ${column} CASCADE`,
    `ALTER TABLE users ALTER ${column} TYPE ${/mail|name|free/.test(column) ? 'varchar' : 'bigint'}`,
  ]),
  ...['users', 'posts', 'users, posts', 'parts', 'parts_1', 'parent', 'child', 'parent, child', 'moods'].flatMap(
    (tables) => [`DROP TABLE ${tables}`, `DROP TABLE ${tables} CASCADE`],
  ),
  'DROP VIEW mails',
  'DROP VIEW mails, mails_again',
  'DROP VIEW mails CASCADE',
  'DROP MATERIALIZED VIEW ages',
  ...['parts DROP COLUMN a', 'parts DROP COLUMN a CASCADE', 'parts ALTER a TYPE bigint', 'parts DROP COLUMN b'],
  ...['parts ALTER b TYPE bigint', 'parts_1 DROP COLUMN c', 'parts_1 ALTER c TYPE bigint', 'parts DROP COLUMN c'],
  ...['child DROP COLUMN a', 'child ALTER a TYPE bigint', 'child DROP COLUMN c', 'parent DROP COLUMN a'],
  ...['users DROP CONSTRAINT users_pkey', 'users DROP CONSTRAINT users_pkey CASCADE'],
  ...['users DROP CONSTRAINT users_number_key', 'posts DROP CONSTRAINT posts_pkey'],
  ...['logged DROP COLUMN a', 'logged DROP COLUMN b', 'logged ALTER b TYPE bigint', 'one DROP COLUMN a'],
  ...['one DROP COLUMN b', 'two ALTER a TYPE bigint', 'moods DROP COLUMN x', 'moods DROP COLUMN y'],
].map((text) => (/^(?:ALTER|DROP) (?:TABLE|VIEW|MAT)/.test(text) ? text : `ALTER TABLE ${text}`));

const OTHERS = [
  ...['DROP INDEX users_pkey', 'DROP INDEX logged_a', 'DROP TYPE mood', 'DROP TYPE mood CASCADE', 'TRUNCATE users'],
  ...['TRUNCATE users, posts', 'TRUNCATE users CASCADE', 'TRUNCATE moods'],
  // What a statement took away no longer stands in the way of the next.
  'DROP VIEW mails, mails_again; ALTER TABLE users DROP COLUMN mail',
  'ALTER TABLE users DROP COLUMN twice CASCADE; DROP MATERIALIZED VIEW ages; ALTER TABLE users DROP COLUMN age',
  'ALTER TABLE users RENAME COLUMN mail TO email; ALTER TABLE users DROP COLUMN email',
  'ALTER VIEW mails RENAME TO letters; ALTER TABLE users DROP COLUMN mail CASCADE',
  "CREATE OR REPLACE VIEW mails AS SELECT id, ''::text AS mail FROM users; ALTER TABLE users DROP COLUMN mail",
  'DROP FUNCTION names(); DROP POLICY own ON posts; DROP TRIGGER named ON users; ALTER TABLE users DROP "full name"',
  'DROP RULE log ON logged; ALTER TABLE logged DROP COLUMN b',
  'ALTER TABLE users ALTER twice DROP EXPRESSION; ALTER TABLE users ALTER age TYPE bigint',
  'ALTER TABLE users DROP COLUMN mail CASCADE; DROP VIEW IF EXISTS mails; DROP TABLE moods CASCADE',
  'ALTER TABLE posts DROP CONSTRAINT posts_author_fkey, DROP CONSTRAINT posts_number_fkey; TRUNCATE users',
];

const ROUTINES = [
  ...['next_number()', 'doubled(int)', 'four_times(int)', 'touched()', 'is_mine(int)', 'added(int, int)', 'twin(int)'],
].flatMap((routine) => [`DROP FUNCTION ${routine}`, `DROP FUNCTION ${routine} CASCADE`]);

const DRAWING = [
  ...['numbers', '"Odd numbers"', 'calling_id_seq', 'public.calling_id_seq'].flatMap((sequence) => [
    `DROP SEQUENCE ${sequence}`,
    `DROP SEQUENCE ${sequence} CASCADE`,
  ]),
  'ALTER TABLE calling ALTER n DROP DEFAULT; DROP FUNCTION next_number()',
  'ALTER TABLE calling RENAME n TO number; ALTER TABLE calling ALTER number SET DEFAULT 1; DROP FUNCTION next_number()',
  'DROP TRIGGER touch ON calling; DROP FUNCTION touched()',
  'DROP POLICY mine ON calling; DROP FUNCTION public.is_mine',
  'ALTER TABLE calling DROP COLUMN m; DROP SEQUENCE "Odd numbers"',
  'DROP TABLE calling CASCADE; DROP FUNCTION touched(), is_mine(int), next_number()',
];

/** As the server writes it of an object. */
function written({ kind, name, table }: NamedObject): string {
  const of = table?.name;
  if (kind === 'foreign key') return `constraint ${name.name} on table ${of}`;
  if (kind === 'function' || kind === 'aggregate') return `function ${name.name}`;
  if (kind === 'attribute') return `column ${name.name} of composite type ${of}`;
  if (kind === 'operator') return `operator ${name.name.replace('public.', '').replace(', ', ',')}`;
  if (kind === 'cast') return `cast ${name.name.replace(/^\((.*) as public\.(.*)\)$/, 'from $1 to $2')}`;
  if (kind === 'index') return `index ${name.name}`;
  if (kind === 'default') return `default value for column ${name.name} of table ${of}`;
  if (/column$/.test(kind)) return `column ${name.name} of table ${of}`;
  return table === undefined ? `${kind} ${name.name}` : `${kind} ${name.name} on table ${of}`;
}

/** `function f(integer)` without what tells it from others of its name. */
function withoutArguments(line: string): string {
  return line.replace(/\bfunction (\w+)\([^()]*\)/g, 'function $1');
}

interface Answer {
  readonly isRefused: boolean;
  /** Those that stand in the way, or that go along; of a change of type the server names one alone. */
  readonly dependents: readonly string[];
}

describe.skipIf(!isReachable)('what a server refuses and drops along is said before', () => {
  let scratch: ScratchPostgres;
  let client: pg.Client;
  let before: Catalog;
  const notices: string[] = [];

  beforeAll(async () => {
    scratch = await scratchPostgres('refused');
    client = await scratch.connect();
    client.on('notice', ({ message = '', detail = '' }) => notices.push(message, detail));
    await client.query(BEFORE);
    before = await readPostgresqlSql([{ name: 'before.sql', text: BEFORE }]);
  });
  afterAll(() => scratch.drop());

  async function answerOfServer(statements: string): Promise<Answer> {
    notices.length = 0;
    await client.query('BEGIN');
    try {
      await client.query(statements);
      const lines = notices.join('\n').split('\n');
      const dependents = lines.flatMap((line) => /^drop cascades to (.*)$/.exec(withoutArguments(line))?.[1] ?? []);
      return { isRefused: false, dependents: dependents.filter((text) => !/^\d+ other/.test(text)).sort() };
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) throw error;
      const lines = (error.detail ?? '').split('\n');
      return {
        isRefused: true,
        dependents: lines.flatMap((line) => /^(.*) depends on /.exec(withoutArguments(line))?.[1] ?? []).sort(),
      };
    } finally {
      await client.query('ROLLBACK');
    }
  }

  async function answerBefore(statements: string): Promise<Answer> {
    const file = await readMigration({ name: 'm.sql', text: statements });
    const facts = findMigrationFacts(before, [file], { version: 15, inTransaction: 'no' });
    const refusals = facts.flatMap((fact) => (fact.kind === 'statement_refused' ? fact.refusal : []));
    const dropped = facts.flatMap((fact) => (fact.kind === 'dependents_dropped' ? fact.dependents : []));
    const standing = refusals.flatMap((refusal) => (refusal.why === 'needed' ? refusal.dependents : []));
    const dependents = refusals.length > 0 ? standing : dropped;
    return { isRefused: refusals.length > 0, dependents: dependents.map(written).sort() };
  }

  test.each([...STATEMENTS, ...OTHERS, ...ROUTINES, ...DRAWING, ...BY_NAME])('%s', async (statements) => {
    const [server, said] = [await answerOfServer(statements), await answerBefore(statements)];
    const isListed = !/ALTER .* TYPE |TRUNCATE/.test(statements) || !server.isRefused;
    expect(isListed ? said : { isRefused: said.isRefused }).toEqual(
      isListed ? server : { isRefused: server.isRefused },
    );
  });
});

const MARIADB = `
CREATE TABLE users (id int PRIMARY KEY, mail varchar(20), age int, \`full name\` text, twice int AS (id * 2));
CREATE TABLE posts (id int PRIMARY KEY, author int, mail int);
INSERT INTO users (id) VALUES (1);
CREATE VIEW mails AS SELECT u.id, u.mail AS letter, p.author FROM users u JOIN posts p ON p.author = u.id;
CREATE VIEW again AS SELECT letter FROM mails ORDER BY letter;
CREATE VIEW ages AS SELECT age AS years, count(*) AS n FROM users GROUP BY years HAVING n > 0 ORDER BY n;
CREATE VIEW everything AS SELECT * FROM users;
CREATE VIEW common AS WITH c AS (SELECT id, \`full name\` FROM users) SELECT c.\`full name\` FROM c NATURAL JOIN posts;
CREATE VIEW inner_one AS SELECT (SELECT max(p.mail) FROM posts p WHERE p.author = u.id) AS m FROM users u;
CREATE VIEW either AS SELECT id FROM users UNION SELECT author FROM posts ORDER BY id;
CREATE TRIGGER lower_mail BEFORE UPDATE ON users FOR EACH ROW SET NEW.mail = lower(NEW.\`mail\`);
CREATE PROCEDURE one() SELECT 1;
`;

const MARIADB_STATEMENTS = [
  ...['mail', 'age', '`full name`', 'twice'].map((column) => `ALTER TABLE users DROP COLUMN ${column}`),
  ...['author', 'mail', 'id'].map((column) => `ALTER TABLE posts RENAME COLUMN ${column} TO other`),
  'ALTER TABLE users CHANGE mail MAIL varchar(30)',
  'ALTER TABLE posts ADD COLUMN age int',
  'DROP TABLE posts',
  'RENAME TABLE posts TO letters',
  'ALTER TABLE users ADD COLUMN n int FIRST',
  'CREATE OR REPLACE VIEW mails AS SELECT id FROM users',
  'DROP VIEW mails',
  'DROP TRIGGER lower_mail; ALTER TABLE users DROP COLUMN mail; DROP PROCEDURE one',
  'RENAME TABLE posts TO letters; ALTER TABLE letters DROP COLUMN author; RENAME TABLE letters TO posts',
  'RENAME TABLE posts TO letters; CREATE VIEW posts AS SELECT * FROM letters',
  'ALTER TABLE users RENAME COLUMN age TO years; CREATE OR REPLACE VIEW ages AS SELECT years, 1 AS n FROM users; DROP VIEW everything',
];

const isMariadbReachable = await reachable('mariadb', 'what no longer works after a migration');

describe.skipIf(!isMariadbReachable)('what no longer works on MariaDB is said before', () => {
  let scratch: ScratchMariadb;
  let connection: Awaited<ReturnType<ScratchMariadb['connect']>>;
  const views = [...MARIADB.matchAll(/CREATE VIEW (\w+)/g)].map(([, name]) => name as string);

  beforeAll(async () => {
    scratch = await scratchMariadb('dependents');
    connection = await scratch.connect({ multipleStatements: true });
  });
  afterAll(() => scratch.drop());

  /** Each view and trigger by what becomes of it. */
  async function stateOnServer(): Promise<Record<string, string>> {
    const state: Record<string, string> = {};
    const attempt = async (name: string, statement: string) => {
      const error = await connection.query(statement).then(
        () => undefined,
        (reason: { errno: number }) => reason.errno,
      );
      // 1146: there is no such view.
      if (error !== undefined) state[name] = error === 1146 ? 'gone' : 'broken';
    };
    for (const view of views) await attempt(view, `SELECT * FROM ${view}`);
    await attempt('lower_mail', 'UPDATE users SET id = id + 1');
    for (const [name, of] of [
      ['one', 'ROUTINES WHERE ROUTINE_NAME'],
      ['lower_mail', 'TRIGGERS WHERE TRIGGER_NAME'],
    ] as const) {
      const schema = of.startsWith('R') ? 'ROUTINE_SCHEMA' : 'TRIGGER_SCHEMA';
      const [rows] = await connection.query(
        `SELECT 1 FROM information_schema.${of} = '${name}' AND ${schema} = database()`,
      );
      if ((rows as unknown[]).length === 0) state[name] = 'gone';
    }
    return state;
  }

  test.each(MARIADB_STATEMENTS)('%s', async (statements) => {
    await connection.query(`DROP DATABASE ${scratch.name}; CREATE DATABASE ${scratch.name}; USE ${scratch.name}`);
    await connection.query(MARIADB);
    await connection.query(statements);
    const { files } = readMysql(MARIADB, `${statements};`, { dialect: 'mariadb' });
    const said = files.flatMap(({ statements: read }) =>
      read.flatMap(({ objects, broken }) => [
        ...objects.flatMap(({ before, after }) => (before && !after ? [[before.name, 'gone'] as const] : [])),
        ...broken.map(({ name }) => [name.name, 'broken'] as const),
      ]),
    );
    expect(Object.fromEntries(said)).toEqual(await stateOnServer());
  });
});
