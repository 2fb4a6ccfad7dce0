import { same } from '../../diff/catalog/same.js';
import type { DataType } from '../../model/catalog/data-type.js';
import type { Column, Table } from '../../model/catalog/table.js';
import { columnsOf } from './members.js';
import { unfitting } from './unfitting.js';

/** Whether a foreign key of before or after stands on a column, or leads to it. */
export type IsLinked = (table: string, column: string) => boolean;

/**
 * A table that stays as it is while both applications use it: with the columns of both, each of which takes what either
 * writes.
 */
export function whileBoth(from: Table, to: Table, isLinked: IsLinked): Table {
  const before = columnsOf(from);
  return {
    ...to,
    columns: to.columns.map((column) => {
      const was = before.get(column.name.toLowerCase());
      return was === undefined ? column : columnWhileBoth([from, was], [to, column], isLinked);
    }),
  };
}

type Place = readonly [table: Table, column: Column];

function columnWhileBoth([from, was]: Place, [to, is]: Place, isLinked: IsLinked): Column {
  // One of the two writes what the other has computed.
  if ((was.generated === undefined) !== (is.generated === undefined)) {
    const written = was.generated === undefined ? was : is;
    return { ...withoutOwn(written), nullable: true };
  }
  // What foreign keys hold together changes together.
  if (is.generated !== undefined || isLinked(to.name, is.name)) return is;
  const both = roomier([from, was], [to, is]);
  const type = is.isAutoIncrement === true && !isCountable(both) ? is.type : both;
  const isOtherType = !same(type, is.type);
  const counts = was.isAutoIncrement === true && isCountable(type) && keepsCounter(from, to, was);
  const keepsDefault = was.default !== undefined && is.default === undefined && !is.nullable && same(was.type, type);
  const { default: value, ...rest } = is;
  return {
    ...rest,
    type,
    ...(isOtherType && was.collation !== undefined && { collation: was.collation }),
    // What counts has no default.
    ...(counts ? { isAutoIncrement: true } : value !== undefined && { default: value }),
    ...(keepsDefault && !counts && !is.isAutoIncrement && { default: was.default }),
  };
}

function withoutOwn(column: Column): Column {
  const { generated: _, default: __, onUpdate: ___, ...rest } = column;
  return rest;
}

/** The type that holds the values of both, or the one after. */
function roomier([from, was]: Place, [to, is]: Place): DataType {
  if (was.type.values !== undefined && is.type.values !== undefined && was.type.name === is.type.name) {
    if (!same({ ...was.type, values: [] }, { ...is.type, values: [] }) || was.collation !== is.collation)
      return is.type;
    const more = is.type.values.filter((value) => !was.type.values?.includes(value));
    // The server takes two values for one that differ by case alone.
    const isRepeated = more.some((one) => was.type.values?.some((two) => one.toLowerCase() === two.toLowerCase()));
    if (isRepeated) return is.type;
    const isAppended = was.type.values.every((value, at) => is.type.values?.[at] === value);
    return isAppended ? is.type : { ...was.type, values: [...was.type.values, ...more] };
  }
  const isNarrower = unfitting('', [to, is], [from, was]) === '' && unfitting('', [from, was], [to, is]) !== '';
  return isNarrower && was.collation === is.collation ? was.type : is.type;
}

/** Whether a column of a type may count (MariaDB, "AUTO_INCREMENT"). */
const isCountable = ({ name }: DataType): boolean => /^(?:(?:tiny|small|medium|big)?int|float|double)$/.test(name);

/** Whether a column that no longer counts may do so for as long as the application before needs it. */
function keepsCounter(from: Table, to: Table, { name }: Column): boolean {
  if (to.columns.some((column) => column.isAutoIncrement)) return false;
  const first = ({ constraints, indexes }: Table) =>
    [
      ...constraints.flatMap((each) => ('columns' in each && each.type !== 'foreign_key' ? [each.columns[0]] : [])),
      ...indexes.map(({ keys }) => keys[0]?.column),
    ].includes(name);
  return first(from) && first(to);
}
