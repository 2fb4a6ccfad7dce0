import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Catalog } from '../../src/model/catalog/catalog.js';
import { readMysqlDdl } from '../../src/read/mysql/read-ddl.js';
import { readMigration } from '../../src/read/postgresql/migration/read-migration.js';
import { readPostgresqlSql } from '../../src/read/postgresql/read-sql.js';
import type { Engine } from '../../src/rehearse/engine.js';
import { openEngine } from '../../src/rehearse/open-engine.js';
import { rehearseSteps } from '../../src/rehearse/rehearse-steps.js';
import { planSteps } from '../../src/sql/plan-steps.js';
import { declareLocks } from '../../src/sql/postgresql/declare-locks.js';

const TYPES = ['int', 'bigint', 'text', 'varchar(9)', 'numeric(9,2)', 'boolean', 'date', 'mood', 'uuid'];
const DEFAULTS: Readonly<Record<string, string>> = {
  int: '3',
  bigint: '4',
  text: "'it''s'",
  boolean: 'true',
  mood: "'sad'",
  uuid: 'gen_random_uuid()',
};

const column = fc.record({
  type: fc.constantFrom(...TYPES),
  isRequired: fc.boolean(),
  hasDefault: fc.boolean(),
});
const table = fc.record({
  columns: fc.array(fc.option(column), { minLength: 3, maxLength: 3 }),
  isKeyed: fc.boolean(),
  unique: fc.option(fc.constantFrom(0, 1, 2)),
  indexed: fc.option(fc.constantFrom(0, 1, 2)),
  checked: fc.option(fc.constantFrom(0, 1, 2)),
  refers: fc.boolean(),
  isViewed: fc.boolean(),
});
const schema = fc.record({
  tables: fc.array(fc.option(table), { minLength: 2, maxLength: 2 }),
  moods: fc.constantFrom("'sad', 'ok'", "'sad', 'ok', 'happy'", "'ok', 'sad'"),
});

/** A schema as SQL: columns are c0, c1, c2 of tables t0 and t1, so that two schemas have much in common. */
function textOf({ tables, moods }: typeof schema extends fc.Arbitrary<infer T> ? T : never): string {
  const first = tables[0];
  return [
    `CREATE TYPE mood AS ENUM (${moods});`,
    ...tables.flatMap((each, at) => {
      if (each === null) return [];
      const has = (index: number | null) => index !== null && each.columns[index] != null;
      const parts = [
        `id int ${each.isKeyed ? 'PRIMARY KEY' : 'NOT NULL'}`,
        ...each.columns.flatMap((one, index) => {
          if (one === null) return [];
          const value = one.hasDefault && Object.hasOwn(DEFAULTS, one.type) ? ` DEFAULT ${DEFAULTS[one.type]}` : '';
          return [`c${index} ${one.type}${one.isRequired ? ' NOT NULL' : ''}${value}`];
        }),
        ...(has(each.unique) ? [`UNIQUE (c${each.unique}, id)`] : []),
        ...(has(each.checked) ? [`CONSTRAINT filled_${at} CHECK (c${each.checked} IS NOT NULL OR id > 0)`] : []),
        ...(at === 1 && each.refers && first?.isKeyed ? ['CONSTRAINT refers FOREIGN KEY (id) REFERENCES t0'] : []),
      ];
      return [
        `CREATE TABLE t${at} (${parts.join(', ')});`,
        ...(has(each.indexed) ? [`CREATE INDEX by_c_${at} ON t${at} (c${each.indexed});`] : []),
        ...(each.isViewed ? [`CREATE VIEW v${at} AS SELECT * FROM t${at};`] : []),
      ];
    }),
  ].join('\n');
}

/** Proofs that say whether the application of before goes on: that depends on what a change forbids it. */
const NOT_OF_STEPS: ReadonlySet<string> = new Set(['mixed_versions']);
const RUNS = 6;
/** The same pairs each time: another number (STEP_SEED) walks others, and STEP_RUNS walks that many. */
const SEED = 1;

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine(undefined, [], { env: process.env, host: 'here', pid: process.pid, isAlive: () => true });
});
afterAll(() => engine.close());

test('the steps between two schemas lead to the one and back to the other, and a second run of each changes nothing', {
  timeout: 3_600_000,
}, async () => {
  let walked = 0;
  await fc.assert(
    fc.asyncProperty(schema.map(textOf), schema.map(textOf), async (before, after) => {
      const sources = { before: [{ name: 'a.sql', text: before }], after: [{ name: 'b.sql', text: after }] };
      const [was, is] = [await readPostgresqlSql(sources.before), await readPostgresqlSql(sources.after)];
      const steps = await declareLocks(planSteps(was, is), was, readMigration);
      const { differences } = await rehearseSteps(engine, sources, steps, {
        ...{ renames: [], rows: 0, seed: 1, probes: {}, stress: false, now: '', progress: () => {} },
      });
      walked++;
      expect(differences.filter(({ proof }) => !NOT_OF_STEPS.has(proof))).toEqual([]);
    }),
    {
      seed: Number(process.env.STEP_SEED ?? SEED),
      numRuns: Number(process.env.STEP_RUNS ?? RUNS),
    },
  );
  expect(walked).toBeGreaterThan(0);
});

/** The same schemas for MariaDB, which has types of other names, no types of one's own and no expressions as defaults. */
function mariadbOf(text: string): string {
  return text
    .replace(/^CREATE TYPE mood AS ENUM \((.*)\);$/m, '')
    .replaceAll(/\bmood\b/g, `enum(${/ENUM \((.*)\);/.exec(text)?.[1]})`)
    .replaceAll('uuid DEFAULT gen_random_uuid()', 'uuid')
    .replaceAll(/\btext\b/g, 'varchar(90)');
}

test('every step says what shows that it is done, on both', async () => {
  const found = { postgresql: 0, mariadb: 0 };
  const look = (dialect: keyof typeof found, steps: ReturnType<typeof planSteps>) => {
    expect(steps.filter(({ verify }) => verify.length === 0).map(({ title, up }) => [title, up])).toEqual([]);
    found[dialect] += steps.length;
  };
  await fc.assert(
    fc.asyncProperty(schema.map(textOf), schema.map(textOf), async (before, after) => {
      const [was, is] = await Promise.all([before, after].map((text) => readPostgresqlSql([{ name: 'a.sql', text }])));
      look('postgresql', planSteps(was as Catalog, is as Catalog));
      const [one, other] = [before, after].map((text) => {
        return readMysqlDdl([{ name: 'a.sql', text: mariadbOf(text) }], 'mariadb', { account: 'root@localhost' });
      });
      look('mariadb', planSteps(one as Catalog, other as Catalog));
    }),
    { seed: SEED, numRuns: 60 },
  );
  expect(Math.min(found.postgresql, found.mariadb)).toBeGreaterThan(200);
});

test('nothing changes between a schema and itself', async () => {
  await fc.assert(
    fc.asyncProperty(schema.map(textOf), async (text) => {
      const read = () => readPostgresqlSql([{ name: 'a.sql', text }]);
      expect(planSteps(await read(), await read())).toEqual([]);
    }),
    { numRuns: 20 },
  );
});
