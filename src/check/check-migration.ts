import { findMigrationFacts } from '../diff/migration/find-facts.js';
import { isForeign } from '../diff/migration/known-routines.js';
import type { CodeOf } from '../diff/migration/known-schema.js';
import { fail } from '../errors.js';
import type { Catalog } from '../model/catalog/catalog.js';
import type { CompatibilityReport } from '../model/compatibility-report.js';
import type { MigrationFile } from '../model/migration/action.js';
import type { RefusedStatement } from '../model/migration/named-object.js';
import { MIGRATION_RULES } from '../rules/migration/registry.js';
import { judge, namesOf } from '../rules/rule.js';
import { NEWEST_POSTGRESQL, OLDEST_POSTGRESQL } from '../tables/lock-facts.js';
import type { CheckOptions, InTransaction } from './options.js';
import { reportMigration } from './report-migration.js';
import { suppress } from './suppress.js';

export interface MigrationOptions extends CheckOptions {
  /** The major version of the server; by default the newest, or that of the database before. */
  readonly serverVersion?: number;
  /** `auto`, the default, is what a tool that the file is written for does, and no transaction for other files. */
  readonly inTransaction?: InTransaction;
  /** What the routines of the database before name in their texts, as {@link readCode} finds it. */
  readonly code?: CodeOf;
  /** The statements that the database before does not take, as {@link readMigrations} finds them. */
  readonly refused?: readonly RefusedStatement[];
}

/**
 * Checks the statements of a migration, knowing the database that they will meet.
 *
 * @param before absent when nothing is known of it: every table then counts as full
 * @param files in the order in which they are run
 */
export function checkMigration(
  before: Catalog | undefined,
  files: readonly MigrationFile[],
  options: MigrationOptions,
): CompatibilityReport {
  const version = options.serverVersion ?? Number(before?.version?.split('.')[0] ?? NEWEST_POSTGRESQL);
  const { inTransaction = 'auto', code, refused } = options;
  const facts = findMigrationFacts(before, files, { version, inTransaction, code, refused });
  const settings = { ...options, dialect: 'postgresql' as const };
  const judged = suppress(judge(facts, MIGRATION_RULES, settings), files, options.now, namesOf([MIGRATION_RULES]));
  const comments = judge(judged.facts, MIGRATION_RULES, settings);
  return reportMigration({ ...judged, comments, before, files, dialect: 'postgresql' }, options);
}

/** The languages of routines whose texts are searched for names and not followed, each once, in the order of the schema. */
export function languagesNotFollowed({ routines }: Catalog): string[] {
  return [...new Set(routines.filter(isForeign).map(({ language }) => language))];
}

/**
 * The major version of a server, from what somebody says of it: `15`, `15.4`.
 *
 * @throws UserError when it is none, or older than all that were measured
 */
export function readServerVersion(text: string): number {
  const major = Number(/^(\d+)(?:\.\d+)*$/.exec(text)?.[1]);
  if (major >= OLDEST_POSTGRESQL) return major;
  return fail('USAGE', {
    problem: `--server-version: not a version from ${OLDEST_POSTGRESQL} on: ${JSON.stringify(text)}`,
    remedy: 'write it as in 15',
  });
}
