import { describe, expect, test } from 'vitest';
import { checkSql, found } from './support/migrations.js';

const USERS = `CREATE TABLE users (id bigint PRIMARY KEY, mail text NOT NULL DEFAULT 'none', note text DEFAULT '');
CREATE TABLE logs (line text);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER audit BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION f();
CREATE TRIGGER sleeps BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION f();
ALTER TABLE users DISABLE TRIGGER sleeps;
GRANT SELECT, INSERT ON users TO app;
GRANT USAGE ON SCHEMA public TO app;
`;
const SECURED = `${USERS}ALTER TABLE users ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON users USING (true);
CREATE POLICY recent ON users AS RESTRICTIVE USING (id > 0);
`;
const PUBLISHED = `${USERS}CREATE PUBLICATION feed FOR TABLE users, logs WITH (publish = 'insert, update, delete');
CREATE PUBLICATION news FOR TABLE logs WITH (publish = 'insert');
`;

describe('row security', () => {
  test.each([
    [USERS, 'ALTER TABLE users ENABLE ROW LEVEL SECURITY;', ['breaking row_security_enabled']],
    [
      USERS,
      'ALTER TABLE users ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON users USING (true);',
      ['potentially_breaking row_security_enabled'],
    ],
    [USERS, 'ALTER TABLE users FORCE ROW LEVEL SECURITY;', []],
    [USERS, 'CREATE POLICY own ON users USING (true);', []],
    [USERS, 'CREATE TABLE more (a int); ALTER TABLE more ENABLE ROW LEVEL SECURITY;', []],
    [SECURED, 'ALTER TABLE users ENABLE ROW LEVEL SECURITY;', []],
    [SECURED, 'ALTER TABLE users FORCE ROW LEVEL SECURITY;', ['potentially_breaking row_security_enabled']],
    [SECURED, 'ALTER TABLE users DISABLE ROW LEVEL SECURITY;', ['potentially_breaking row_security_relaxed']],
    [SECURED, 'DROP POLICY own ON users;', ['breaking policy_removed']],
    [SECURED, 'DROP POLICY recent ON users;', ['potentially_breaking policy_removed']],
    [SECURED, 'DROP POLICY IF EXISTS absent ON users;', []],
    [
      SECURED,
      'DROP POLICY own ON users; CREATE POLICY own ON users USING (id > 7);',
      ['potentially_breaking policy_changed'],
    ],
    [SECURED, 'DROP POLICY recent ON users; CREATE POLICY recent ON users AS RESTRICTIVE USING ((id) > 0);', []],
    [SECURED, 'ALTER POLICY recent ON users TO public USING (id > 0);', []],
    [SECURED, 'ALTER POLICY recent ON users TO app;', ['potentially_breaking policy_changed']],
    [SECURED, 'ALTER POLICY recent ON users WITH CHECK (id > 0);', ['potentially_breaking policy_changed']],
    [
      SECURED,
      'DROP POLICY recent ON users; CREATE POLICY recent ON users USING (id > 0);',
      ['potentially_breaking policy_changed'],
    ],
    [
      SECURED,
      'CREATE POLICY brief ON users AS RESTRICTIVE USING (false); ALTER POLICY brief ON users USING (true); DROP POLICY brief ON users;',
      [],
    ],
    [SECURED, 'CREATE POLICY more ON users USING (true);', []],
    [SECURED, 'CREATE POLICY less ON users AS RESTRICTIVE USING (false);', ['potentially_breaking policy_added']],
    [undefined, 'ALTER TABLE users DISABLE ROW LEVEL SECURITY;', ['potentially_breaking row_security_relaxed']],
    [undefined, 'ALTER TABLE users NO FORCE ROW LEVEL SECURITY;', ['potentially_breaking row_security_relaxed']],
    [undefined, 'ALTER TABLE users FORCE ROW LEVEL SECURITY;', ['breaking row_security_enabled']],
    [undefined, 'ALTER TABLE users ENABLE ROW LEVEL SECURITY;', ['breaking row_security_enabled']],
    [
      undefined,
      'ALTER TABLE users ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON users USING (true);',
      ['potentially_breaking row_security_enabled'],
    ],
  ])('%#', async (before, migration, expected) => {
    expect(await found(before, migration)).toEqual(expected);
  });
});

