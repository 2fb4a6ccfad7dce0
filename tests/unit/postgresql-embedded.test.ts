import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readEmbedded } from '../../src/read/postgresql/embedded/read-embedded.js';
import { differences, modelOfText } from '../support/postgresql-models.js';

test.each(['checks', 'relations', 'views'])('%s.sql: running the file tells the same as reading it', async (name) => {
  const text = readFileSync(`tests/cases/postgresql/${name}.sql`, 'utf8');
  const run = await readEmbedded([{ name, text }]);
  expect(run.tables.length).toBeGreaterThan(0);
  expect(differences(await modelOfText(text), run)).toEqual([]);
});

test('what only running tells', async () => {
  const text = "DO $$ BEGIN EXECUTE format('CREATE TABLE %I (id int)', 'made'); END $$;";
  const { tables } = await readEmbedded([{ name: 'schema.sql', text }]);
  expect(tables.map(({ name }) => name)).toEqual(['made']);
});

test('a dump is run as psql would: its commands, its rows, and the roles and extensions that it speaks of', async () => {
  const text = `\\restrict secret
SELECT pg_catalog.set_config('search_path', '', false);
CREATE EXTENSION IF NOT EXISTS hstore WITH SCHEMA public;
CREATE EXTENSION earthdistance WITH SCHEMA public CASCADE;
-- CREATE EXTENSION postgis;
CREATE TABLE public.facts (id int PRIMARY KEY, of public.hstore);
ALTER TABLE public.facts OWNER TO "the owner";
COPY public.facts (id, of) FROM stdin;
1	"a"=>"b;"
\\.
ALTER SYSTEM SET work_mem = '8MB';
GRANT SELECT ON public.facts TO reader;
\\unrestrict secret
`;
  const next = 'CREATE TABLE seen AS SELECT id FROM facts;';
  const { tables, extensions } = await readEmbedded([
    { name: 'dump.sql', text },
    { name: 'next.sql', text: next },
  ]);
  expect(tables.map(({ name, owner }) => [name, owner])).toEqual([
    ['facts', 'the owner'],
    ['seen', 'postgres'],
  ]);
  expect(extensions.map(({ name }) => name)).toEqual(['cube', 'earthdistance', 'hstore']);
});

test.each([
  ['CREATE TABLE t (\n  a int\n);\n\nCREATE TABLE u (a no_such_type);', /^bad\.sql:5: .*no_such_type/],
  ['SELECT 1;\n\\i other.sql', /^bad\.sql:2: .*\\i is a command of psql/],
  ['CREATE TABLE t (a int);\nCOPY t FROM stdin WITH (FORMAT csv);\n1\n\\.\n', /^bad\.sql:2: .*COPY with options/],
])('what the server refuses is one error that names file and line (%#)', async (text, message) => {
  const error = await readEmbedded([{ name: 'bad.sql', text }]).catch((e) => e);
  expect(error).toMatchObject({ code: 'SQL_REFUSED', message: expect.stringMatching(message) });
});

test('every extension that is missing is named', async () => {
  const text = 'CREATE EXTENSION postgis; CREATE EXTENSION citext; DO $$ BEGIN CREATE EXTENSION "pg_cron"; END $$;';
  const error = await readEmbedded([{ name: 'bad.sql', text }]).catch((e) => e);
  expect(error.message).toBe('the embedded PostgreSQL has no extension "postgis", "pg_cron"');
});
