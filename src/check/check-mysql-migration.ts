import { findMysqlFacts } from '../diff/migration/mysql/find-facts.js';
import { fail } from '../errors.js';
import type { CatalogChange } from '../model/catalog/change.js';
import type { CompatibilityReport } from '../model/compatibility-report.js';
import type { MysqlDialect, MysqlFact } from '../model/migration/mysql-fact.js';
import type { MysqlMigration } from '../model/migration/mysql-statement.js';
import { CATALOG_RULES } from '../rules/catalog/registry.js';
import { MYSQL_MIGRATION_RULES } from '../rules/migration/mysql/registry.js';
import { type Judged, type JudgeSettings, judge, namesOf } from '../rules/rule.js';
import { NEWEST_MEASURED } from '../tables/online-ddl.js';
import type { CheckOptions } from './options.js';
import { reportMigration } from './report-migration.js';
import { suppress } from './suppress.js';

export interface MysqlMigrationOptions extends CheckOptions {
  /** Whether whatever runs the files puts each into a transaction, unless the file says otherwise. */
  readonly isWrapped?: boolean;
}

/** Checks the statements of a migration for MySQL or MariaDB, knowing the database that they will meet. */
export function checkMysqlMigration(migration: MysqlMigration, options: MysqlMigrationOptions): CompatibilityReport {
  const { dialect, version, before, files } = migration;
  const number = version === undefined ? NEWEST_MEASURED[dialect] : numberOf(version);
  const facts = findMysqlFacts(migration, { version: number, isWrapped: options.isWrapped === true });
  const settings = { ...options, dialect };
  const judged = suppress(
    judgeAll(facts, settings),
    files,
    options.now,
    namesOf([MYSQL_MIGRATION_RULES, CATALOG_RULES]),
  );
  const comments = judge(judged.facts, MYSQL_MIGRATION_RULES, settings);
  return reportMigration({ ...judged, comments, before, files, dialect }, options);
}

/** What becomes of the schema is judged as in a comparison of two, at the statement that does it. */
function judgeAll(facts: readonly MysqlFact[], settings: JudgeSettings): Judged<MysqlFact>[] {
  return facts.flatMap((fact): Judged<MysqlFact>[] => {
    if (fact.kind !== 'schema_changed') return judge<MysqlFact>([fact], MYSQL_MIGRATION_RULES, settings);
    return judge<CatalogChange>([fact.change], CATALOG_RULES, settings).map((one) => ({ ...one, change: fact }));
  });
}

/** A server of MySQL or MariaDB, as somebody names it. */
export interface MysqlServer {
  readonly dialect: MysqlDialect;
  /** As in `8.0.28`. */
  readonly version: string;
}

/** MariaDB's versions begin where those of MySQL have not come yet. */
const FIRST_OF_MARIADB = 10;

/**
 * The server that a text names: `8.0.28`, `10.11`, `10.11.6-MariaDB`.
 *
 * @param dialect what else is said of it
 * @throws UserError when it is none, or one of the other dialect
 */
export function readMysqlVersion(text: string, dialect: MysqlDialect | undefined): MysqlServer {
  const [, version, major, rest = ''] = /^((\d+)\.\d+(?:\.\d+)?)(\D.*)?$/.exec(text) ?? [];
  const isMariadb = /mariadb/i.test(rest) || Number(major) >= FIRST_OF_MARIADB;
  const own = isMariadb ? 'mariadb' : 'mysql';
  if (version !== undefined && (dialect === undefined || dialect === own)) return { dialect: own, version };
  const names = { mysql: 'MySQL', mariadb: 'MariaDB' };
  return fail('USAGE', {
    problem: `--server-version: ${JSON.stringify(text)} is no version of ${dialect === undefined ? 'MySQL or MariaDB' : names[dialect]}`,
    remedy: 'write it as in 8.0.28 for MySQL, 10.11 for MariaDB',
  });
}

function numberOf(version: string): number {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return major * 10_000 + minor * 100 + patch;
}