describe('triggers and rules', () => {
  test.each([
    ['ALTER TABLE users DISABLE TRIGGER audit;', ['potentially_breaking trigger_changed']],
    ['ALTER TABLE users DISABLE TRIGGER sleeps;', []],
    ['ALTER TABLE users ENABLE TRIGGER sleeps;', ['potentially_breaking trigger_changed']],
    ['BEGIN; ALTER TABLE users DISABLE TRIGGER audit; ALTER TABLE users ENABLE TRIGGER audit; COMMIT;', []],
    [
      'ALTER TABLE users DISABLE TRIGGER audit; ALTER TABLE users ENABLE TRIGGER audit;',
      ['potentially_breaking trigger_changed'],
    ],
    ['DROP TRIGGER audit ON users;', ['potentially_breaking trigger_removed']],
    ['DROP TRIGGER IF EXISTS absent ON users;', []],
    [
      'DROP TRIGGER audit ON users; CREATE TRIGGER audit AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION f();',
      ['potentially_breaking trigger_changed'],
    ],
    ['DROP TRIGGER audit ON users; CREATE TRIGGER audit BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION f();', []],
    [
      'CREATE TRIGGER more AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION f();',
      ['potentially_breaking trigger_added'],
    ],
    ['CREATE RULE keep AS ON DELETE TO users DO INSTEAD NOTHING;', ['potentially_breaking rewrite_rule_changed']],
    ['CREATE RULE keep AS ON DELETE TO users DO INSTEAD NOTHING; DROP RULE keep ON users;', []],
    [
      'BEGIN; CREATE TRIGGER brief AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION f(); DROP TRIGGER brief ON users; COMMIT;',
      [],
    ],
    [
      'CREATE TRIGGER brief AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION f(); DROP TRIGGER brief ON users;',
      ['potentially_breaking trigger_added'],
    ],
  ])('%s', async (migration, expected) => {
    expect(await found(USERS, migration)).toEqual(expected);
  });
});

describe('privileges and owners', () => {
  test.each([
    ['REVOKE INSERT ON users FROM app;', ['breaking privilege_revoked']],
    ['REVOKE ALL ON users FROM app;', ['breaking privilege_revoked']],
    ['REVOKE ALL ON ALL TABLES IN SCHEMA public FROM app;', ['breaking privilege_revoked']],
    ['REVOKE DELETE ON users FROM app;', []],
    ['REVOKE ALL ON users FROM somebody;', []],
    ['REVOKE ALL ON users FROM app; GRANT SELECT, INSERT ON users TO app;', []],
    ['REVOKE ALL ON users FROM app; GRANT SELECT ON users TO app;', ['breaking privilege_revoked']],
    ['REVOKE USAGE ON SCHEMA public FROM app;', ['breaking privilege_revoked']],
    ['REVOKE EXECUTE ON FUNCTION f() FROM public;', ['breaking privilege_revoked']],
    ['GRANT DELETE ON users TO app;', []],
    ['REVOKE admin FROM app;', ['breaking privilege_revoked']],
    ['DROP ROLE app;', ['breaking privilege_revoked']],
    ['CREATE ROLE brief; GRANT SELECT ON users TO brief; REVOKE SELECT ON users FROM brief; DROP ROLE brief;', []],
    ['DROP OWNED BY app;', ['breaking privilege_revoked']],
    ['ALTER DEFAULT PRIVILEGES REVOKE SELECT ON TABLES FROM app;', ['potentially_breaking default_privilege_changed']],
    ['ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO app;', []],
    ['ALTER TABLE users OWNER TO admin;', ['potentially_breaking owner_changed']],
  ])('%s', async (migration, expected) => {
    expect(await found(USERS, migration)).toEqual(expected);
  });

  test.each([
    ["CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT 1'; REVOKE ALL ON FUNCTION g() FROM public;", []],
    [
      "CREATE OR REPLACE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT 1'; REVOKE ALL ON FUNCTION g() FROM public;",
      ['breaking privilege_revoked'],
    ],
    [
      "CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT 1'; REVOKE ALL ON FUNCTION h() FROM public;",
      ['breaking privilege_revoked'],
    ],
    [
      "CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT 1'; GRANT EXECUTE ON FUNCTION g() TO app; REVOKE ALL ON FUNCTION g() FROM app;",
      ['breaking privilege_revoked'],
    ],
  ])('without a schema before: %s', async (migration, expected) => {
    expect(await found(undefined, migration)).toEqual(expected);
  });

  test('what is taken is named', async () => {
    const { issues } = await checkSql(USERS, 'REVOKE ALL ON users FROM app;');
    const [{ description } = { description: '' }] = issues.filter(({ type }) => type === 'privilege_revoked');
    expect(description).toBe("Takes insert on table 'users' from 'app', select on table 'users' from 'app'");
  });
});

