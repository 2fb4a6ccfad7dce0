import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readRenames } from '../../src/check/renames.js';
import { rehearse } from '../../src/library/rehearse.js';
import type { Step } from '../../src/model/step.js';
import { readDatabases } from '../../src/read/database.js';
import { readMysqlDdl } from '../../src/read/mysql/read-ddl.js';
import type { Source } from '../../src/read/source.js';
import type { Engine } from '../../src/rehearse/engine.js';
import { openEngine } from '../../src/rehearse/open-engine.js';
import { rehearseSteps } from '../../src/rehearse/rehearse-steps.js';
import { planSteps } from '../../src/sql/plan-steps.js';
import { mariadbUrl, reachable } from '../support/databases.js';
import { inLanes } from '../support/lanes.js';

const BEFORE = `DROP DATABASE IF EXISTS shop; CREATE DATABASE shop; USE shop;
CREATE TABLE teams (id int AUTO_INCREMENT PRIMARY KEY, name varchar(40) NOT NULL UNIQUE, size int CHECK (size BETWEEN 3 AND 7));
CREATE TABLE users (
  id bigint unsigned AUTO_INCREMENT PRIMARY KEY, team_id int NOT NULL, kind enum('person','robot') NOT NULL,
  mail varchar(90) NOT NULL, price decimal(6,2), born date, at datetime, note text, flags set('a','b'), ok tinyint(1),
  FOREIGN KEY (team_id) REFERENCES teams (id)
);
CREATE TABLE log (user bigint unsigned PRIMARY KEY);
CREATE TABLE past (id int PRIMARY KEY) WITH SYSTEM VERSIONING;
DELIMITER //
CREATE TRIGGER trimmed BEFORE INSERT ON teams FOR EACH ROW BEGIN SET NEW.name = TRIM(NEW.name); END//
CREATE TRIGGER told AFTER INSERT ON users FOR EACH ROW BEGIN INSERT INTO log VALUES (NEW.id); END//
DELIMITER ;
INSERT INTO teams (name, size) VALUES ('a', 3);
INSERT INTO past VALUES (1);
INSERT INTO users (team_id, kind, mail) VALUES (1, 'robot', 'a@example.com');`;
const AFTER = `${BEFORE}\nALTER TABLE users ADD COLUMN phone varchar(20);`;

const ADD: Step = {
  id: 'add_phone',
  phase: 'expand',
  kind: 'sql',
  title: 'add column phone',
  up: ['ALTER TABLE users ADD COLUMN IF NOT EXISTS phone varchar(20), ALGORITHM=INSTANT'],
  down: ['ALTER TABLE users DROP COLUMN IF EXISTS phone'],
  transactional: false,
  reversibility: 'reversible',
  preflight: [],
  verify: [
    {
      run: `SELECT count(*) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND COLUMN_NAME = 'phone'`,
      expect: '1',
    },
  ],
  undo_preflight: [],
  locks: [],
  rewrites: [],
  lock_timeout_ms: 2000,
  statement_timeout_ms: 0,
  retries: 3,
  depends_on: [],
  because: [],
};

const OPTIONS = {
  renames: [],
  rows: 5,
  seed: 7,
  probes: {},
  stress: false,
  now: '2026-11-25T00:00:00',
  progress: () => {},
};

interface PairOfSchemas {
  readonly id: string;
  readonly before: string;
  readonly after: string;
  readonly renames?: readonly string[];
}

