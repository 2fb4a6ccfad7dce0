import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Catalog } from '../../src/model/catalog/catalog.js';
import { readMysqlDdl } from '../../src/read/mysql/read-ddl.js';
import { planSteps } from '../../src/sql/plan-steps.js';

/** What MariaDB alone takes, or takes in another way (MySQL 8.4, "ALTER TABLE Statement"). */
const OF_MARIADB = [
  /\bNOCOPY\b/,
  /\bSEQUENCE\b/,
  /\bSYSTEM VERSIONING\b|\bsystem_versioning\b/,
  /\bPERIOD FOR\b|\bWITHOUT OVERLAPS\b/,
  /\bIGNORED\b/,
  /\bPAGE_CHECKSUM\b/,
  /\bCREATE OR REPLACE (?!(?:ALGORITHM=\w+ |DEFINER=\S+ |SQL SECURITY \w+ )*VIEW\b)/,
  // Parts of tables have no IF EXISTS, and MySQL takes no LOCK beside INSTANT.
  /\bALTER TABLE\b(?:[^']|'')*\bIF (?:NOT )?EXISTS\b/,
  /ALGORITHM=INSTANT, LOCK\b/,
];

const pairs = readFileSync('tests/cases/mariadb/pairs.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { readonly id: string; readonly before: string; readonly after: string });

/** What schemas have that are of MariaDB alone. */
const OF_ITS_SCHEMAS = /SYSTEM VERSIONING|PERIOD FOR|SEQUENCE|IGNORED|PAGE_|COMPRESSED|ARIA|\b(?:uuid|inet[46])\b/i;

/** A schema as MySQL takes it; nothing where it does not. */
function read(text: string): Catalog | undefined {
  if (OF_ITS_SCHEMAS.test(text)) return undefined;
  try {
    return { ...readMysqlDdl([{ name: 'schema.sql', text }], 'mysql'), version: '8.4.0' };
  } catch {
    return undefined;
  }
}

const OF_BOTH = `CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, a int, b varchar(50), c text, g int AS (a + 1), KEY k (a));`;
const MORE = `CREATE TABLE t (id bigint AUTO_INCREMENT PRIMARY KEY, a point, b varchar(90) NOT NULL, d json NOT NULL,
  g int AS (id + 1) STORED, KEY k (b) INVISIBLE, KEY f ((lower(b))), CONSTRAINT few CHECK (id > 0) NOT ENFORCED);
CREATE VIEW v AS SELECT id FROM t; CREATE PROCEDURE p() SELECT 1;`;

describe('statements for MySQL', () => {
  const known = [...pairs, { id: 'many', before: OF_BOTH, after: MORE }].flatMap(({ id, before, after }) => {
    const [one, other] = [read(before), read(after)];
    return one === undefined || other === undefined
      ? []
      : [{ id, steps: [...planSteps(one, other), ...planSteps(other, one)] }];
  });

  test('have nothing that only MariaDB takes', () => {
    const wrong = known.flatMap(({ id, steps }) =>
      steps.flatMap(({ up, down }) =>
        [...up, ...down]
          .filter((statement) => OF_MARIADB.some((words) => words.test(statement)))
          .map((statement) => ({ id, statement })),
      ),
    );
    expect(known.length).toBeGreaterThan(60);
    expect(wrong).toEqual([]);
  });

  test('say how a table is to be changed, or that this may hold up writes', () => {
    const silent = known.flatMap(({ id, steps }) =>
      steps.flatMap(({ title, up, gate }) =>
        up
          .filter((statement) => /ALTER TABLE `/.test(statement) && !/\bALGORITHM=/.test(statement))
          .filter(() => gate !== 'approval')
          .map((statement) => ({ id, title, statement })),
      ),
    );
    expect(silent).toEqual([]);
  });

  test('add a check that nobody is held against without a copy', () => {
    const table = (more: string) => `CREATE TABLE t (id int PRIMARY KEY, a int${more});`;
    const [one, other] = [read(table('')), read(table(', CONSTRAINT few CHECK (a < 9) NOT ENFORCED'))];
    const [step] = planSteps(one as Catalog, other as Catalog);
    expect(step?.title).toBe('add check few to t');
    expect(step?.up[0]).toContain('ADD CONSTRAINT `few` CHECK (a < 9) NOT ENFORCED, ALGORITHM=INSTANT');
  });
});

test.each([
  ['mysql', 'ALGORITHM=INSTANT'],
  ['mariadb', 'ALGORITHM=INSTANT, LOCK=NONE'],
] as const)('a rename of %s says how the server must do it, both ways', (dialect, demands) => {
  const before = readMysqlDdl([{ name: 'schema.sql', text: OF_BOTH }], dialect);
  const after = readMysqlDdl([{ name: 'schema.sql', text: OF_BOTH.replace('c text', 'd text') }], dialect);
  const table = { schema: before.tables[0]?.schema as string, name: 't' };
  const steps = planSteps(before, after, [{ table, column: 'c', to: { schema: table.schema, name: 'd' } }]);
  const step = steps.find(({ phase }) => phase === 'migrate');
  const renamed = (statements: readonly string[] = []) => statements[0]?.match(/ALTER TABLE [^']*/)?.[0];
  const swap = `ALTER TABLE \`t\` RENAME COLUMN \`c\` TO \`d\`, RENAME COLUMN \`d\` TO \`c\`, ${demands}`;
  expect(renamed(step?.up)).toBe(swap);
  expect(renamed(step?.down)).toBe(swap);
});

test.each([
  [
    ', CONSTRAINT c CHECK (mail > 3)',
    'DROP CHECK `c`, RENAME COLUMN `mail` TO `email`, RENAME COLUMN `email` TO `mail`, ADD CONSTRAINT `c` CHECK (email > 3)',
  ],
  [
    ', KEY k ((mail + 1))',
    'DROP INDEX `k`, RENAME COLUMN `mail` TO `email`, RENAME COLUMN `email` TO `mail`, ADD KEY `k` (((email + 1)))',
  ],
])('a column of MySQL is renamed in one statement with what names it: %s', (more, clauses) => {
  const text = `CREATE TABLE t (id int PRIMARY KEY, mail int${more});`;
  const [before, after] = [read(text), read(text.replaceAll('mail', 'email'))] as [Catalog, Catalog];
  const table = { schema: before.tables[0]?.schema as string, name: 't' };
  const renames = [{ table, column: 'mail', to: { schema: table.schema, name: 'email' } }];
  const step = planSteps(before, after, renames).find(({ phase }) => phase === 'migrate');
  expect(step?.up[0]).toContain(`ALTER TABLE \`t\` ${clauses}, ALGORITHM=COPY, LOCK=SHARED`);
  const back = clauses.replace(/ADD.*/, (added) => added.replaceAll('email', 'mail'));
  expect(step?.down[0]).toContain(`ALTER TABLE \`t\` ${back}, ALGORITHM=COPY, LOCK=SHARED`);
  expect(step?.gate).toBe('approval');
});

test('what notes when a row was written is not written to where rows are filled', () => {
  const table = (more: string) =>
    read(`CREATE TABLE t (id int PRIMARY KEY, at timestamp NULL ON UPDATE CURRENT_TIMESTAMP${more});`) as Catalog;
  const steps = planSteps(table(''), table(', n int NOT NULL, UNIQUE KEY u (n)'));
  const filled = steps.flatMap(({ up }) => up).filter((statement) => statement.startsWith('UPDATE'));
  expect(filled).toEqual(['UPDATE `t` SET `n` = (@migrate_arch := @migrate_arch + 1), `at` = `at` WHERE `n` IS NULL']);
});

test('a shape of MySQL keeps its system, and stands in as one of it', () => {
  const table = (more: string) => read(`CREATE TABLE t (id int PRIMARY KEY${more});`) as Catalog;
  const steps = planSteps(table(''), table(', g point NOT NULL SRID 4326, n int STORAGE MEMORY'));
  const statements = steps.flatMap(({ up }) => up).join('\n');
  expect(statements).toContain('ADD COLUMN `g` point NULL SRID 4326, ALGORITHM=INSTANT');
  expect(statements).toContain('SET `g` = (ST_SRID((POINT(0, 0)), 4326))');
  expect(statements).toContain('MODIFY COLUMN `g` point NOT NULL SRID 4326');
  expect(statements).toContain('ADD COLUMN `n` int NULL STORAGE MEMORY');
});

test('whatever alters a table that remembers its rows says first what becomes of them', () => {
  const { before, after } = pairs.find(({ id }) => id === 'ver_all_at_once') as (typeof pairs)[number];
  const [one, other] = [before, after].map((text) => readMysqlDdl([{ name: 'schema.sql', text }], 'mariadb'));
  const behind = planSteps(one as Catalog, other as Catalog).filter(({ phase }) => phase === 'contract');
  const statements = behind.flatMap(({ up, down }) => [up, down]);
  expect(statements.length).toBeGreaterThan(4);
  expect(statements.filter(([first]) => first !== 'SET SESSION system_versioning_alter_history = KEEP')).toEqual([]);
});
