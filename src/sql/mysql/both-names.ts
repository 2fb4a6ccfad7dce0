import type { DataType } from '../../model/catalog/data-type.js';
import type { Column, Table } from '../../model/catalog/table.js';
import { variableType } from './backfill.js';
import { ofRow } from './of-row.js';
import { aside, id, isText } from './spelling.js';

/** Two columns of a table that have the same value under either name. */
export interface BothNames {
  readonly table: string;
  readonly from: string;
  readonly to: string;
}

/** What the server itself gives to one of them, as expressions. */
export interface OwnValues {
  readonly inserted: readonly string[];
  readonly updated: readonly string[];
}

/** Whether two values are the same to the last byte, whatever their collation takes for the same. */
export function isSame(one: string, other: string, type: DataType): string {
  const exact = (value: string) => (isText(type) || type.name === 'json' ? `CAST(${value} AS BINARY)` : value);
  return `${exact(one)} <=> ${exact(other)}`;
}

function triggersOf({ table, from, to }: BothNames): readonly [inserted: string, updated: string] {
  const name = (event: string) => aside(`${table}_${from}_is_${to}_${event}`);
  return [name('insert'), name('update')];
}

export const dropTriggers = (names: BothNames): string[] =>
  triggersOf(names).map((name) => `DROP TRIGGER IF EXISTS ${id(name)}`);

const own = (at: number): string => `migrate_arch_own_${at + 1}`;

/**
 * Triggers that fill each of two columns from the other. They do not say which of the two has the default and which is
 * the copy, so that they hold on while the two change their names: what the server has given to the one is passed over
 * where somebody has written the other. It is held against the value as the column has it: rounded, padded, in its
 * character set.
 *
 * @param on the table as it is then
 */
export function fillEachOther(names: BothNames, copy: Column, { inserted, updated }: OwnValues, on: Table): string[] {
  const [whenInserted, whenUpdated] = triggersOf(names).map(id);
  const [to, from] = [`NEW.${id(names.to)}`, `NEW.${id(names.from)}`];
  const isOwn = (values: readonly string[]) => values.map((_, at) => isSame(to, own(at), copy.type)).join(' OR ');
  const unless = (values: readonly string[], isOtherGiven: string) =>
    values.length === 0 ? '' : ` AND NOT (${isOtherGiven} AND (${isOwn(values)}))`;
  const isKept = (name: string) => isSame(`NEW.${id(name)}`, `OLD.${id(name)}`, copy.type);
  const isWritten = `${to} IS NOT NULL${unless(inserted, `${from} IS NOT NULL`)}`;
  const isChanged = `NOT (${isKept(names.to)})${unless(updated, `NOT (${isKept(names.from)})`)}`;
  const isFilled = `${to} IS NOT NULL AND ${isKept(names.to)} AND ${isKept(names.from)}`;
  const type = variableType(on, copy);
  const body = (values: readonly string[], condition: string) =>
    `BEGIN ${values.map((value, at) => `DECLARE ${own(at)} ${type} DEFAULT (${ofRow(value, on, 'NEW')}); `).join('')}IF ${condition} THEN SET ${from} = ${to}; ELSE SET ${to} = ${from}; END IF; END`;
  return [
    ...dropTriggers(names),
    `CREATE TRIGGER ${whenInserted} BEFORE INSERT ON ${id(on.name)} FOR EACH ROW ${body(inserted, isWritten)}`,
    `CREATE TRIGGER ${whenUpdated} BEFORE UPDATE ON ${id(on.name)} FOR EACH ROW ${body(updated, `(${isChanged}) OR (${isFilled})`)}`,
  ];
}
