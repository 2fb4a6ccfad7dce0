import { same } from '../../diff/catalog/same.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import type { Column, Table, Trigger } from '../../model/catalog/table.js';
import type { Server } from './alteration.js';
import { sharesNothing } from './conversions.js';
import { writingKeys } from './copied-column.js';
import { columnsOf } from './members.js';
import { charsetOfColumn, collationOf, isText } from './spelling.js';
import { unfitting } from './unfitting.js';
import { type IsLinked, whileBoth } from './while-both.js';

/** A table before, the same by the names that all renames lead to, and the table after. */
export interface RenamedTable {
  readonly table: Table;
  readonly named: Table;
  readonly now: Table;
}

/**
 * How a copy comes to have the values of its column: they are filled in while others write, or written as the server
 * copies the table, or computed whenever they are read, so that nobody can write them by that name.
 */
export type Filling = 'filled' | 'copied' | 'computed';

/** How a column can have both names: as what, or why it cannot. */
export type WayOfColumn =
  | { readonly both: Column; readonly filling: Filling; readonly why?: undefined }
  | { readonly why: string };

export function wayOfColumn(
  { table, named, now }: RenamedTable,
  [from, to]: readonly [string, string],
  isLinked: IsLinked,
  server: Server,
): WayOfColumn {
  const [was, is] = [columnsOf(table).get(from.toLowerCase()), columnsOf(now).get(to.toLowerCase())];
  const renamed = columnsOf(named).get(to.toLowerCase());
  const both = columnsOf(whileBoth(named, now, isLinked)).get(to.toLowerCase());
  if (was === undefined || is === undefined || renamed === undefined || both === undefined)
    return { why: 'it is not there' };
  if (from.toLowerCase() === to.toLowerCase()) return { why: 'the names differ by case alone' };
  if (columnsOf(table).has(to.toLowerCase()) || columnsOf(now).has(from.toLowerCase()))
    return { why: 'another column has one of the names' };
  if ([table, now].some((each) => isEndOfPeriod(each, [from, to]))) return { why: 'it is an end of a period' };
  // Its number is only there behind the insert, and no index finds what is computed from it: measured on MariaDB 10.11.
  if ([was, is].some(({ isAutoIncrement }) => isAutoIncrement)) return { why: 'it counts' };
  if (was.generated !== undefined || is.generated !== undefined) {
    return same(renamed.generated?.expression.form, is.generated?.expression.form)
      ? { both: is, filling: 'computed' }
      : { why: 'what it is computed from changes' };
  }
  const [set, later] = [charsetOfColumn(table, was), charsetOfColumn(now, is)].map((name) => name ?? USUAL_SET);
  const holds = (place: Place) => unfitting('', place, [now, both]) === '';
  const isHeld = same(was.type, is.type) || (holds([named, renamed]) && holds([now, is]));
  if (!isHeld) return { why: 'its type changes' };
  const wide = isText(is.type) && set !== later ? wideOf([table, was], [now, is]) : undefined;
  if (isText(is.type) && set !== later && wide === undefined) return { why: 'its character set changes' };
  const why = whyUnfilled([table, was], [now, is]);
  if (why === undefined) {
    const held = wide === undefined ? both : { ...both, type: { ...both.type, characterSet: WIDEST }, collation: wide };
    return { both: held, filling: [table, now].some(isWatched) ? 'copied' : 'filled' };
  }
  // MySQL lets no column change its name from which another one is computed.
  return server.dialect === 'mariadb' ? { both, filling: 'computed' } : { why };
}

type Place = readonly [table: Table, column: Column];

/** Character sets of which every text is the same bytes in the widest one (MariaDB, "Unicode"). */
const NARROWER: ReadonlySet<string | undefined> = new Set(['ascii', 'utf8', 'utf8mb3']);
const WIDEST = 'utf8mb4';

/** The collation of a copy that holds the texts of both, whose bytes are compared; nothing where there is none. */
function wideOf(...places: readonly [Place, Place]): string | undefined {
  const wide = places.find(([table, column]) => (charsetOfColumn(table, column) ?? USUAL_SET) === WIDEST);
  const isHeld = places.every((place) => place === wide || NARROWER.has(charsetOfColumn(...place)));
  if (wide === undefined || !isHeld || places.some(([table, { name }]) => writingKeys(table, name).length > 0))
    return undefined;
  return collationOf(...wide) ?? `${WIDEST}_general_ci`;
}

/** Whether somebody would learn of a backfill: triggers, or the table itself, which remembers its rows. */
function isWatched({ triggers, options }: Table): boolean {
  return options['system_versioning'] !== undefined || triggers.some(({ events }) => events.includes('update'));
}

/** Why triggers cannot fill a copy. */
function whyUnfilled(...places: readonly [Place, Place]): string | undefined {
  if (places.some(([, column]) => VARYING.test(column.default?.text ?? ''))) return 'its default is never the same';
  if (places.some(([table, { name }]) => table.triggers.some((trigger) => writes(trigger, name))))
    return 'a trigger writes it';
  if (places.some(([table, { name }]) => writingKeys(table, name).some(({ columns }) => columns.length > 1)))
    return 'a foreign key of several columns writes to it';
  return undefined;
}

/** Whether a trigger gives a column of its row a value: `SET NEW.mail = …`; one that comes later would do so unnoticed. */
function writes({ timing, action }: Trigger, name: string): boolean {
  const assigned = [...action.text.matchAll(/\bnew\s*\.\s*(?:`((?:[^`]|``)+)`|([\p{L}\p{N}_$]+))\s*:?=/giu)];
  return (
    timing === 'before' && assigned.some(([, quoted, plain]) => (quoted ?? plain)?.toLowerCase() === name.toLowerCase())
  );
}

/** The character set of a text of which nothing says which. */
const USUAL_SET = 'utf8mb4';
/** Functions that are something else each time they are asked. */
const VARYING = /\b(?:uuid\w*|sys_guid|rand|random_bytes|sysdate|nextval|lastval|next\s+value|previous\s+value)\b/i;

function isEndOfPeriod({ options }: Table, names: readonly string[]): boolean {
  const ends = Object.entries(options).flatMap(([key, value]) => {
    return key.startsWith('period ') ? value.split(',').map((name) => name.trim().toLowerCase()) : [];
  });
  return names.some((name) => ends.includes(name.toLowerCase()));
}

/** Why a table cannot have a view by its old name; nothing where it can. */
export function whyTableAtOnce(
  { table, named, now }: RenamedTable,
  before: Catalog,
  after: Catalog,
): string | undefined {
  const isTaken = (name: string, { tables, views, sequences }: Catalog) =>
    [...tables, ...views, ...sequences].some((each) => each.name.toLowerCase() === name.toLowerCase());
  if (isTaken(table.name, after) || isTaken(now.name, before)) return 'something else has one of the names';
  const later = columnsOf(now);
  const isGone = named.columns.some((column) => {
    const is = later.get(column.name.toLowerCase());
    return (
      is !== undefined &&
      is.generated === undefined &&
      column.generated === undefined &&
      sharesNothing(column.type, is.type)
    );
  });
  return isGone ? 'a column of it becomes one of other values' : undefined;
}
