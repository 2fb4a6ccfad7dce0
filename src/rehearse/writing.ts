import { defaultValue } from '../model/catalog/default-value.js';
import type { Table } from '../model/catalog/table.js';
import { rowsInUse } from './contents.js';
import type { Language } from './engine.js';
import type { TableDemand } from './rows/demands.js';
import { makeRow, type RowContext, written } from './rows/make-row.js';

/** What an application does to a table: a row comes, changes and goes; the row is read after each. */
export interface Writing {
  readonly table: Table;
  readonly insert: string;
  readonly update?: string;
  readonly remove: string;
  /** Finds the row by its key. */
  readonly where: string;
  /** What the row was read as, where it was written first. */
  readonly reads: readonly string[];
  /** Columns that are read as something else each time that it is written. */
  readonly volatile?: ReadonlySet<string>;
}

/** Whether a column holds what was written, rather than the time or the next number. */
export function isFixed(table: Table, name: string, language: Language): boolean {
  const column = table.columns.find((one) => one.name === name);
  if (column === undefined || column.generated !== undefined) return false;
  return (
    keyColumns(table).includes(name) || !(language.isNumbered(column) || defaultValue(column.default) !== undefined)
  );
}

/** The columns of the primary key of a table; the last name of one without overlaps may be that of a period. */
export function keyColumns({ constraints, columns }: Table): readonly string[] {
  const isPeriod = (name: string) => !columns.some((column) => column.name === name);
  return constraints.flatMap((one) => {
    if (one.type !== 'primary_key') return [];
    return one.withoutOverlaps ? one.columns.filter((name) => !isPeriod(name)) : one.columns;
  });
}

/** @returns nothing for a table without a key, or to which no row is known */
export function writingOf(
  demand: TableDemand,
  context: Omit<RowContext, 'promise'>,
): (Omit<Writing, 'reads'> & { reads: [] }) | undefined {
  const { table } = demand;
  const { language } = context;
  const keys = keyColumns(table);
  if (keys.length === 0) return undefined;
  const numbered = table.columns.filter((column) => keys.includes(column.name) && language.isNumbered(column));
  const owed = Object.fromEntries(numbered.map(({ name }) => [name, String(context.ordinal)]));
  try {
    const row = makeRow(demand, { ...context, promise: () => undefined, owed });
    const other = makeRow(demand, { ...context, promise: () => undefined, owed });
    if (!keys.every((name) => typeof row.get(name) === 'string')) return undefined;
    const where = keys
      .map((name) => `${language.quote(name)} = ${written(table, name, row.get(name), language)}`)
      .join(' AND ');
    const rows = rowsInUse(language, table);
    const sets = [...other].flatMap(([name, value]) =>
      keys.includes(name) ? [] : [`${language.quote(name)} = ${written(table, name, value, language)}`],
    );
    return {
      table,
      insert: language.insert(
        table,
        [...row.keys()],
        [[...row].map(([name, value]) => written(table, name, value, language))],
      ),
      ...(sets.length > 0 && { update: `UPDATE ${rows} SET ${sets.join(', ')} WHERE ${where}` }),
      remove: `DELETE FROM ${rows} WHERE ${where}`,
      where,
      reads: [],
    };
  } catch {
    return undefined;
  }
}
