import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Step } from '../../src/model/step.js';
import { readDatabases } from '../../src/read/database.js';
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
DELIMITER //
CREATE TRIGGER trimmed BEFORE INSERT ON teams FOR EACH ROW BEGIN SET NEW.name = TRIM(NEW.name); END//
DELIMITER ;`;
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

/** Pairs that steps once did not lead through, or that stand for those. */
const PAIRS = readFileSync('tests/cases/mariadb/pairs.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { readonly id: string; readonly before: string; readonly after: string });

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
    const { differences, tables, proofs, dialect } = await walked([ADD], true);
    expect(differences).toEqual([]);
    expect(dialect).toBe('mariadb');
    expect(tables).toEqual([
      { table: 'teams', rows: 5 },
      { table: 'users', rows: 5 },
    ]);
    expect(proofs.filter(({ verdict }) => verdict !== 'proven').map(({ proof }) => proof)).toEqual(['locks']);
  });

  test('the steps of each pair of schemas are proven', { timeout: 240_000 }, async () => {
    const wrong: unknown[] = [];
    const open = async () => {
      const own = await opened();
      return { own, close: () => own.close() };
    };
    await inLanes(PAIRS, open, async ({ id, before, after }, own) => {
      const [was, is] = [before, after].map((text) => [{ name: 'schema.sql', text }]) as [Source[], Source[]];
      const catalogs = await readDatabases(
        { kind: 'files', sources: was },
        { kind: 'files', sources: is },
        { dialect: 'mariadb', engine: 'text' },
      );
      const { differences } = await rehearseSteps(own, { before: was, after: is }, planSteps(...catalogs), {
        ...OPTIONS,
        rows: 3,
      });
      wrong.push(...differences.map((each) => ({ id, ...each })));
    });
    expect(PAIRS.length).toBeGreaterThan(60);
    expect(wrong).toEqual([]);
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
      code: 'REHEARSAL_SQL_REFUSED',
      message: expect.stringMatching(/^schema\.sql:11: .*mysql\.t reaches beyond the database/),
    });
  });
});
