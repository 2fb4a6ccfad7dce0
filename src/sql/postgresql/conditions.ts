import { same } from '../../diff/catalog/same.js';
import type { Name, Options } from '../../model/catalog/common.js';
import { constantsBetween } from '../constants.js';
import { full, literal, reg } from './spelling.js';

/** A condition, and the row that it is asked of. */
export type Condition = readonly [condition: string, where: string];

/** Conditions for those values that differ, with the row that they are asked of. */
export function changed(
  where: string,
  values: readonly (readonly [was: unknown, is: unknown, condition: string])[],
): Condition[] {
  return values.flatMap(([was, is, condition]): Condition[] => (same(was, is) ? [] : [[condition, where]]));
}

export const truth = (column: string, is: boolean): string => (is ? column : `NOT ${column}`);
export const described = (id: string, catalog: string, comment: string | undefined): string =>
  `coalesce(pg_catalog.obj_description(${id}, '${catalog}'), '') = ${literal(comment ?? '')}`;

export function classOf(name: Name): string {
  return `pg_catalog.pg_class WHERE oid = ${reg('regclass', full(name))}`;
}

/** A text of another type than text is read and printed anew: a date, an interval, a truth value, JSON. Words are not. */
const isWord = (text: string): boolean =>
  /^[A-Za-z_ ]{2,}$/.test(text) &&
  !/^(?:true|false|yes|no|on|off|now|today|tomorrow|yesterday|epoch|infinity)$/i.test(text);

/** The server prints expressions in its own way, but keeps their constants. Of one that comes back all are asked for. */
export function constants(printed: string, before: string | undefined, now: string, where: string): Condition[] {
  const { come, gone } = constantsBetween(before ?? '', now);
  const number = (each: string) =>
    `coalesce(${printed}, '') ~ ${literal(`(^|[^0-9a-z_.])${each.replace('.', '[.]')}([^0-9a-z_.]|$)`)}`;
  const text = (each: string) => `strpos(coalesce(${printed}, ''), ${literal(each)}) > 0`;
  const conditions = [
    ...[...come.numbers.map(number), ...come.texts.filter(isWord).map(text)],
    ...[...gone.numbers.map(number), ...gone.texts.filter(isWord).map(text)].map((each) => `NOT ${each}`),
  ];
  return conditions.length === 0 ? [] : [[conditions.join(' AND '), where]];
}

/** Every parameter as the catalog has it, and as many. */
export function optionsAre(options: Options): string {
  const own = Object.entries(options).filter(([name]) => !name.includes('.'));
  const texts = own.map(([name, value]) => literal(`${name}=${value}`)).join(', ');
  return `coalesce(reloptions, '{}') @> ARRAY[${texts}]::text[] AND coalesce(cardinality(reloptions), 0) = ${own.length}`;
}
