import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findCatalogChanges } from '../../src/diff/catalog/find-changes.js';
import { readPostgresqlSql } from '../../src/read/postgresql/read-sql.js';
import { readOver } from '../../src/read/postgresql/server/connect.js';
import { readSqlFiles } from '../../src/read/sql-files/read-sql-files.js';
import { renderLayout, type ToolLayout } from '../../src/render/layouts.js';
import { planSteps } from '../../src/sql/plan-steps.js';
import { reachable, scratchPostgres } from '../support/databases.js';

const BEFORE = 'CREATE TABLE users (id bigint PRIMARY KEY, mail text);';
const AFTER = `CREATE TABLE users (id bigint PRIMARY KEY, mail text, phone text);
CREATE INDEX users_mail ON users (mail);
CREATE TABLE tags (id bigint PRIMARY KEY, name text NOT NULL);`;
const NOW = '2026-02-16T13:47:27';

const read = (text: string) => readPostgresqlSql([{ name: 'schema.sql', text }]);
const steps = planSteps(await read(BEFORE), await read(AFTER));
const filesOf = (layout: ToolLayout) => renderLayout(steps, layout, { dialect: 'postgresql', now: NOW });
const textOf = (layout: ToolLayout, pattern: RegExp) => {
  const found = filesOf(layout).find(({ name }) => pattern.test(name));
  return found?.text ?? '';
};

const isServed = await reachable('postgres', 'layouts of files');

describe.skipIf(!isServed)('the folder of a tool that sends each file as one message', () => {
  it.each(['dbmate', 'prisma'] as const)('%s: what the reader takes for the way up leads to after', async (layout) => {
    const folder = mkdtempSync(join(tmpdir(), 'layout-'));
    const scratch = await scratchPostgres('layouts');
    try {
      const first = { dbmate: '1_before.sql', prisma: '1_before/migration.sql' }[layout];
      for (const { name, text } of [{ name: first, text: BEFORE }, ...filesOf(layout)]) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), text);
      }
      const client = await scratch.connect();
      const sources = await readSqlFiles(folder, async () => Buffer.of());
      expect(sources.length).toBe(
        filesOf(layout).filter(({ name }) => /(?:\d_\w+|migration)\.sql$/.test(name)).length + 1,
      );
      for (const { text } of sources) await client.query(text);
      const found = await readOver(async (sql) => (await client.query<Record<string, unknown>>(sql)).rows);
      expect(findCatalogChanges(found, await read(AFTER)).map(({ kind }) => kind)).toEqual([]);
    } finally {
      await scratch.drop();
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the files of steps in the conventions of a tool', () => {
  it('versions follow the clock, one for each migration, and names are of plain letters', () => {
    const names = filesOf('dbmate').map(({ name }) => name);
    expect(names[0]).toMatch(/^20260216134727_expand_[a-z0-9_]+\.sql$/);
    expect(names).toEqual([...new Set(names)].sort());
  });

  it('what wants no transaction says so, and stands alone where a file is one message', () => {
    const concurrent = filesOf('dbmate').filter(({ text }) => /CREATE INDEX CONCURRENTLY/.test(text));
    expect(concurrent).toHaveLength(1);
    expect(concurrent[0]?.text).toMatch(
      /^-- migrate:up transaction:false\n--[^\n]*\nCREATE INDEX CONCURRENTLY [^;]*;\n/,
    );
    expect(concurrent[0]?.text).toMatch(/\n-- migrate:down transaction:false\n/);
    const flyway = filesOf('flyway').find(({ text }) => /CREATE INDEX CONCURRENTLY/.test(text))?.name ?? '';
    expect(textOf('flyway', new RegExp(`^${flyway}\\.conf$`))).toBe(
      'placeholderReplacement=false\nexecuteInTransaction=false\n',
    );
    const module = filesOf('node-pg-migrate').find(({ text }) => /CREATE INDEX CONCURRENTLY/.test(text));
    expect(module?.name).toMatch(/\.cjs$/);
    expect(module?.text).toContain(
      'exports.up = (pgm) => {\n  pgm.noTransaction();\n  pgm.sql("CREATE INDEX CONCURRENTLY',
    );
  });

  it('each has its way back where the tool looks for it', () => {
    expect(textOf('flyway', /^U\d+__expand_create_table.*\.sql$/)).toContain('DROP TABLE');
    expect(textOf('node-pg-migrate', /create-table.*\.sql$/)).toMatch(
      /-- Up Migration\n[\s\S]*CREATE TABLE[\s\S]*-- Down Migration\n[\s\S]*DROP TABLE/,
    );
    expect(textOf('dbmate', /create_table.*\.sql$/)).toMatch(
      /-- migrate:up\n[\s\S]*CREATE TABLE[\s\S]*-- migrate:down\n[\s\S]*DROP TABLE/,
    );
    expect(textOf('prisma', /create_table.*\/down\.sql$/)).toContain('DROP TABLE');
    expect(textOf('prisma', /^migration_lock\.toml$/)).toContain('provider = "postgresql"');
  });
});
