import { fail } from '../errors.js';
import type { Catalog } from '../model/catalog/catalog.js';

/**
 * Refuses to promise an archive where none is made.
 *
 * @throws UserError when an archive is asked for and the database is no PostgreSQL
 */
export function refuseArchive(isArchived: boolean | undefined, { dialect }: Catalog): void {
  if (isArchived !== true || dialect === 'postgresql') return;
  fail('USAGE', {
    problem: `--archive: there are archives for PostgreSQL, and this is ${dialect}`,
    remedy: 'leave it out, and have a backup before contract',
  });
}
