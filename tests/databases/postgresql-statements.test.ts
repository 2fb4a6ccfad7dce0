import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readMigrations } from '../../src/read/postgresql/migration/read-migrations.js';
import { reachable, type ScratchPostgres, scratchPostgres } from '../support/databases.js';
import { differences, modelOfText, modelOnServer } from '../support/postgresql-models.js';

const ROLES = ['statements_one', 'statements_two', 'statements_three'];

/** Each in a database of its own: what they make, the file and the server's catalog say alike. */
const TEXTS: readonly (readonly [name: string, sql: string])[] = [
  [
    'what is said of the indexes behind constraints',
    `CREATE TABLE a (x int PRIMARY KEY, y int UNIQUE, z int, EXCLUDE USING btree (z WITH =));
     COMMENT ON CONSTRAINT a_pkey ON a IS 'constraint'; COMMENT ON INDEX a_pkey IS 'index';
     COMMENT ON CONSTRAINT a_y_key ON a IS 'constraint alone'; COMMENT ON INDEX a_z_excl IS 'index alone';
     CREATE TABLE b (LIKE a INCLUDING ALL);
     CREATE TABLE c (x int NOT NULL); CREATE UNIQUE INDEX c_x ON c (x); COMMENT ON INDEX c_x IS 'index';
     ALTER TABLE c ADD CONSTRAINT c_key PRIMARY KEY USING INDEX c_x;`,
  ],
  [
    'statistics with LIKE',
    `CREATE TABLE a (x int, y int); CREATE STATISTICS s ON x, y FROM a; COMMENT ON STATISTICS s IS 'c';
     CREATE TABLE b (LIKE a INCLUDING STATISTICS); CREATE TABLE c (LIKE a INCLUDING STATISTICS INCLUDING COMMENTS);`,
  ],
  [
    'a foreign key to what LIKE brings',
    `CREATE TABLE a (x int PRIMARY KEY, z int UNIQUE); CREATE TABLE b (LIKE a INCLUDING INDEXES, y int REFERENCES b);
     CREATE TABLE c (y int REFERENCES c (z), LIKE a INCLUDING ALL);`,
  ],
  [
    'constants beside a column of another type',
    `CREATE TABLE a (d date DEFAULT '2020-02-02' CHECK (d > '2020-01-01'), n int[] DEFAULT '{}', v varchar(10) DEFAULT 'q');
     CREATE INDEX a_d ON a (d) WHERE d > '2024-05-05';
     ALTER TABLE a ALTER d TYPE timestamp, ALTER n TYPE bigint[], ALTER v TYPE text;
     CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TABLE b (m mood NOT NULL DEFAULT 'ok'); ALTER TABLE b ALTER m TYPE text;
     CREATE TABLE p (d date CHECK (d > '2020-01-01') DEFAULT '2020-01-01'); CREATE TABLE c () INHERITS (p);
     ALTER TABLE p ALTER d TYPE timestamp;`,
  ],
  [
    'joins with aliases of columns',
    `CREATE TABLE a (x int, y int); CREATE TABLE b (x int, z int);
     CREATE VIEW v1 AS SELECT j.p, j.q FROM (a JOIN b USING (x)) AS j (p, q, r);
     CREATE VIEW v2 AS SELECT * FROM (a JOIN b USING (x)) AS j (p, q, r);`,
  ],
  [
    'columns of joins and sources with aliases get other names and go',
    `CREATE TABLE a (u int, x int, y int); CREATE TABLE b (w int, z int); CREATE TABLE c (x int, t int);
     CREATE VIEW v1 AS SELECT x, q FROM (a JOIN b ON a.y = b.z) j(u, x, y, q) WHERE j.z > 2;
     CREATE VIEW v2 AS SELECT j.y, j.z FROM (a JOIN b ON a.y = b.z) j WHERE y > 2 AND x > 1;
     CREATE VIEW v3 AS SELECT j.x, j.r FROM (a JOIN c USING (x)) j(x, u, r) JOIN b ON b.z = j.r;
     CREATE VIEW v4 AS SELECT x, a.y FROM a JOIN c USING (x) WHERE c.x > 1 AND t > 2;
     CREATE VIEW v5 AS SELECT y, k.x AS s FROM a k(u, y, x) WHERE y > 2;
     CREATE VIEW v6 AS SELECT x, y FROM a k(v);
     ALTER TABLE a RENAME y TO yy; ALTER TABLE a RENAME x TO xx; ALTER TABLE b RENAME z TO zz; ALTER TABLE c RENAME x TO x2;`,
  ],
  [
    'a column goes whose place in a source has a name',
    `CREATE TABLE a (w int, x int, y int); CREATE VIEW v AS SELECT q, r FROM a k(p, q, r); ALTER TABLE a DROP w;`,
  ],
  [
    'what is in a schema follows it to its new name',
    `CREATE SCHEMA s; CREATE TABLE s.t (x int); CREATE INDEX i ON s.t (x); CREATE MATERIALIZED VIEW s.m AS SELECT x FROM s.t;
     CREATE INDEX mi ON s.m (x); CREATE COLLATION s.c (provider = icu, locale = 'de');
     CREATE TYPE s.e AS ENUM ('a'); CREATE CAST (s.e AS int) WITH INOUT; COMMENT ON CAST (s.e AS int) IS 'cast';
     CREATE FUNCTION s.f(s.e, s.e) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
     CREATE OPERATOR s.<<< (LEFTARG = s.e, RIGHTARG = s.e, FUNCTION = s.f);
     CREATE FUNCTION s.g(s.e, s.e) RETURNS s.e LANGUAGE sql AS 'SELECT $1'; CREATE AGGREGATE s.ag (s.e) (SFUNC = s.g, STYPE = s.e);
     CREATE OPERATOR CLASS s.o FOR TYPE int USING btree AS OPERATOR 1 <, OPERATOR 3 =, FUNCTION 1 btint4cmp(int, int);
     CREATE INDEX ti ON s.t (x s.o); CREATE TABLE u (x text COLLATE s.c, e s.e); CREATE DOMAIN d AS text COLLATE s.c;
     CREATE VIEW v AS SELECT x COLLATE s.c AS x FROM u; CREATE STATISTICS s.st ON x, (x + 1) FROM s.t;
     CREATE TEXT SEARCH DICTIONARY s.di (TEMPLATE = simple); CREATE TEXT SEARCH CONFIGURATION s.ts (COPY = simple);
     ALTER TEXT SEARCH CONFIGURATION s.ts ALTER MAPPING FOR word WITH s.di;
     ALTER SCHEMA s RENAME TO q; ALTER INDEX q.mi RENAME TO mj;`,
  ],
  [
    'rarer objects that go to another schema or get another name',
    `CREATE SCHEMA s; CREATE SCHEMA r; CREATE TABLE t (x int); CREATE TABLE u (x text);
     CREATE OPERATOR CLASS s.o FOR TYPE int USING btree AS OPERATOR 1 <, OPERATOR 3 =, FUNCTION 1 btint4cmp(int, int);
     CREATE INDEX i ON t (x s.o); ALTER OPERATOR CLASS s.o USING btree SET SCHEMA r; ALTER OPERATOR FAMILY s.o USING btree RENAME TO fam;
     CREATE TYPE s.e AS ENUM ('a'); CREATE FUNCTION s.f(s.e, s.e) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
     CREATE OPERATOR s.<<< (LEFTARG = s.e, RIGHTARG = s.e, FUNCTION = s.f);
     CREATE OPERATOR s.>>> (LEFTARG = s.e, RIGHTARG = s.e, FUNCTION = s.f, NEGATOR = OPERATOR(s.<<<)); CREATE CAST (s.e AS int) WITH INOUT;
     ALTER OPERATOR s.<<< (s.e, s.e) SET SCHEMA r; ALTER TYPE s.e SET SCHEMA r; ALTER FUNCTION s.f(r.e, r.e) RENAME TO g;
     CREATE COLLATION s.c (provider = icu, locale = 'de'); CREATE TYPE k AS (a text COLLATE s.c); ALTER COLLATION s.c SET SCHEMA r;
     CREATE VIEW v AS SELECT x COLLATE r.c AS x FROM u; ALTER COLLATION r.c RENAME TO d;`,
  ],
  [
    'a collation goes, and with it what cannot be without it',
    `CREATE COLLATION c (provider = icu, locale = 'de'); CREATE TABLE u (x text COLLATE c, y int);
     CREATE INDEX i ON u (y, lower(x)); CREATE VIEW v AS SELECT x FROM u; CREATE VIEW w AS SELECT y FROM u;
     CREATE TABLE z (x text, CHECK (x COLLATE c > 'a')); CREATE INDEX zi ON z (x COLLATE c); CREATE INDEX zj ON z (x);
     CREATE VIEW z1 AS SELECT x COLLATE c AS x FROM z; CREATE DOMAIN d AS text COLLATE c; CREATE TABLE y (d d, e int);
     CREATE TYPE k AS (a text COLLATE c, b int);
     CREATE TABLE p (x text COLLATE c, y int) PARTITION BY LIST (x); CREATE TABLE p1 PARTITION OF p DEFAULT; DROP COLLATION c CASCADE;`,
  ],
  [
    'views over the information schema',
    `CREATE VIEW v AS SELECT * FROM information_schema.schemata;
     CREATE VIEW w AS SELECT c.column_name, t.table_type FROM information_schema.columns c
       JOIN information_schema.tables t USING (table_schema, table_name)
       WHERE c.ordinal_position > 3 AND lower(c.data_type) = 'x' AND t.is_typed = 'NO';
     CREATE TABLE t (a information_schema.cardinal_number, b information_schema.sql_identifier);
     CREATE VIEW x AS SELECT a + 1 AS a, b || 'c' AS b, (SELECT count(*) FROM information_schema.views) FROM t;`,
  ],
  [
    'views of lists',
    `CREATE VIEW v AS VALUES (1, 'a'), (2, 'b'); CREATE VIEW w (i, t) AS VALUES (1, 'a'::varchar), (2, 'b');
     CREATE MATERIALIZED VIEW m (i) AS VALUES (1);`,
  ],
  [
    'a table that a rule makes a view',
    `CREATE TABLE v (a int); COMMENT ON TABLE v IS 'view'; GRANT SELECT ON v TO PUBLIC; CREATE TABLE t (a int);
     CREATE RULE "_RETURN" AS ON SELECT TO v DO INSTEAD SELECT a FROM t;`,
  ],
  [
    'privileges that others granted on',
    `CREATE TABLE t (a int); GRANT SELECT ON t TO statements_one WITH GRANT OPTION; SET ROLE statements_one;
     GRANT SELECT ON t TO statements_two WITH GRANT OPTION; SET ROLE statements_two; GRANT SELECT ON t TO statements_three;
     RESET ROLE; GRANT SELECT ON t TO statements_three; REVOKE GRANT OPTION FOR SELECT ON t FROM statements_one CASCADE;`,
  ],
  [
    'a privilege that two have granted',
    `CREATE TABLE t (a int); GRANT SELECT ON t TO statements_one WITH GRANT OPTION; GRANT SELECT ON t TO statements_two;
     SET ROLE statements_one; GRANT SELECT ON t TO statements_two; RESET ROLE; REVOKE SELECT ON t FROM statements_two;`,
  ],
  [
    'what a role owned goes',
    `CREATE SCHEMA s AUTHORIZATION statements_one; CREATE TABLE s.t (a int); ALTER TABLE s.t OWNER TO statements_one;
     CREATE TABLE k (a int); GRANT SELECT ON k TO statements_one, statements_two; GRANT UPDATE (a) ON k TO statements_one;
     CREATE POLICY po ON k TO statements_one, statements_two; CREATE POLICY p2 ON k TO statements_one;
     CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; ALTER FUNCTION f() OWNER TO statements_one;
     CREATE VIEW v AS SELECT a FROM k; ALTER VIEW v OWNER TO statements_one;
     CREATE VIEW w AS SELECT a FROM v; ALTER VIEW w OWNER TO statements_one;
     ALTER DEFAULT PRIVILEGES FOR ROLE statements_one GRANT SELECT ON TABLES TO statements_two;
     DROP OWNED BY statements_one;`,
  ],
  [
    'what a role owned gets another owner',
    `CREATE SCHEMA s AUTHORIZATION statements_one; CREATE TABLE s.t (a serial); ALTER TABLE s.t OWNER TO statements_one;
     CREATE TYPE e AS ENUM ('a'); ALTER TYPE e OWNER TO statements_one;
     GRANT SELECT ON s.t TO statements_two; GRANT SELECT ON s.t TO statements_three;
     REASSIGN OWNED BY statements_one TO statements_two;`,
  ],
  [
    'publications',
    `CREATE TABLE t (a int); CREATE TABLE c (b int) INHERITS (t); CREATE TABLE d () INHERITS (c);
     CREATE PUBLICATION p1 FOR TABLE t WITH (publish_via_partition_root = 1);
     CREATE PUBLICATION p2 FOR TABLE ONLY t WITH (publish_via_partition_root = 0, publish = 'insert,update');
     CREATE PUBLICATION p3 FOR TABLE t * WITH (publish_via_partition_root); ALTER PUBLICATION p3 DROP TABLE ONLY c;
     CREATE PUBLICATION p4; ALTER PUBLICATION p4 ADD TABLE c; ALTER PUBLICATION p1 SET (publish_via_partition_root = off);`,
  ],
];

