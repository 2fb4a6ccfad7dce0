import type { Column, Table } from '../../model/catalog/table.js';
import type { Server } from './alteration.js';
import { backfill, rowKeyOf } from './backfill.js';
import { modify } from './columns.js';
import { isBitsToMoment, PLAIN_VALUES } from './conversions.js';
import { id } from './spelling.js';
import { unfitting } from './unfitting.js';

type Place = readonly [table: Table, column: Column];

/** What comes before a column becomes another one, where the servers do not convert its values by themselves. */
export function beforehand(was: Place, is: Place, server: Server): string[] {
  return [...cutBytes(was, is, server), ...asNumber(was, is, server), ...asPlain(was, is, server)];
}

const isCompressed = ({ options }: Column): boolean => options?.['compressed'] !== undefined;

/** MariaDB makes other values of compressed texts than of plain ones, and compresses other values otherwise: measured on 10.11. */
function asPlain([table, was]: Place, [to, is]: Place, server: Server): string[] {
  if (isCompressed(was) === isCompressed(is) || (PLAIN_VALUES.test(was.type.name) && PLAIN_VALUES.test(is.type.name)))
    return [];
  const [on, packed] = isCompressed(was) ? [table, was] : [to, is];
  const { default: _, options: __, ...plain } = { ...packed, name: was.name, nullable: true };
  return [`ALTER TABLE ${id(table.name)} ${modify(on, plain, server)}, ALGORITHM=COPY, LOCK=SHARED`];
}

function asNumber([table, was]: Place, [, is]: Place, server: Server): string[] {
  if (!isBitsToMoment(was.type, is.type)) return [];
  const { default: _, ...rest } = was;
  const number: Column = { ...rest, type: { ...is.type, name: 'bigint', args: [], isUnsigned: true } };
  return [`ALTER TABLE ${id(table.name)} ${modify(table, number, server)}, ALGORITHM=COPY, LOCK=SHARED`];
}

/**
 * What comes before bytes of a fixed number become fewer: the servers refuse to cut off even the zeros that they have
 * filled them up with. Where somebody would learn of it, triggers or the table itself, that is left to the server.
 */
function cutBytes([table, was]: Place, [to, is]: Place, server: Server): string[] {
  if (was.type.name !== 'binary' || !/^(?:var)?binary$/.test(is.type.name)) return [];
  const refused = unfitting(id(was.name), [table, was], [to, is]);
  const isWatched = [table, to].some(({ triggers, options }) => {
    return options['system_versioning'] !== undefined || triggers.some(({ events }) => events.includes('update'));
  });
  if (refused === undefined || refused === '' || isWatched || was.generated !== undefined) return [];
  const loose: Column = { ...was, type: { ...was.type, name: 'varbinary' } };
  const { default: _, ...free } = loose;
  const size = is.type.args[0] ?? 1;
  const value =
    is.type.name === 'binary' ? `LEFT(${id(was.name)}, ${size})` : `TRIM(TRAILING X'00' FROM ${id(was.name)})`;
  const lacks = `LENGTH(${id(was.name)}) > ${size} AND NOT (${refused})`;
  return [
    `ALTER TABLE ${id(table.name)} ${modify(table, free, server)}, ALGORITHM=COPY, LOCK=SHARED`,
    ...backfill({ table, key: rowKeyOf(table), column: was.name, value, lacks }).up,
  ];
}
