import type { Catalog } from '../../model/catalog/catalog.js';
import type { MigrationFact } from '../../model/migration/fact.js';
import { keyOf } from './known-names.js';

/** Puts to effects the tables that they lock, as they are before the migration: what is asked of rows is asked of these. */
export function tablesBefore(before: Catalog | undefined): (fact: MigrationFact) => MigrationFact {
  const tables = new Map(before?.tables.map((table) => [keyOf(table), table]));
  const made = new Map<string, string[]>();
  return (fact) => {
    if (!('locks' in fact) || !('subject' in fact)) return fact;
    const named = [fact.subject, ...fact.locks.map(({ object }) => object)].map(keyOf);
    const found = [...new Set(named)].flatMap((key) => tables.get(key) ?? []);
    const key = keyOf(fact.subject);
    const newColumns = made.get(key) ?? [];
    if (fact.kind.startsWith('add_column') && fact.action.kind === 'add_column') {
      // One list grows for all: no statement names what comes later.
      newColumns.push(fact.action.column.name);
      made.set(key, newColumns);
    }
    return found.length === 0 ? fact : { ...fact, tables: found, ...(newColumns.length > 0 && { newColumns }) };
  };
}
