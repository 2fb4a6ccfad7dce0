import { unquoteIdentifier } from '../../lib/quote.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import type { CheckConstraint, Column, ForeignKey, Table } from '../../model/catalog/table.js';
import { mentionsOf } from '../mentions.js';
import { candidatesOf, domainOf } from './candidates.js';
import { emptyOf, NUMBERS, ROW_NUMBER } from './empty-value.js';
import { full, id, typeText } from './spelling.js';

/**
 * A value for rows that never had one, as an expression over the columns of `old`, the row: what a foreign key refers
 * to, a value of its own where the column is unique, the first that all checks take of those that they speak of, or
 * else the emptiest one of the type.
 *
 * @param isThere whether another column of the table can be asked when the value is given
 */
export function filler(
  catalog: Catalog,
  table: Table,
  column: Column,
  isThere: (name: string) => boolean = () => true,
): string {
  const reference = table.constraints.find((each): each is ForeignKey => {
    return each.type === 'foreign_key' && each.columns.includes(column.name);
  });
  if (reference !== undefined) {
    const referred = reference.referencedColumns[reference.columns.indexOf(column.name)] as string;
    return `(SELECT ${id(referred)} FROM ${full(reference.references)} ORDER BY ${id(referred)} LIMIT 1)`;
  }
  const least = NUMBERS.has(column.type.name) && column.type.schema === '' ? leastOf(table, column) : undefined;
  if (isUnique(table, column.name)) {
    if (least !== undefined) return `(${least} + ${ROW_NUMBER})::${typeText(column.type)}`;
    return emptyOf(catalog, column.type, true);
  }
  const others = table.columns.filter(({ name }) => name !== column.name);
  const checks = checksOf(table, column.name).filter((check) => {
    const { words } = mentionsOf(check.expression.form);
    return others.every(({ name }) => !words.has(name) || isThere(name));
  });
  const { rules } = domainOf(catalog, column.type);
  const isPlain = rules.length === 0 && checks.every((check) => LEAST.test(check.expression.form));
  if (isPlain) return least ?? emptyOf(catalog, column.type, false);
  return firstTaken(catalog, table, column, checks);
}

/** The checks of a table that speak of a column. */
export function checksOf({ constraints }: Table, name: string): CheckConstraint[] {
  return constraints.filter((each): each is CheckConstraint => {
    return each.type === 'check' && each.isEnforced && mentionsOf(each.expression.form).words.has(name);
  });
}

/** The first of some values that the checks of a table take, and those of the column's domain. */
function firstTaken(catalog: Catalog, table: Table, column: Column, checks: readonly CheckConstraint[]): string {
  const { base, rules } = domainOf(catalog, column.type);
  const asked = checks.map(({ expression }) => expression);
  const spoken = table.columns.filter(({ name }) => {
    return name !== column.name && asked.some(({ form }) => mentionsOf(form).words.has(name));
  });
  const values = candidatesOf(catalog, base, [...asked, ...rules], spoken);
  const rows = values.map((value, at) => `(${at}, ${value})`).join(', ');
  const name = id(column.name);
  // A domain would refuse what it does not take, rather than pass it over.
  const row = [`taken.value AS ${name}`, 'taken.place', 'taken.value', ...spoken.map((each) => `old.${id(each.name)}`)];
  const conditions = [...rules, ...asked].map(({ text }) => `(${text}) IS NOT FALSE`);
  return `(SELECT ${name} FROM (SELECT ${row.join(', ')} FROM (VALUES ${rows}) AS taken (place, value)) AS ${id(table.name)} WHERE ${conditions.join(' AND ')} ORDER BY place LIMIT 1)::${typeText(column.type)}`;
}

/** Whether no two rows may have the same value: what another key tells apart may be alike in this one. */
function isUnique({ constraints, indexes }: Table, name: string): boolean {
  const keys = [
    ...constraints.flatMap((each) => (each.type === 'unique' || each.type === 'primary_key' ? [each.columns] : [])),
    ...indexes.flatMap(({ isUnique, keys: parts }) => (isUnique ? [parts.map(({ column }) => column ?? '')] : [])),
  ];
  const isToldApart = (columns: readonly string[]) =>
    keys.some((key) => !key.includes(name) && key.every((each) => each !== '' && columns.includes(each)));
  return keys.some((columns) => columns.includes(name) && !isToldApart(columns));
}

/** The least number that the checks of a table ask of a column alone; nothing where they ask for none. */
function leastOf({ constraints }: Table, { name }: Column): string | undefined {
  const found = constraints.flatMap((each): number[] => {
    if (each.type !== 'check') return [];
    const [, column, sign, number] = LEAST.exec(each.expression.form) ?? [];
    return column !== undefined && unquoteIdentifier(column) === name ? [Number(number) + (sign === '>' ? 1 : 0)] : [];
  });
  return found.length === 0 ? undefined : String(Math.max(...found));
}

/** `amount > 0`. */
const LEAST = /^\(*("(?:[^"]|"")+"|\w+)\)? (>=?) \(?(-?\d+)\)*$/;