describe.skipIf(!(await reachable('postgres', 'reading statements of PostgreSQL')))('PostgreSQL', () => {
  let scratch: ScratchPostgres;
  let client: Awaited<ReturnType<ScratchPostgres['connect']>>;
  beforeAll(async () => {
    scratch = await scratchPostgres('statements');
    client = await scratch.connect();
    for (const role of ROLES) {
      const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
      if (rowCount === 0) await client.query(`CREATE ROLE ${role}`);
    }
  });
  afterAll(async () => {
    await scratch.drop();
    const after = await scratchPostgres('statements_end');
    const last = await after.connect();
    for (const role of ROLES) await last.query(`DROP ROLE IF EXISTS ${role}`);
    await after.drop();
  });

  test.each(TEXTS)('%s', async (_, sql) => {
    const server = await modelOnServer(client, sql);
    expect(server.tables.length + server.views.length).toBeGreaterThan(0);
    expect(differences(await modelOfText(sql), server)).toEqual([]);
  });
});

describe.skipIf(!(await reachable('postgres', 'what the server refuses')))('what the server refuses', () => {
  const folder = new URL('../cases/postgresql-refusals/', import.meta.url);
  const schema = readFileSync(new URL('schema.sql', folder), 'utf8');
  const statements = readFileSync(new URL('statements.sql', folder), 'utf8').trim().split('\n').slice(1);

  test('and what it takes, the reader of files tells alike', async () => {
    const scratch = await scratchPostgres('refused');
    try {
      const client = await scratch.connect();
      await client.query(schema);
      const answers = [];
      for (const statement of statements) {
        await client.query('BEGIN');
        const isTaken = await client.query(statement).then(
          () => true,
          () => false,
        );
        await client.query('ROLLBACK');
        const met = { sources: [{ name: 'schema.sql', text: schema }] };
        const { refused } = await readMigrations([{ name: 'm.sql', text: statement }], met);
        answers.push({ statement, isTaken, isRead: refused?.length === 0 });
      }
      expect(answers.filter(({ isTaken, isRead }) => isTaken !== isRead)).toEqual([]);
      expect(answers.filter(({ isTaken }) => !isTaken).length).toBeGreaterThan(100);
    } finally {
      await scratch.drop();
    }
  });
});
