import type { Column, Table } from '../../model/catalog/table.js';
import type { Server } from './alteration.js';
import { backfill, rowKeyOf } from './backfill.js';
import { modify } from './columns.js';
import { id } from './spelling.js';
import { unfitting } from './unfitting.js';

type Place = readonly [table: Table, column: Column];

/**
 * What comes before bytes of a fixed number become fewer: the servers refuse to cut off even the zeros that they have
 * filled them up with. Where somebody would learn of it, triggers or the table itself, that is left to the server.
 */
export function cutBytes([table, was]: Place, [to, is]: Place, server: Server): string[] {
  if (was.type.name !== 'binary' || is.type.name !== 'binary') return [];
  const refused = unfitting(id(was.name), [table, was], [to, is]);
  const isWatched = [table, to].some(({ triggers, options }) => {
    return options['system_versioning'] !== undefined || triggers.some(({ events }) => events.includes('update'));
  });
  if (refused === undefined || refused === '' || isWatched || was.generated !== undefined) return [];
  const loose: Column = { ...was, type: { ...was.type, name: 'varbinary' } };
  const { default: _, ...free } = loose;
  const value = `LEFT(${id(was.name)}, ${is.type.args[0] ?? 1})`;
  const lacks = `NOT (${refused})`;
  return [
    `ALTER TABLE ${id(table.name)} ${modify(table, free, server)}, ALGORITHM=COPY, LOCK=SHARED`,
    ...backfill({ table, key: rowKeyOf(table), column: was.name, value, lacks }).up,
  ];
}
