import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findMigrationFacts } from '../../src/diff/migration/find-facts.js';
import type { Catalog } from '../../src/model/catalog/catalog.js';
import { LOCK_MODES } from '../../src/model/migration/lock.js';
import { readMigration } from '../../src/read/postgresql/migration/read-migration.js';
import { readPostgresqlSql } from '../../src/read/postgresql/read-sql.js';
import { reachable, type ScratchPostgres, scratchPostgres } from '../support/databases.js';

const isReachable = await reachable('postgres', 'what statements of migrations lock');

const BEFORE = `
CREATE TABLE users (id int PRIMARY KEY, mail varchar(50) NOT NULL);
CREATE TABLE posts (id int PRIMARY KEY, user_id int REFERENCES users, body text, ord int UNIQUE);
CREATE TABLE tags (post_id int REFERENCES posts ON DELETE CASCADE, t text);
CREATE INDEX posts_user ON posts (user_id);
CREATE TABLE days (id int, day date NOT NULL, v int, w text, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE days_1 PARTITION OF days FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE kinds (id int, kind text, owner int REFERENCES users) PARTITION BY LIST (kind);
CREATE TABLE kinds_1 PARTITION OF kinds FOR VALUES IN ('a');
CREATE TABLE kinds_d PARTITION OF kinds DEFAULT;
CREATE TABLE parent (a int, b text CONSTRAINT filled CHECK (b <> ''));
CREATE TABLE child (c int) INHERITS (parent);
CREATE TABLE grandchild (d int) INHERITS (child);
CREATE TABLE of_day (id int, day_id int, day date, FOREIGN KEY (day_id, day) REFERENCES days);
CREATE VIEW bodies AS SELECT id, body FROM posts;
CREATE VIEW ids AS SELECT id FROM bodies;
CREATE MATERIALIZED VIEW sums AS SELECT user_id, count(*) FROM posts GROUP BY 1;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER touched BEFORE UPDATE ON posts FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TRIGGER day_touched AFTER UPDATE ON days FOR EACH ROW EXECUTE FUNCTION touch();
CREATE SEQUENCE numbers;
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE DOMAIN positive AS int;
CREATE TABLE moods (m mood, d int DEFAULT nextval('numbers'), e positive);
CREATE FUNCTION twice(x int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT x * 2';
CREATE VIEW twos AS SELECT twice(1) AS two FROM users;
CREATE TABLE computed (a int CHECK (twice(a) > 0), b int DEFAULT twice(2), c int GENERATED ALWAYS AS (twice(a)) STORED);
CREATE INDEX computed_twice ON computed (twice(a));
CREATE POLICY own ON tags USING (twice(post_id) > 0);
CREATE RULE kept AS ON DELETE TO tags DO ALSO DELETE FROM moods WHERE false;
CREATE SCHEMA other; CREATE TABLE other.things (id int); CREATE VIEW other.shown AS SELECT id FROM other.things;
`;

const STATEMENTS = [
  ...['DROP FUNCTION twice(int) CASCADE', 'DROP FUNCTION touch() CASCADE', 'DROP TYPE mood CASCADE'],
  ...['DROP DOMAIN positive CASCADE', 'DROP SEQUENCE numbers CASCADE', 'DROP SCHEMA other CASCADE'],
  ...[
    'ALTER SEQUENCE numbers OWNED BY moods.d',
    'ALTER SEQUENCE numbers RENAME TO n',
    'ALTER SEQUENCE numbers RESTART',
  ],
  ...['ALTER SEQUENCE numbers OWNER TO CURRENT_USER', 'ALTER SEQUENCE numbers SET SCHEMA other'],
  ...['DROP VIEW bodies CASCADE', 'DROP TABLE posts CASCADE', 'DROP TABLE days CASCADE', 'DROP TABLE kinds_1'],
  ...['DROP TABLE parent CASCADE', 'DROP TABLE child CASCADE', 'TRUNCATE users CASCADE', 'TRUNCATE parent'],
  ...['TRUNCATE ONLY parent', 'LOCK TABLE parent', 'LOCK TABLE ONLY parent IN EXCLUSIVE MODE', 'LOCK TABLE days'],
  ...['LOCK TABLE ids', 'LOCK TABLE bodies IN SHARE MODE', 'ALTER TABLE posts DROP COLUMN IF EXISTS nothing'],
  ...['ALTER TABLE parent ADD COLUMN IF NOT EXISTS a int UNIQUE', 'ALTER TABLE posts_user SET (fillfactor = 50)'],
  ...['REINDEX TABLE posts', 'REINDEX INDEX posts_user', 'DROP INDEX posts_user', 'CREATE INDEX ON days (v)'],
  ...['ALTER TABLE days ALTER v SET DEFAULT 4', 'ALTER TABLE ONLY days ALTER v SET DEFAULT 4'],
  ...['ALTER TABLE days ALTER w SET STORAGE external', 'ALTER TABLE days ALTER w SET COMPRESSION pglz'],
  ...['ALTER TABLE days ENABLE ROW LEVEL SECURITY', 'ALTER TABLE days OWNER TO CURRENT_USER'],
  ...['ALTER TABLE days SET TABLESPACE pg_default', 'ALTER TABLE days REPLICA IDENTITY FULL'],
  ...['ALTER TABLE days DISABLE TRIGGER day_touched', 'CREATE POLICY own ON days USING (true)'],
  ...[
    'CREATE TRIGGER n AFTER INSERT ON days FOR EACH ROW EXECUTE FUNCTION touch()',
    'DROP TRIGGER day_touched ON days',
  ],
  ...['ALTER TABLE days DROP CONSTRAINT days_pkey CASCADE', 'ALTER TABLE kinds DROP COLUMN owner'],
  ...['ALTER TABLE users DROP CONSTRAINT users_pkey CASCADE', 'ALTER TABLE users DROP COLUMN id CASCADE'],
  "CREATE TABLE days_2 PARTITION OF days FOR VALUES FROM ('2022-01-01') TO ('2023-01-01')",
  ...["CREATE TABLE kinds_2 PARTITION OF kinds FOR VALUES IN ('b')", 'ALTER TABLE kinds DETACH PARTITION kinds_1'],
  ...['ALTER TABLE parent ADD CHECK (a > 0)', 'ALTER TABLE parent ADD CHECK (a > 0) NO INHERIT'],
  ...['ALTER TABLE parent DROP CONSTRAINT filled', 'ALTER TABLE parent ADD PRIMARY KEY (a)'],
  ...['ALTER TABLE parent SET UNLOGGED', 'ALTER TABLE parent ENABLE ROW LEVEL SECURITY'],
  ...['ALTER TABLE grandchild NO INHERIT child', 'ALTER TRIGGER touched ON posts RENAME TO t'],
  ...['ALTER RULE kept ON tags RENAME TO k', 'ALTER POLICY own ON tags RENAME TO o', 'DROP POLICY own ON tags'],
  ...['ALTER VIEW bodies SET SCHEMA other', 'ALTER VIEW bodies OWNER TO CURRENT_USER'],
  ...['ALTER MATERIALIZED VIEW sums SET (fillfactor = 50)', 'ALTER MATERIALIZED VIEW sums SET SCHEMA other'],
];

