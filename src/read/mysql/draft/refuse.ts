import { fail } from '../../../errors.js';
import type { Name } from '../../../model/catalog/common.js';
import { type Draft, type DraftTable, keyOf, localName, type Origin } from './draft.js';
import { foreignKeyProblems } from './key-problems.js';
import { referrersOf } from './referrers.js';
import { tableProblems } from './table-problems.js';

/**
 * Says that the server refuses a statement because of what is there: to who follows a migration, or else as an error.
 *
 * @throws UserError where no migration is followed
 */
export function refuse({ watcher, session }: Draft, { place }: Pick<Origin, 'place'>, problem: string): void {
  const server = session.dialect === 'mysql' ? 'MySQL' : 'MariaDB';
  if (watcher === undefined) fail('REFUSED_SQL', { file: place.file, line: place.line, server, problem });
  watcher.refused({ problem, isForKeys: false });
}

/**
 * Says that nothing has made what a statement speaks of. Of another database, and without a schema before, a migration
 * may meet it all the same.
 *
 * @throws UserError where no migration is followed
 */
export function refuseAbsent(draft: Draft, { place }: Origin, kind: string, named: Name): void {
  const { name } = named;
  if (draft.watcher === undefined) fail('UNDEFINED_OBJECT', { file: place.file, line: place.line, kind, name });
  if (draft.watcher.knowsAll && localName(draft, named).schema === '')
    draft.watcher.refused({ problem: `there is no ${kind} '${name}'`, isForKeys: false });
}

/**
 * Says so of a table that no server makes of what it was. Foreign keys are looked at in a migration only: files of a
 * schema are often run without a look at them, and their tables need not be in order.
 *
 * @param before what it had before the statement
 * @throws UserError where no migration is followed
 */
export function refuseTable(
  draft: Draft,
  table: DraftTable,
  origin: Origin,
  before: Pick<DraftTable, 'columns' | 'foreignKeys'>,
): void {
  // Who follows a migration says of a column that goes what it is needed for.
  const gone = draft.watcher === undefined ? [] : before.columns.map(({ name }) => name);
  for (const problem of tableProblems(table, gone)) refuse(draft, origin, problem);
  if (draft.watcher === undefined) return;
  for (const problem of foreignKeyProblems(draft, table, before.foreignKeys))
    draft.watcher.refused({ problem, isForKeys: true });
}

/** A table cannot be called what another table, view or sequence is called. */
export function refuseTaken(draft: Draft, origin: Origin, name: Name, old?: Name): void {
  const key = keyOf(name);
  const isItself = old !== undefined && keyOf(old) === key;
  const taken = draft.tables.has(key)
    ? 'table'
    : draft.views.has(key)
      ? 'view'
      : draft.sequences.has(key)
        ? 'sequence'
        : undefined;
  if (!isItself && taken !== undefined) refuse(draft, origin, `there is a ${taken} '${name.name}' already`);
}

/** Foreign keys of tables that stay keep the tables that they lead to, and the rows there. */
export function refuseReferenced(draft: Draft, names: readonly Name[]): void {
  if (draft.watcher === undefined) return;
  const gone = new Set(names.map(keyOf));
  for (const parent of names) {
    for (const { owner, foreignKey } of referrersOf(draft, parent)) {
      if (gone.has(keyOf(owner.name))) continue;
      const problem = `foreign key '${foreignKey.name}' of table '${owner.name.name}' leads to table '${parent.name}'`;
      draft.watcher.refused({ problem, isForKeys: true });
    }
  }
}
