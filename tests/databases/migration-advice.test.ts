import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RULES } from '../../src/cli/rule-pages.js';
import { postgresSettings, reachable, type ScratchPostgres, scratchPostgres } from '../support/databases.js';
import { checkSql } from '../support/migrations.js';

const isReachable = await reachable('postgres', 'the safe ways that rules for migrations name');

interface Advice {
  readonly id: string;
  readonly before: string;
  readonly statements: readonly string[];
}

/** The safe ways that are SQL and nothing else. */
const advice = await Promise.all(
  RULES.flatMap(({ id, family, example }) =>
    family === 'migration' && 'migration' in example ? [{ id, example }] : [],
  ).map(async ({ id, example }): Promise<Advice> => {
    const { issues } = await checkSql(example.before, example.migration);
    const text = issues.find(({ type }) => type === id)?.suggested_migration ?? '';
    const isSql = /^(?:ALTER|CREATE|DROP|REINDEX|REFRESH|SET)\b[\s\S]*;$/.test(text);
    return { id, before: example.before, statements: isSql ? text.slice(0, -1).split('; ') : [] };
  }),
);
const executable = advice.filter(({ statements }) => statements.length > 0);

test('many safe ways are nothing but SQL', () => {
  expect(executable.length).toBeGreaterThan(12);
});

describe.skipIf(!isReachable)('the safe way can be executed as it stands', () => {
  let scratch: ScratchPostgres;
  let client: pg.Client;
  let settings: pg.ClientConfig;

  beforeAll(async () => {
    scratch = await scratchPostgres('advice');
    client = await scratch.connect();
    settings = postgresSettings(scratch.name);
  });
  afterAll(() => scratch.drop());

  test.each(executable)('$id', async ({ id, before, statements }) => {
    await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    // A materialized view is refreshed CONCURRENTLY by a unique index.
    const extra = id === 'refresh_blocks_reads' ? '; CREATE UNIQUE INDEX sums_a ON sums (a)' : '';
    await client.query(`${before}${extra}`);
    const fresh = new pg.Client(settings);
    await fresh.connect();
    try {
      for (const statement of statements) await fresh.query(statement);
    } finally {
      await fresh.end();
    }
  });
});