/** From the weakest mode that an application waits for. */
const FELT: readonly string[] = LOCK_MODES.slice(LOCK_MODES.indexOf('SHARE'));

describe.skipIf(!isReachable)('what an application waits for is what the server locks', () => {
  let scratch: ScratchPostgres;
  let client: pg.Client;
  let before: Catalog;
  let version: number;

  beforeAll(async () => {
    scratch = await scratchPostgres('migration_locks');
    client = await scratch.connect();
    await client.query(BEFORE);
    const { rows } = await client.query(`SELECT current_setting('server_version_num')::int / 10000 AS version`);
    version = rows[0].version;
    before = await readPostgresqlSql([{ name: 'before.sql', text: BEFORE }]);
  });
  afterAll(() => scratch?.drop());

  test.each(STATEMENTS)('%s', async (sql) => {
    const file = await readMigration({ name: 'migration.sql', text: sql });
    const facts = findMigrationFacts(before, [file], { version, inTransaction: 'no' });
    const declared = facts.flatMap((fact) => ('rewrites' in fact ? fact.locks : []));
    const locked = await lockedBy(sql);
    // Other indexes are locked with their tables; of these the table speaks.
    const isTold = ([name]: readonly [string, string]) => !/_pkey$|_key$|_idx$/.test(name);
    const told = declared.map(({ object, mode }) => [object.name, mode] as const);
    expect(strongest(told.filter(isTold))).toEqual(strongest(locked.filter(isTold)));
    expect(locked.length).toBeGreaterThan(0);
  });

  /** The relations that were there before, with their modes. */
  async function lockedBy(sql: string): Promise<(readonly [string, string])[]> {
    await client.query('BEGIN');
    try {
      const { rows } = await client.query(
        `SELECT oid, relname AS name, relkind AS kind FROM pg_class WHERE relnamespace IN ('public'::regnamespace, 'other'::regnamespace)`,
      );
      const known = new Map(rows.map(({ oid, name, kind }) => [oid, { name: name as string, kind: kind as string }]));
      await client.query(sql);
      const locks = await client.query('SELECT relation AS oid, mode FROM pg_locks WHERE pid = pg_backend_pid()');
      const named = [...sql.matchAll(/\w+/g)].map(([word]) => word);
      return locks.rows.flatMap(({ oid, mode }) => {
        const { name, kind = '' } = known.get(oid) ?? {};
        if (name === undefined || (/^i$/i.test(kind) && !/^REINDEX/.test(sql) && !named.includes(name))) return [];
        return [[name, modeText(mode)] as const];
      });
    } finally {
      await client.query('ROLLBACK');
    }
  }
});

function strongest(locks: readonly (readonly [string, string])[]): Record<string, string> {
  const rank = (mode: string) => FELT.indexOf(mode);
  const found = new Map<string, string>();
  for (const [name, mode] of locks) if (rank(mode) > rank(found.get(name) ?? '')) found.set(name, mode);
  return Object.fromEntries([...found].sort());
}

/** `AccessExclusiveLock` as the manual writes it. */
function modeText(mode: string): string {
  return mode
    .replace(/Lock$/, '')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toUpperCase();
}