/** Pairs that steps once did not lead through, or that stand for those. */
const PAIRS = readFileSync('tests/cases/mariadb/pairs.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as PairOfSchemas);

describe.skipIf(!(await reachable('mariadb', 'rehearsals on MariaDB')))('a walk on MariaDB', () => {
  const opened = () => openEngine(mariadbUrl(), [], { env: {}, host: 'here', pid: process.pid, isAlive: () => true });
  let engine: Engine;
  beforeAll(async () => {
    engine = await opened();
  });
  afterAll(() => engine.close());

  const walked = (steps: readonly Step[], stress = false, before = BEFORE) => {
    const source = (text: string) => [{ name: 'schema.sql', text }];
    return rehearseSteps(engine, { before: source(before), after: source(AFTER) }, steps, { ...OPTIONS, stress });
  };

  test('steps that are right are proven', async () => {
    const declared: Step = { ...ADD, locks: [{ object: 'users', mode: 'LOCK=NONE', blocks: 'schema changes' }] };
    const { differences, tables, proofs, dialect } = await walked([declared], true);
    expect(differences).toEqual([]);
    expect(dialect).toBe('mariadb');
    expect(tables).toEqual(['log', 'past', 'teams', 'users'].map((table) => ({ table, rows: 5 })));
    expect(proofs.filter(({ verdict }) => verdict !== 'proven')).toEqual([
      {
        proof: 'locks',
        verdict: 'not_tested',
        tested: 0,
        reason: 'nobody watches them here: the server itself refuses what exceeds ALGORITHM and LOCK',
      },
    ]);
  });

  test('rows that the schema after refuses do not stay in engines without transactions', async () => {
    const { before = '', after = '' } = PAIRS.find(({ id }) => id === 'myisam_later') ?? {};
    const [was, is] = [before, after].map((text) => [{ name: 'schema.sql', text }]) as [Source[], Source[]];
    const catalogs = await readDatabases(
      { kind: 'files', sources: was },
      { kind: 'files', sources: is },
      { dialect: 'mariadb', engine: 'text' },
    );
    const schemas = { before: was, after: is };
    const { tables, differences } = await rehearseSteps(engine, schemas, planSteps(...catalogs), OPTIONS);
    expect(tables).toEqual(['a', 'm', 't'].map((table) => ({ table, rows: 5 })));
    expect(differences).toEqual([]);
  });

  test('the steps of each pair of schemas are proven', { timeout: 480_000 }, async () => {
    const wrong: unknown[] = [];
    const open = async () => {
      const own = await opened();
      return { own, close: () => own.close() };
    };
    await inLanes(PAIRS, open, async ({ id, before, after, renames: said = [] }, own) => {
      const [was, is] = [before, after].map((text) => [{ name: 'schema.sql', text }]) as [Source[], Source[]];
      const catalogs = await readDatabases(
        { kind: 'files', sources: was },
        { kind: 'files', sources: is },
        { dialect: 'mariadb', engine: 'text' },
      );
      const renames = readRenames(said, ...catalogs);
      const steps = planSteps(...catalogs, renames);
      const { differences } = await rehearseSteps(own, { before: was, after: is }, steps, {
        ...{ ...OPTIONS, renames, rows: 3 },
      });
      wrong.push(...differences.map((each) => ({ id, ...each })));
    });
    expect(PAIRS.length).toBeGreaterThan(60);
    expect(wrong).toEqual([]);
  });

  test('renames work by both names until contract, while others write and whatever is broken off', async () => {
    const before = `CREATE TABLE people (id int AUTO_INCREMENT PRIMARY KEY, mail varchar(90) NOT NULL DEFAULT 'none', boss int,
  at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, UNIQUE KEY by_mail (mail, id), CHECK (mail <> ''),
  CONSTRAINT of_boss FOREIGN KEY (boss) REFERENCES people (id) ON DELETE SET NULL);
CREATE VIEW mails AS SELECT id, mail FROM people;`;
    const after = `CREATE TABLE users (id int AUTO_INCREMENT PRIMARY KEY, email varchar(90) NOT NULL DEFAULT 'none', lead int,
  seen timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, UNIQUE KEY by_mail (email, id), CHECK (email <> ''),
  CONSTRAINT of_boss FOREIGN KEY (lead) REFERENCES users (id) ON DELETE SET NULL);
CREATE VIEW mails AS SELECT id, email AS mail FROM users;`;
    const [was, is] = [before, after].map((text) => [{ name: 'schema.sql', text }]) as [Source[], Source[]];
    const catalogs = await readDatabases(
      { kind: 'files', sources: was },
      { kind: 'files', sources: is },
      { dialect: 'mariadb', engine: 'text' },
    );
    const said = ['people=users', 'people.mail=users.email', 'people.boss=users.lead', 'people.at=users.seen'];
    const renames = readRenames(said, ...catalogs);
    const steps = planSteps(...catalogs, renames);
    expect(steps.filter(({ phase }) => phase !== 'expand').map(({ title }) => title)).toEqual([
      'let mail and email of people change their names, keys and all',
      'let boss and lead of people change their names, keys and all',
      'let at and seen of people change their names, keys and all',
      'rename table people to users, with a view by the old name',
      'replace view mails',
      'drop the view people of users',
      'drop at of users, which is seen now',
      'drop boss of users, which is lead now',
      'drop mail of users, which is email now',
    ]);
    const options = { ...OPTIONS, renames, rows: 12, stress: true };
    const { differences, proofs } = await rehearseSteps(engine, { before: was, after: is }, steps, options);
    expect(differences).toEqual([]);
    expect(proofs.filter(({ verdict }) => verdict !== 'proven').map(({ proof }) => proof)).toEqual(['locks']);
  });

  test('what cannot be called by two names says why, and waits for an approval', async () => {
    const read = (text: string) => readMysqlDdl([{ name: 'schema.sql', text }], 'mariadb');
    const titles = (before: string, after: string, ...said: readonly string[]) => {
      const catalogs = [read(before), read(after)] as const;
      const steps = planSteps(...catalogs, readRenames(said, ...catalogs));
      return steps.map(({ title, gate }) => `${title}: ${gate}`);
    };
    expect(
      titles(
        'CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY); CREATE VIEW v AS SELECT id FROM t;',
        'CREATE TABLE t (nr int AUTO_INCREMENT PRIMARY KEY); CREATE VIEW v AS SELECT nr AS id FROM t;',
        't.id=t.nr',
      ),
    ).toEqual([
      'drop view v, which names it: undefined',
      'rename column id of t to nr at once, since it counts: approval',
      'create view v again: undefined',
    ]);
    expect(titles('CREATE TABLE a (n int); ', 'CREATE TABLE b (n int); CREATE TABLE a (m int);', 'a=b')).toEqual([
      'rename table a to b at once, since something else has one of the names: approval',
      'create table a: undefined',
    ]);
    const text = (column: string, set: string) => `CREATE TABLE t (id int PRIMARY KEY, ${column} text) CHARSET ${set};`;
    expect(titles(text('a', 'latin1'), text('b', 'utf8mb4'), 't.a=t.b')[0]).toBe(
      'rename column a of t to b at once, since its character set changes: approval',
    );
  });

  const before = `CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (id int PRIMARY KEY, a int, FOREIGN KEY (a) REFERENCES a (id)`;
  const named = (text: string): [Source] => [{ name: 'schema.sql', text }];
  const [was, is] = [named(`${before});`), named(`${before} ON DELETE CASCADE);`)];

  test('steps for MySQL lead to the same on MariaDB, where what is left out means the same', async () => {
    const catalogs = await readDatabases(
      { kind: 'files', sources: was },
      { kind: 'files', sources: is },
      { dialect: 'mysql', engine: 'text' },
    );
    const { differences } = await rehearseSteps(engine, { before: was, after: is }, planSteps(...catalogs), OPTIONS);
    expect(differences).toEqual([]);
  });

  test('the server says whether it is MySQL or MariaDB, not its address', async () => {
    const database = mariadbUrl().replace(/^mariadb:/, 'mysql:');
    const json = named(`${is[0].text}\nALTER TABLE a ADD COLUMN said json;`);
    const { verdict, differences, dialect } = await rehearse(was, json, { database, rows: 5 });
    expect({ verdict, differences, dialect }).toEqual({ verdict: 'proven', differences: [], dialect: 'mariadb' });
  });

  test('what is dropped comes back from the archive', async () => {
    const kept = `CREATE TABLE shops (id int, part char(3), name varchar(20) NOT NULL, touched timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
  ON UPDATE CURRENT_TIMESTAMP, PRIMARY KEY (id, part));
CREATE TABLE keyless (n int);
CREATE TABLE told (id int PRIMARY KEY, n int);
CREATE TRIGGER tells BEFORE UPDATE ON told FOR EACH ROW SET NEW.n = 0;`;
    const before = `${kept}
ALTER TABLE shops ADD COLUMN sign varchar(30) NOT NULL FIRST, ADD COLUMN code int NOT NULL, ADD UNIQUE KEY code (code),
  ADD COLUMN price decimal(6,2) NOT NULL CHECK (price > 0), ADD COLUMN half int AS (code + 1) VIRTUAL;
ALTER TABLE keyless ADD COLUMN gone text;
ALTER TABLE told ADD COLUMN gone text;
CREATE TABLE orders (id int AUTO_INCREMENT PRIMARY KEY, shop int, part char(3), said text,
  FOREIGN KEY (shop, part) REFERENCES shops (id, part), FULLTEXT KEY said (said));
CREATE TABLE ${'o'.repeat(64)} (id int PRIMARY KEY);
CREATE TABLE items (id int PRIMARY KEY, order_id int NOT NULL, CONSTRAINT of_order FOREIGN KEY (order_id) REFERENCES orders (id));`;
    const after = `${kept}\nCREATE TABLE items (id int PRIMARY KEY, order_id int NOT NULL);`;
    const steps = planSteps(
      ...(await readDatabases(
        { kind: 'files', sources: [{ name: 'before.sql', text: before }] },
        { kind: 'files', sources: [{ name: 'after.sql', text: after }] },
        { dialect: 'mariadb', engine: 'text' },
      )),
      [],
      true,
    );
    const dropped = steps.filter(({ title }) => /^drop (?:table|column)/.test(title));
    expect(dropped.map(({ title, reversibility }) => `${title}: ${reversibility}`).sort()).toEqual([
      'drop column code of shops, which is aside, archived: reversible',
      'drop column gone of keyless, which is aside: irreversible',
      'drop column gone of told, which is aside: irreversible',
      'drop column half of shops: reversible',
      'drop column price of shops, archived: reversible',
      'drop column sign of shops, which is aside, archived: reversible',
      `drop table ${'o'.repeat(64)}, which is aside, archived: reversible`,
      'drop table orders, which is aside, archived: reversible',
    ]);
    const source = (text: string) => [{ name: 'schema.sql', text }];
    const found = await rehearseSteps(engine, { before: source(before), after: source(after) }, steps, {
      ...OPTIONS,
      rows: 8,
    });
    expect(found.differences).toEqual([]);
    expect(found.tables.map(({ table, rows }) => `${table} ${rows}`).sort()).toEqual([
      'items 8',
      'keyless 8',
      `${'o'.repeat(64)} 8`,
      'orders 8',
      'shops 8',
      'told 8',
    ]);
  });

  test('a way back that is forgotten, and rows that are changed', async () => {
    const wrong = { ...ADD, up: [...ADD.up, `UPDATE users SET mail = 'x'`], down: [] };
    const { differences } = await walked([wrong]);
    expect(new Set(differences.map(({ proof }) => proof))).toEqual(new Set(['backwards', 'rows']));
  });

  test('what reaches beyond the scratch database is refused', async () => {
    const elsewhere = walked([ADD], false, `${BEFORE}\nCREATE TABLE mysql.t (a int);`);
    await expect(elsewhere).rejects.toMatchObject({
      code: 'SQL_REFUSED',
      message: expect.stringMatching(/^schema\.sql:17: .*mysql\.t reaches beyond the database/),
    });
  });
});