describe('replication', () => {
  test.each([
    [PUBLISHED, 'ALTER TABLE users REPLICA IDENTITY NOTHING;', ['breaking replica_identity_changed']],
    [PUBLISHED, 'ALTER TABLE users REPLICA IDENTITY FULL;', []],
    [USERS, 'ALTER TABLE users REPLICA IDENTITY NOTHING;', []],
    [
      PUBLISHED,
      `CREATE UNIQUE INDEX CONCURRENTLY fresh ON users (id);
      ALTER TABLE users DROP CONSTRAINT users_pkey, ADD CONSTRAINT users_pkey PRIMARY KEY USING INDEX fresh;`,
      [],
    ],
    [
      PUBLISHED,
      'ALTER TABLE users DROP CONSTRAINT users_pkey;',
      ['breaking replica_identity_changed', 'breaking primary_key_removed'],
    ],
    [USERS, 'CREATE PUBLICATION more FOR TABLE logs;', ['breaking replica_identity_changed']],
    [USERS, 'CREATE PUBLICATION more FOR ALL TABLES;', ['breaking replica_identity_changed']],
    [USERS, "CREATE PUBLICATION more FOR TABLE logs WITH (publish = 'insert');", []],
    [USERS, 'CREATE PUBLICATION more FOR TABLE users;', []],
    [PUBLISHED, 'ALTER PUBLICATION feed DROP TABLE users;', ['potentially_breaking publication_changed']],
    [PUBLISHED, 'ALTER PUBLICATION feed SET TABLE users;', ['potentially_breaking publication_changed']],
    [PUBLISHED, 'ALTER PUBLICATION feed SET TABLE users, logs;', []],
    [PUBLISHED, "ALTER PUBLICATION feed SET (publish = 'insert');", ['potentially_breaking publication_changed']],
    [PUBLISHED, 'DROP PUBLICATION feed;', ['breaking publication_changed']],
    [PUBLISHED, 'ALTER SUBSCRIPTION inbox DISABLE;', ['potentially_breaking publication_changed']],
    [PUBLISHED, 'DROP SUBSCRIPTION inbox;', ['potentially_breaking publication_changed']],
  ])('%#', async (before, migration, expected) => {
    expect((await found(before, migration)).sort()).toEqual(expected.toSorted());
  });
});

describe('defaults of a table of which nothing is known', () => {
  test.each([
    ['ALTER TABLE users ALTER mail DROP DEFAULT, ALTER mail SET NOT NULL;', true],
    ["ALTER TABLE users ALTER mail DROP DEFAULT; ALTER TABLE users ALTER mail SET DEFAULT 'x';", false],
    ['ALTER TABLE users ALTER id DROP DEFAULT, ALTER id ADD GENERATED ALWAYS AS IDENTITY;', false],
    ["ALTER TABLE users ALTER mail SET DEFAULT 'x'; ALTER TABLE users ALTER mail DROP DEFAULT;", true],
    ["ALTER TABLE users ALTER mail DROP DEFAULT; ALTER TABLE users ALTER note SET DEFAULT 'x';", true],
  ])('%s', async (migration, isLost) => {
    const lost = (await found(undefined, migration)).filter((each) => each.endsWith('default_removed'));
    expect(lost).toEqual(isLost ? ['potentially_breaking default_removed'] : []);
  });
});

