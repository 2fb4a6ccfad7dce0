import { checkMigration, type MigrationOptions } from '../../src/check/check-migration.js';
import { readCode } from '../../src/read/postgresql/code/read-code.js';
import { readMigrations } from '../../src/read/postgresql/migration/read-migrations.js';
import { readPostgresqlSql } from '../../src/read/postgresql/read-sql.js';

export const SETTINGS: MigrationOptions = {
  rules: 'all',
  profile: 'client',
  detail: 'full',
  maxFindings: 1000,
  now: '2026-02-16T13:47:23',
};

/** Checks one migration of PostgreSQL against a schema, or against nothing. */
export async function checkSql(before: string | undefined, migration: string, options: Partial<MigrationOptions> = {}) {
  const catalog = before === undefined ? undefined : await readPostgresqlSql([{ name: 'before.sql', text: before }]);
  const source = { name: 'migration.sql', text: migration };
  const met = before === undefined ? undefined : { sources: [{ name: 'before.sql', text: before }] };
  const { files, refused } = await readMigrations([source], met);
  const code = catalog && (await readCode(catalog.routines));
  return checkMigration(catalog, files, {
    ...SETTINGS,
    ...(code && { code }),
    ...(refused && { refused }),
    ...options,
  });
}

/** What is found, as `severity rule`, quiet advice and the missing lock_timeout left out unless it is asked for. */
export async function found(before: string | undefined, migration: string, options: Partial<MigrationOptions> = {}) {
  const { issues } = await checkSql(before, migration, { detail: 'outline', ...options });
  return issues
    .map(({ severity, type }) => `${severity} ${type}`)
    .filter((text) => !text.endsWith('lock_timeout_missing'));
}
