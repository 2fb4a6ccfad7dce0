import { readFileSync } from 'node:fs';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { recordFacts } from '../lock-facts/record.js';
import { postgresSettings, reachable } from '../support/databases.js';

const recorded = JSON.parse(readFileSync('tests/lock-facts/postgresql.json', 'utf8')) as Record<
  string,
  Record<string, string>
>;

describe.skipIf(!(await reachable('postgres', 'what statements lock')))('on the server at hand', () => {
  test('every statement locks, rewrites and scans what was recorded', async () => {
    const settings = postgresSettings();
    const client = new pg.Client(settings);
    await client.connect();
    const { rows } = await client.query<{ major: string }>(
      `SELECT (current_setting('server_version_num')::int / 10000)::text AS major`,
    );
    await client.end();
    const major = rows[0]?.major as string;
    const expected = Object.entries(recorded).flatMap(([name, versions]) => {
      return versions[major] === undefined ? [] : [[name, versions[major]] as const];
    });
    expect(expected.length).toBeGreaterThan(100);
    const found = await recordFacts(settings, `lock_facts_${process.pid}`);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
  });
});
