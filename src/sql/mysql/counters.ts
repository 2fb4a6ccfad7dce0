import type { Column, Index, Table } from '../../model/catalog/table.js';
import { type Alteration, when } from './alteration.js';
import { backfill, rowKeyOf, writtenAs } from './backfill.js';
import { columnsOf, hasColumn } from './members.js';
import { aside, id } from './spelling.js';

/** The column of a table that counts: there is one at most (MySQL 8.4, "Using AUTO_INCREMENT"). */
export const counterOf = ({ columns }: Table): Column | undefined => columns.find((column) => column.isAutoIncrement);

/** A column in whose place another one counts: nobody has to give it a number. */
export function atRest(column: Column): Column {
  const { isAutoIncrement: _, ...rest } = column;
  return { ...rest, nullable: true };
}

/** An index that finds rows by a counter in whose place another one counts, for whoever still knows it. */
export function restingIndex(from: Table, to: Table): Index[] {
  const was = counterOf(from);
  if (was === undefined || counterOf(to) === undefined || columnsOf(to).has(was.name.toLowerCase())) return [];
  return [
    {
      ...{ name: aside(was.name), method: 'btree', isUnique: false, isValid: true, nullsNotDistinct: false },
      ...{ keys: [{ column: was.name, order: 'asc', nulls: 'first' }], include: [], options: {} },
    },
  ];
}

/**
 * The counter that comes in the place of another one, where it can have the numbers of that one first: what refers to
 * rows by their numbers goes on to do so.
 */
export function successorOf(from: Table, to: Table): Column | undefined {
  const [was, is] = [counterOf(from), counterOf(to)];
  if (was === undefined || is === undefined || columnsOf(from).has(is.name.toLowerCase())) return undefined;
  // Whoever watches a table would learn of every row.
  const isWatched = [from, to].some(({ triggers, options }) => {
    return options['system_versioning'] !== undefined || triggers.some(({ events }) => events.includes('update'));
  });
  return isWatched ? undefined : is;
}

/** What gives a counter that comes the numbers of the one that there was, before it counts. */
export function takeNumbers(from: Table, to: Table): Alteration[] {
  const [was, is] = [counterOf(from), successorOf(from, to)];
  if (was === undefined || is === undefined) return [];
  const lacks = `${id(is.name)} IS NULL`;
  const table = { ...from, name: to.name };
  const given = { table, key: rowKeyOf(table), column: is.name };
  const { up } = backfill({ ...given, value: id(was.name), lacks });
  const { up: down } = backfill({ ...given, value: 'NULL', lacks: `${id(is.name)} IS NOT NULL` });
  return [
    {
      phase: 'migrate',
      title: `fill ${is.name} of ${to.name} with the numbers of ${was.name}, in whose place it counts`,
      path: `tables.${to.name}.columns.${is.name}`,
      table: to.name,
      up: { clauses: [], operations: [], following: up },
      down: { clauses: [], operations: [], following: down },
      verify: [{ run: `SELECT EXISTS (SELECT 1 FROM ${id(to.name)} WHERE ${lacks})`, expect: '0' }],
    },
  ];
}

const NUMBER = '@migrate_arch_number';

/**
 * Statements that number the rows that have no number in a column that begins to count: by the column that counted
 * before where that number is free, and on from the greatest one otherwise.
 *
 * @param from the table as it is then
 */
export function numberRows(from: Table, to: Table): string[] {
  const [was, is] = [counterOf(from), counterOf(to)];
  const column = is && columnsOf(from).get(is.name.toLowerCase());
  if (is === undefined || column?.nullable !== true || column.isAutoIncrement) return [];
  const [table, name] = [id(from.name), id(is.name)];
  const update = (value: string, where = '') =>
    `UPDATE ${table} SET ${writtenAs(from, is.name, value)} WHERE ${name} IS NULL${where}`;
  const greatest = [was ?? is, is].map((each) => `COALESCE(MAX(${id(each.name)}), 0)`).join(', ');
  // The table itself can only be read at one remove.
  const taken = `SELECT taken FROM (SELECT ${name} AS taken FROM ${table} WHERE ${name} IS NOT NULL) AS others`;
  const rest = [`SET ${NUMBER} = (SELECT GREATEST(${greatest}) FROM ${table})`, update(`(${NUMBER} := ${NUMBER} + 1)`)];
  if (was === undefined) return rest;
  // Done a second time, there may be no column any more that counted before.
  const isThere = hasColumn(from.name, was.name);
  const known = update(id(was.name), ` AND ${id(was.name)} NOT IN (${taken})`);
  return [known, ...rest].flatMap((statement) => when(isThere, 1, statement));
}
