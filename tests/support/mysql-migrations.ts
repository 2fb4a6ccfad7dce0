import { checkMysqlMigration, type MysqlMigrationOptions } from '../../src/check/check-mysql-migration.js';
import type { MysqlDialect } from '../../src/model/migration/mysql-fact.js';
import { readMysqlMigrations } from '../../src/read/mysql/migration/read-migrations.js';
import type { MysqlSettings } from '../../src/read/mysql/settings.js';
import { SETTINGS } from './migrations.js';

export interface MysqlCheck extends Partial<MysqlMigrationOptions> {
  readonly dialect?: MysqlDialect;
  readonly server?: MysqlSettings;
}

/** Reads one migration of MySQL or MariaDB on a schema, or on nothing. */
export function readMysql(
  before: string | undefined,
  migration: string,
  { dialect = 'mysql', server }: MysqlCheck = {},
) {
  const known = before === undefined ? undefined : { sources: [{ name: 'before.sql', text: before }] };
  return readMysqlMigrations(known, [{ name: 'migration.sql', text: migration }], dialect, server);
}

/** Checks one migration of MySQL or MariaDB against a schema, or against nothing. */
export function checkMysqlSql(before: string | undefined, migration: string, options: MysqlCheck = {}) {
  const { dialect: _, server: __, ...settings } = options;
  return checkMysqlMigration(readMysql(before, migration, options), { ...SETTINGS, ...settings });
}

/** What is found, as `severity rule`; quiet advice and the missing lock_wait_timeout are left out. */
export function foundInMysql(before: string | undefined, migration: string, options: MysqlCheck = {}): string[] {
  const { issues } = checkMysqlSql(before, migration, { detail: 'outline', ...options });
  return issues
    .map(({ severity, type }) => `${severity} ${type}`)
    .filter((text) => !text.endsWith('lock_timeout_missing'));
}
