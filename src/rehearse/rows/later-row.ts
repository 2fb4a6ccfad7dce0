import { quoteIdentifier } from '../../lib/quote.js';
import type { Expression } from '../../model/catalog/common.js';
import type { Column, Table } from '../../model/catalog/table.js';
import { mentionsOf } from '../../sql/mentions.js';
import { converted } from '../../sql/postgresql/alter-tables.js';
import { typeText } from '../../sql/postgresql/spelling.js';
import { unfitting } from '../../sql/postgresql/unfitting.js';
import { isSameType } from '../compare-rows.js';
import type { Successors } from './demands.js';

const name = (column: Pick<Column, 'name'>) => quoteIdentifier(column.name, '"');

/** That each value of a row can be made one of the type after, and one of the type before again. */
export function convertibleConditions(table: Table, next: Table, successors: Successors): string[] {
  return table.columns.flatMap((was) => {
    const is = successors.column(table, was.name);
    if (is === undefined || next.foreign !== undefined || [was, is].some(({ generated }) => generated !== undefined)) {
      return [];
    }
    if (isSameType(was.type, is.type)) return [];
    const there = converted(name(was), was.type, is.type);
    const back = converted(`(${there})`, is.type, was.type);
    const stray = unfitting(name(was), was.type, is.type);
    return [
      `${name(was)} IS NULL OR (${back}) IS NOT NULL`,
      ...(stray === undefined ? [] : [`NOT coalesce(${stray}, false)`]),
    ];
  });
}

/**
 * A condition of the schema after, to be asked of a row of the one before: of its values in their types to be, and of
 * what columns have that come, where it speaks of such.
 */
export function asLater(condition: Expression, table: Table, next: Table, successors: Successors): string {
  const { words } = mentionsOf(condition.form);
  const columns = next.columns.filter(({ name, generated }) => words.has(name) && generated === undefined);
  const values = columns.map((column) => {
    const was = table.columns.find((one) => successors.column(table, one.name) === column);
    return { column, was, value: valueLater(was, column) };
  });
  if (
    values.every(
      ({ column, was }) => was !== undefined && was.name === column.name && isSameType(was.type, column.type),
    )
  ) {
    return condition.text;
  }
  const row = values.map(({ column, value }) => `${value} AS ${name(column)}`).join(', ');
  return `(SELECT ${condition.text} FROM (SELECT ${row}) AS later)`;
}

function valueLater(was: Column | undefined, column: Column): string {
  if (was !== undefined)
    return isSameType(was.type, column.type) ? name(was) : `(${converted(name(was), was.type, column.type)})`;
  return `(${column.default?.text ?? 'NULL'})::${typeText(column.type)}`;
}
