import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everything, readContents } from '../../src/rehearse/contents.js';
import type { Engine, Session } from '../../src/rehearse/engine.js';
import { loadSources } from '../../src/rehearse/load.js';
import { openEngine } from '../../src/rehearse/open-engine.js';
import { POSTGRESQL } from '../../src/rehearse/postgresql/language.js';
import { demandsOf, successorsIn } from '../../src/rehearse/rows/demands.js';
import { fillTables } from '../../src/rehearse/rows/fill.js';
import { textLike } from '../../src/rehearse/rows/pattern.js';
import { randomOf } from '../../src/rehearse/rows/random.js';
import { inSavepoint } from '../../src/rehearse/rows/savepoint.js';
import { postgresUrl, reachable } from '../support/databases.js';

const TYPES = [
  ...['smallint', 'integer', 'bigint', 'numeric', 'numeric(6,2)', 'numeric(3,0)', 'real', 'double precision', 'money'],
  ...['boolean', 'text', 'varchar', 'varchar(3)', 'char(2)', 'char', '"char"', 'name', 'uuid', 'bytea', 'date', 'time'],
  ...['timetz', 'timestamp', 'timestamp(3)', 'timestamptz', 'interval', 'json', 'jsonb', 'xml', 'inet', 'cidr'],
  ...['macaddr', 'macaddr8', 'bit(5)', 'varbit(9)', 'bit', 'varbit', 'point', 'line', 'lseg', 'box', 'path', 'polygon'],
  ...['circle', 'tsvector', 'tsquery', 'int4range', 'int8range', 'numrange', 'daterange', 'tsrange', 'tstzrange'],
  ...['int4multirange', 'datemultirange', 'oid', 'regclass', 'pg_lsn', 'int[]', 'text[]', 'timestamptz[]', 'jsonb[]'],
  ...['mood', 'mood[]', 'positive', 'address', 'address[]', 'span', 'code'],
];

/** Tables whose rows are hard to make, each in another way. */
const SCHEMA = `CREATE TYPE mood AS ENUM ('sad', 'it''s ok');
CREATE DOMAIN positive AS int NOT NULL CHECK (VALUE > 0 AND VALUE < 10);
CREATE DOMAIN code AS text CHECK (VALUE ~ '^[A-Z]{2}-[0-9]{3,5}$');
CREATE TYPE address AS (street text, number int);
CREATE TYPE span AS RANGE (subtype = int);
CREATE TABLE every_type (${TYPES.map((type, index) => `c${index} ${type} NOT NULL`).join(', ')});
CREATE TABLE teams (id serial PRIMARY KEY, name varchar(20) NOT NULL UNIQUE, size int CHECK (size BETWEEN 3 AND 7));
CREATE TABLE users (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  team_id int NOT NULL REFERENCES teams,
  boss bigint REFERENCES users,
  mail text NOT NULL CHECK (mail LIKE '%@example.%' AND length(mail) <= 40),
  kind text NOT NULL CHECK (kind IN ('person', 'robot')),
  born date CHECK (born > '1900-01-01'),
  begins int NOT NULL, ends int NOT NULL, CHECK (begins < ends),
  twice int GENERATED ALWAYS AS (begins * 2) STORED
);
CREATE TABLE passports (user_id bigint PRIMARY KEY REFERENCES users, number text NOT NULL);
CREATE TABLE memberships (user_id bigint REFERENCES users, team_id int REFERENCES teams, PRIMARY KEY (user_id, team_id));
CREATE TABLE bookings (room int NOT NULL, during tsrange NOT NULL, EXCLUDE USING gist (during WITH &&));
CREATE TABLE husbands (id int PRIMARY KEY, wife int NOT NULL);
CREATE TABLE wives (id int PRIMARY KEY, husband int NOT NULL REFERENCES husbands DEFERRABLE INITIALLY DEFERRED);
ALTER TABLE husbands ADD FOREIGN KEY (wife) REFERENCES wives DEFERRABLE INITIALLY DEFERRED;
CREATE TABLE hens (id int PRIMARY KEY, egg int);
CREATE TABLE eggs (id int PRIMARY KEY, hen int NOT NULL REFERENCES hens);
ALTER TABLE hens ADD FOREIGN KEY (egg) REFERENCES eggs;
CREATE TABLE events (at date NOT NULL, kind text NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_24 PARTITION OF events FOR VALUES FROM ('2024-03-01') TO ('2024-04-01');
CREATE TABLE events_25 PARTITION OF events FOR VALUES FROM ('2025-03-01') TO ('2025-04-01') PARTITION BY LIST (kind);
CREATE TABLE events_25_a PARTITION OF events_25 FOR VALUES IN ('a', 'b');
CREATE TABLE defaults_only (id serial, at timestamptz DEFAULT now());
CREATE TABLE "odd ""name""" ("a b" int UNIQUE, "select" text);`;