describe('what writers count on', () => {
  const MORE = `${USERS}CREATE UNIQUE INDEX users_mail ON users (mail); CREATE INDEX users_note ON users (note);`;
  test.each([
    ['ALTER TABLE users ALTER COLUMN mail DROP DEFAULT;', ['breaking default_removed']],
    ['ALTER TABLE users ALTER COLUMN note DROP DEFAULT;', ['potentially_breaking default_removed']],
    ["ALTER TABLE users ALTER mail DROP DEFAULT; ALTER TABLE users ALTER mail SET DEFAULT 'x';", []],
    ['ALTER TABLE users ALTER COLUMN id DROP DEFAULT;', []],
    ['ALTER TABLE users ALTER COLUMN mail SET DEFAULT NULL;', ['breaking default_removed']],
    [
      "ALTER TABLE users ADD kind text NOT NULL DEFAULT ''; ALTER TABLE users ALTER kind DROP DEFAULT;",
      ['breaking default_removed'],
    ],
    ["ALTER TABLE users ADD kind text DEFAULT ''; ALTER TABLE users ALTER kind DROP DEFAULT;", []],
    [
      "ALTER TABLE users ADD kind text DEFAULT ''; ALTER TABLE users ALTER kind DROP DEFAULT; ALTER TABLE users ADD CHECK (kind IS NOT NULL) NOT VALID;",
      [],
    ],
    ['ALTER TABLE users ALTER id SET DEFAULT 1; ALTER TABLE users ALTER id DROP DEFAULT;', []],
    ['DROP INDEX CONCURRENTLY users_mail;', ['potentially_breaking unique_index_removed']],
    ['DROP INDEX CONCURRENTLY users_note;', []],
    ['CREATE UNIQUE INDEX CONCURRENTLY u ON users (mail); DROP INDEX CONCURRENTLY users_mail;', []],
  ])('%s', async (migration, expected) => {
    expect(await found(MORE, migration)).toEqual(expected);
  });
});

/** As PostgreSQL 15 shows them in pg_locks. */
describe('what is locked beside the table of a statement', () => {
  const KEYED = `CREATE TABLE users (id int PRIMARY KEY, b bit(8));
CREATE TABLE posts (id int PRIMARY KEY, user_id int REFERENCES users);
CREATE TABLE tags (post_id int REFERENCES posts);
CREATE INDEX posts_user ON posts (user_id);
CREATE TABLE events (day date) PARTITION BY RANGE (day);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE events_d PARTITION OF events DEFAULT;
CREATE MATERIALIZED VIEW totals AS SELECT count(*) FROM posts;
CREATE SEQUENCE numbers;
`;
  test.each([
    ['ALTER TABLE posts DROP CONSTRAINT posts_pkey CASCADE;', ['posts', 'tags']],
    ['DROP TABLE posts CASCADE;', ['posts', 'tags', 'totals', 'users']],
    ['DROP TABLE events_1;', ['events', 'events_1', 'events_d']],
    ['ALTER INDEX posts_user SET TABLESPACE fast;', ['posts_user']],
    ['ALTER MATERIALIZED VIEW totals SET TABLESPACE fast;', ['totals']],
    ['ALTER SEQUENCE numbers RESTART;', ['numbers']],
  ])('%s', async (migration, names) => {
    const { issues } = await checkSql(KEYED, migration);
    const [{ description } = { description: '' }] = issues.filter(({ type }) => type === 'lock_timeout_missing');
    const locked = [...description.matchAll(/ on '(\w+)'/g)].map(([, name]) => name);
    expect(locked.toSorted()).toEqual(names);
  });

  test.each([
    ['ALTER INDEX posts_user SET TABLESPACE fast;', ['breaking index_moved']],
    ['CREATE TABLE a (b int); CREATE INDEX c ON a (b); ALTER INDEX c SET TABLESPACE fast;', []],
    ['ALTER INDEX posts_user SET TABLESPACE pg_default;', []],
    ['ALTER MATERIALIZED VIEW totals SET TABLESPACE pg_default;', []],
    ['ALTER TABLE posts SET TABLESPACE pg_default;', []],
    ['ALTER TABLE posts SET TABLESPACE fast;', ['breaking table_written_anew']],
    [
      'ALTER TABLE posts SET TABLESPACE fast; ALTER TABLE posts SET TABLESPACE pg_default;',
      ['breaking table_written_anew', 'breaking table_written_anew'],
    ],
    ['ALTER TABLE posts SET LOGGED;', []],
    ['ALTER TABLE posts SET ACCESS METHOD heap;', []],
    ['ALTER TABLE posts SET UNLOGGED;', ['breaking table_written_anew', 'breaking statement_refused']],
    ['ALTER TABLE tags SET UNLOGGED;', ['breaking table_written_anew']],
    ['ALTER MATERIALIZED VIEW totals SET TABLESPACE fast;', ['breaking table_written_anew']],
    ['ALTER TABLE users ALTER b TYPE varbit;', []],
    [
      'ALTER TABLE users ALTER b TYPE bit(9);',
      ['breaking type_change_rewrites', 'potentially_breaking type_change_loses'],
    ],
  ])('%s', async (migration, expected) => {
    expect(await found(KEYED, migration)).toEqual(expected);
  });
});
