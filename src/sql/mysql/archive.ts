import type { Column, Table } from '../../model/catalog/table.js';
import type { Question } from '../../model/step.js';
import { ARCHIVE } from '../../tables/archive.js';
import { when } from './alteration.js';
import { hasColumn } from './members.js';
import { tableFound } from './objects.js';
import { id, shortened } from './spelling.js';

/** What a table or a column that goes is called in the archive: a table of the same database. */
export function archived(...parts: readonly string[]): string {
  return shortened(`${ARCHIVE}.${parts.join('.')}`);
}

/** How the values of a column are kept, and brought back. */
export interface Archive {
  /** Before the drop. */
  readonly keep: readonly string[];
  /** Where the column is there again. The archive is gone then. */
  readonly restore: readonly string[];
  /** Whether it is there: what must hold before the drop is undone. */
  readonly isThere: Question;
}

/**
 * The archive of a column that goes: its values by the key of their rows. Nothing where the values are computed or
 * counted, where no key that stays tells the rows apart, or where a trigger would learn of their return.
 *
 * @param table the table when the column goes
 * @param gone the names of all its columns that go
 * @param called what the column is called then
 */
export function archiveColumn(
  table: Table,
  column: Column,
  gone: ReadonlySet<string>,
  called: string,
): Archive | undefined {
  const columns = table.constraints.flatMap((each) => {
    // Part of a text is no whole key.
    if (each.type !== 'primary_key' || each.withoutOverlaps) return [];
    return each.keys?.every(({ prefix }) => prefix === undefined) === false ? [] : each.columns;
  });
  const isTold = table.triggers.some(({ events }) => events.includes('update'));
  const isOwn = column.generated !== undefined || column.isAutoIncrement === true;
  if (columns.length === 0 || columns.some((name) => gone.has(name)) || isTold || isOwn) return undefined;
  const place = archived(table.name, column.name);
  const names = columns.map((name) => id(name)).join(', ');
  const kept = `CREATE TABLE ${id(place)} (PRIMARY KEY (${names})) AS SELECT ${names}, ${id(called)} AS migrate_arch_value FROM ${id(table.name)}`;
  // What notes when a row was written has not been written to.
  const untouched = table.columns.flatMap(({ name, onUpdate }) =>
    onUpdate === undefined || gone.has(name) ? [] : [`, old.${id(name)} = old.${id(name)}`],
  );
  const update = `UPDATE ${id(table.name)} AS old JOIN ${id(place)} AS kept USING (${names}) SET old.${id(called)} = kept.migrate_arch_value${untouched.join('')}`;
  const isThere = tableFound(place);
  const isToKeep = `SELECT (${hasColumn(table.name, called)}) - (${isThere})`;
  return {
    keep: when(isToKeep, 1, kept),
    restore: [...when(isThere, 1, update), `DROP TABLE IF EXISTS ${id(place)}`],
    isThere: { run: isThere, expect: '1' },
  };
}
