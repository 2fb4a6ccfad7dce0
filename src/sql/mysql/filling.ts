import type { Column, Table } from '../../model/catalog/table.js';
import { writtenAs } from './backfill.js';
import { filler } from './columns.js';
import { columnsIn, mentions } from './members.js';
import { id } from './spelling.js';

/**
 * Whether the constraints of a table have something to say of the values of a column, so that no constant fits every
 * row.
 *
 * @param other the table that lacks the column, whose keys tell its rows apart
 */
export function isBound(table: Table, { name }: Column, other: Table): boolean {
  const known = keysOf(other).map((columns) => new Set(columns));
  const isApart = (columns: readonly string[]) =>
    known.some((key) => key.size > 0 && [...key].every((each) => columns.includes(each)));
  const isKey = keysOf(table).some((columns) => columns.includes(name.toLowerCase()) && !isApart(columns));
  return (
    isKey ||
    table.constraints.some((each) => {
      if (each.type === 'check') return mentions(each.expression.text, name);
      return each.type === 'foreign_key' && each.columns.some((column) => column.toLowerCase() === name.toLowerCase());
    })
  );
}

/** The columns of each key of a table, in lower case. */
function keysOf({ constraints, indexes }: Table): string[][] {
  const keys = [
    ...constraints.filter(({ type }) => type === 'primary_key' || type === 'unique'),
    ...indexes.filter(({ isUnique }) => isUnique),
  ];
  return keys.map((each) => columnsIn(each).map((column) => column.toLowerCase()));
}

const COUNTER = '@migrate_arch';
const NEXT = `(${COUNTER} := ${COUNTER} + 1)`;
const UUID_CHARACTERS = 36;

/**
 * Statements that give a column a value in the rows in which nobody has written it: one of the table that it refers to,
 * one of its own where each row needs another, one that the checks take, or else the emptiest.
 *
 * @param called what the column is called by then
 * @param present the table with the columns that are there for certain: what notes when a row was written has not been written to
 */
export function fill(
  table: Table,
  column: Column,
  called = column.name,
  present: Table = { ...table, columns: [] },
): string[] {
  const name = id(called);
  const update = (value: string) =>
    `UPDATE ${id(table.name)} SET ${writtenAs(present, called, value)} WHERE ${name} IS NULL`;
  for (const each of table.constraints) {
    if (each.type !== 'foreign_key') continue;
    const referred = each.referencedColumns[each.columns.indexOf(column.name)];
    if (referred === undefined) continue;
    const target = id(each.references.name);
    const others = each.columns.flatMap((own, at) => {
      const [mine, theirs] = [`${id(table.name)}.${id(own)}`, `referred.${id(each.referencedColumns[at] as string)}`];
      return own === column.name ? [] : [`(${mine} IS NULL OR ${theirs} = ${mine})`];
    });
    // What a row says of it with other columns leads to one row of those alike.
    if (others.length > 0 && each.references.name !== table.name) {
      const alike = `SELECT referred.${id(referred)} FROM ${target} AS referred WHERE ${others.join(' AND ')}`;
      return [update(`(${alike} ORDER BY referred.${id(referred)} LIMIT 1)`)];
    }
    const one = `SELECT ${id(referred)} FROM ${target} ORDER BY ${id(referred)} LIMIT 1`;
    // The table itself can only be read at one remove.
    return [update(`(SELECT ${id(referred)} FROM (${one}) AS referred)`)];
  }
  const empty = filler(column);
  if (isKey(table, column.name)) {
    const [start, next] = countingOf(table, column, name);
    return [`SET ${COUNTER} = ${start}`, update(next)];
  }
  const checks = table.constraints.flatMap((each) =>
    each.type === 'check' && mentions(each.expression.text, column.name) ? [`(${each.expression.text})`] : [],
  );
  if (checks.length === 0) return empty === undefined ? [] : [update(empty)];
  const values = [...new Set([...(empty === undefined ? [] : [empty]), ...checks.flatMap(literalsIn)])];
  const rows = values
    .map((value, at) => `SELECT ${value}${at === 0 ? ` AS ${id(column.name)}` : ''}`)
    .join(' UNION ALL ');
  return [update(`(SELECT taken.${id(column.name)} FROM (${rows}) AS taken WHERE ${checks.join(' AND ')} LIMIT 1)`)];
}

/** Whether no two rows may have the same value. */
function isKey({ constraints, indexes }: Table, name: string): boolean {
  const isOnly = (columns: readonly (string | undefined)[]) => columns.length === 1 && columns[0] === name;
  return (
    constraints.some((each) => {
      if (each.type === 'primary_key') return each.columns.includes(name);
      return each.type === 'unique' && isOnly(each.columns);
    }) || indexes.some((index) => index.isUnique && isOnly(index.keys.map(({ column }) => column)))
  );
}

/** From where to count, and what the number of a row comes to in the type of a column. */
function countingOf(table: Table, { type }: Column, name: string): [start: string, next: string] {
  const greatest = `(SELECT COALESCE(MAX(${name}), 0) FROM ${id(table.name)})`;
  if (/^(?:(?:tiny|small|medium|big)?int|decimal|float|double)$/.test(type.name)) return [greatest, NEXT];
  if (type.name === 'uuid') return ['0', 'UUID()'];
  if (type.name === 'date') return ['0', `DATE '1970-01-01' + INTERVAL ${NEXT} DAY`];
  if (/^(?:datetime|timestamp)$/.test(type.name)) {
    return ['0', `TIMESTAMP '1970-01-02 00:00:00' + INTERVAL ${NEXT} SECOND`];
  }
  return ['0', Number(type.args[0] ?? 0) >= UUID_CHARACTERS ? 'UUID()' : `CAST(${NEXT} AS CHAR)`];
}

const LITERAL = /'(?:[^'\\]|''|\\.)*'|(?<![\w.`])\d+(?:\.\d+)?/g;

/** The literals in a condition, and of numbers their neighbours: one of them may satisfy it. */
function literalsIn(condition: string): string[] {
  if (/\bjson_valid\b/i.test(condition)) return ["'{}'"];
  return [...condition.matchAll(LITERAL)].flatMap(([text]) => {
    return text.startsWith("'") ? [text] : [text, `${text} + 1`, `${text} - 1`];
  });
}
