import { fail } from '../../../errors.js';
import type { Name } from '../../../model/catalog/common.js';
import type { ForeignKey } from '../../../model/catalog/table.js';
import type { Draft, DraftTable, Origin } from './draft.js';
import { foreignKeyProblems } from './key-problems.js';
import { tableProblems } from './table-problems.js';

/**
 * Says that the server refuses a statement because of what is there: to who follows a migration, or else as an error.
 *
 * @throws UserError where no migration is followed
 */
export function refuse({ watcher, session }: Draft, { place }: Origin, problem: string): void {
  const server = session.dialect === 'mysql' ? 'MySQL' : 'MariaDB';
  if (watcher === undefined) fail('REFUSED_SQL', { file: place.file, line: place.line, server, problem });
  watcher.refused({ problem, isForKeys: false });
}

/**
 * Says that nothing has made what a statement speaks of. A database that a migration meets may have it all the same.
 *
 * @throws UserError where no migration is followed
 */
export function refuseAbsent({ watcher }: Draft, { place }: Origin, kind: string, { name }: Pick<Name, 'name'>): void {
  if (watcher === undefined) fail('UNDEFINED_OBJECT', { file: place.file, line: place.line, kind, name });
}

/**
 * Says so of a table that no server makes of what it was. Foreign keys are looked at in a migration only: files of a
 * schema are often run without a look at them, and their tables need not be in order.
 *
 * @param foreignKeys those that it had before
 * @throws UserError where no migration is followed
 */
export function refuseTable(draft: Draft, table: DraftTable, origin: Origin, foreignKeys: readonly ForeignKey[]): void {
  for (const problem of tableProblems(table)) refuse(draft, origin, problem);
  if (draft.watcher === undefined) return;
  for (const problem of foreignKeyProblems(draft, table, foreignKeys))
    draft.watcher.refused({ problem, isForKeys: true });
}