describe.skipIf(!(await reachable('postgres', 'generated rows')))('rows', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine(postgresUrl(), [], { env: {}, host: 'here', pid: process.pid, isAlive: () => true });
  });
  afterAll(() => engine.close());

  const withSchema = async <T>(text: string, use: (session: Session) => Promise<T>): Promise<T> => {
    const scratch = await engine.create();
    try {
      const session = await scratch.connect();
      await loadSources(session, [{ name: 'schema.sql', text }], POSTGRESQL);
      return await use(session);
    } finally {
      await scratch.drop();
    }
  };
  const filled = (text: string, seed: number, after?: string) =>
    withSchema(text, async (session) => {
      const catalog = await POSTGRESQL.readCatalog(session);
      const next = after === undefined ? catalog : await withSchema(after, POSTGRESQL.readCatalog);
      const demands = demandsOf(catalog, next, successorsIn(next, []));
      const { tables } = await fillTables(session, demands, POSTGRESQL, { rows: 12, seed });
      const contents = await readContents(session, everything(catalog, POSTGRESQL), POSTGRESQL);
      const answer = async (query: string) => (await session.query(query))[0];
      return {
        tables,
        contents,
        answer: after === undefined ? undefined : await answer('SELECT count(*)::int AS n FROM t'),
      };
    });

  test('of every kind of table satisfy every constraint, and are the same for the same seed', async () => {
    const first = await filled(SCHEMA, 1);
    expect(first.tables.filter(({ rows }) => rows < 12)).toEqual([]);
    expect(first.tables.length).toBe(13);
    const again = await filled(SCHEMA, 1);
    expect([...again.contents].filter(([key]) => !/defaults_only/.test(key))).toEqual(
      [...first.contents].filter(([key]) => !/defaults_only/.test(key)),
    );
    const other = await filled(SCHEMA, 2);
    expect(other.contents.get('public.users')).not.toEqual(first.contents.get('public.users'));
  });

  test('that are refused leave no lock behind', async () => {
    await withSchema('CREATE TABLE t (a int PRIMARY KEY)', async (session) => {
      const locks = async () => {
        const [row] = await session.query('SELECT count(*)::int AS count FROM pg_locks WHERE pid = pg_backend_pid()');
        return row?.count as number;
      };
      await session.execute('BEGIN');
      await inSavepoint(session, async () => {
        await session.execute('INSERT INTO t VALUES (1)');
      });
      const before = await locks();
      for (let time = 0; time < 20; time++) {
        const refused = inSavepoint(session, async () => {
          await session.execute('INSERT INTO t VALUES (2)');
          await session.execute('INSERT INTO t VALUES (1)');
        });
        await expect(refused).rejects.toThrow(/duplicate key/);
      }
      expect(await locks()).toBe(before);
      expect(await session.query('SELECT a FROM t')).toEqual([{ a: 1 }]);
      await session.execute('ROLLBACK');
    });
  });

  test('that cannot be made are not there, and the table says why', async () => {
    const { tables } = await filled(
      `CREATE TABLE never (a int CHECK (a > 5 AND a < 3), b int NOT NULL CHECK (b > 5 AND b < 3));
      CREATE TABLE child (never int NOT NULL);
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not today'; END $$;
      CREATE TABLE guarded (a int);
      CREATE TRIGGER guard BEFORE INSERT ON guarded FOR EACH ROW EXECUTE FUNCTION refuse();
      CREATE TABLE few (flag boolean PRIMARY KEY);`,
      1,
    );
    expect(tables).toEqual([
      { table: 'public.child', rows: 12 },
      { table: 'public.few', rows: 2, problem: expect.stringMatching(/unique|once/) },
      { table: 'public.guarded', rows: 0, problem: 'not today' },
      { table: 'public.never', rows: 0, problem: expect.stringMatching(/check constraint/) },
    ]);
  });

  test('are such that the schema after takes them, too', async () => {
    const { tables } = await filled(
      'CREATE TABLE t (a int, b text, c text);',
      1,
      "CREATE TABLE t (a int NOT NULL UNIQUE CHECK (a > 3), b varchar(2), c text CHECK (c IN ('x', 'y')));",
    );
    expect(tables).toEqual([{ table: 'public.t', rows: 12 }]);
  });
});

test.each([
  ['^[A-Z]{3}-\\d+$', /^[A-Z]{3}-\d+$/],
  ['^(a|bc)+[^x]?z{2,3}$', /^(a|bc)+[^x]?z{2,3}$/],
  ['^[[:alpha:]_]+@[a-z.-]+\\.(com|org)$', /^[A-Za-z_]+@[a-z.-]+\.(com|org)$/],
])('a text like %s', (pattern, regex) => {
  const random = randomOf(3);
  for (let index = 0; index < 50; index++) expect(textLike(pattern, random)).toMatch(regex);
});
