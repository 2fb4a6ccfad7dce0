import type { MigrationFact } from '../../model/migration/fact.js';
import type { KnownSchema } from './known.js';
import { keyOf } from './known-names.js';

/**
 * Whether nobody misses a name: only the migration had given it, or something that can be read in the same way has it
 * again before anybody could look. Of a view over `*` nothing says which columns it has: it is taken for all of them.
 *
 * @param before the database that the migration met
 */
export function isNameKept(known: KnownSchema, before: KnownSchema, fact: MigrationFact): boolean {
  if (fact.kind === 'rename_column') {
    const isTheirs = (column: string | undefined) =>
      before.tables.get(keyOf(fact.subject))?.columns.some(({ name }) => name === column) !== false;
    if (before.isGiven && !isTheirs(fact.action.part)) return true;
    const column = known.tables.get(keyOf(fact.subject))?.columns.find(({ name }) => name === fact.action.part);
    return fact.isInTransaction && column !== undefined && column.isNew !== true;
  }
  if (fact.kind !== 'rename_table' && fact.kind !== 'rename_view' && fact.kind !== 'set_schema') return false;
  const key = keyOf(fact.subject);
  const was = before.tables.get(key);
  if (was === undefined) return before.isGiven;
  const now = known.tables.get(key);
  if (!fact.isInTransaction || now === undefined) return false;
  const has = new Set(now.columns.map(({ name }) => name));
  return has.size === 0 ? now.isView : was.columns.every(({ name }) => has.has(name));
}
