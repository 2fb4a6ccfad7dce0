import type { MigrationFile } from '../../../model/migration/action.js';
import type { RefusedStatement } from '../../../model/migration/named-object.js';
import type { Source } from '../../source.js';
import type { Parsed } from '../parse.js';
import { followMigration } from '../read-sql.js';
import { readMigration } from './read-migration.js';

/** What a migration meets. */
export interface MigrationBefore {
  /** What makes the database, in the order in which it is run. */
  readonly sources: readonly Source[];
  /** What the parser gave for it. */
  readonly known?: Parsed;
  /** The version of the server; the newest by default. */
  readonly major?: number | undefined;
}

/** The files of a migration, and what of them the server refuses where somebody says what they meet. */
export interface ReadMigrations {
  readonly files: readonly MigrationFile[];
  readonly refused?: readonly RefusedStatement[];
}

/**
 * Reads the files of a migration for PostgreSQL, each statement once.
 *
 * @param migration its files in the order in which they are run
 * @throws UserError when one is not SQL of PostgreSQL
 */
export async function readMigrations(migration: readonly Source[], before?: MigrationBefore): Promise<ReadMigrations> {
  const follower = before && (await followMigration(before.sources, before.known, before.major));
  const files: MigrationFile[] = [];
  for (const source of migration) files.push(await readMigration(source, follower));
  return { files, ...(follower && { refused: follower.refused }) };
}
