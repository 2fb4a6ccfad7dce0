import { same } from '../../diff/catalog/same.js';
import { changedColumn, columnAddition, isIndexed } from '../../diff/migration/mysql/column-operations.js';
import type { Column, Table } from '../../model/catalog/table.js';
import type { TableOperation } from '../../model/migration/online-ddl.js';
import type { Server, Way } from './alteration.js';
import { sharesNothing } from './conversions.js';
import { mentions } from './members.js';
import { charsetOfColumn, collationOf, columnDefinition, id, isText, ownCheck } from './spelling.js';

/** Whether a column is another one than it was; who may read it is no matter of its definition. */
export function isChanged(
  [from, was]: readonly [Table, Column],
  [to, is]: readonly [Table, Column],
  { dialect }: Server,
): boolean {
  const bare = ({ privileges: _, place: __, ...rest }: Column) => rest;
  const set = (table: Table, column: Column) => [charsetOfColumn(table, column), collationOf(table, column)];
  return (
    !same(bare(was), bare(is)) ||
    (isText(is.type) && !same(set(from, was), set(to, is))) ||
    !same(ownCheck(from, was, dialect)?.expression, ownCheck(to, is, dialect)?.expression)
  );
}

/** Whether the server has no MODIFY for it: what is computed when it is read becomes something else, or comes from it. */
export function isMadeAnew(was: Column, is: Column): boolean {
  const isVirtual = ({ generated }: Column) => generated?.isStored === false;
  return isVirtual(was) !== isVirtual(is) || sharesNothing(was.type, is.type);
}

/** What adding a column comes down to. */
export function additionOf(table: Table, column: Column, { dialect }: Server, isPlaced: boolean): TableOperation[] {
  return [
    ...columnAddition(table, column, isPlaced),
    ...(ownCheck(table, column, dialect) === undefined ? [] : (['add_column_checked'] as const)),
  ];
}

/** What MODIFY comes down to. */
export function modificationOf(
  [from, was]: readonly [Table, Column],
  [to, is]: readonly [Table, Column],
  { dialect }: Server,
): TableOperation[] {
  const [check, other] = [ownCheck(from, was, dialect)?.expression, ownCheck(to, is, dialect)?.expression];
  // MariaDB takes another check at once, and holds rows against it in a copy only: measured on 10.11.
  if (check?.form !== other?.form) return ['change_type'];
  // JSON is a text with a check, and no longer JSON when it is written so.
  if (/\bjson_valid\b/i.test(check?.form ?? '')) return ['change_type'];
  const isOther = was.generated?.expression.form !== is.generated?.expression.form;
  // MariaDB takes INSTANT, and leaves what is kept of it elsewhere as it was, indexes out of order: measured on 10.11.
  if (isOther && is.generated !== undefined && (isKept(from, was) || isKept(to, is))) return ['change_type'];
  const found = changedColumn(from, to, was, is);
  return found.length === 0 ? ['keep_type'] : found;
}

/** Whether what is computed is kept by an index, or in what is computed from it, however many steps away. */
function isKept(table: Table, { name }: Column): boolean {
  const reached = [name.toLowerCase()];
  for (const each of reached) {
    if (isIndexed(table, each)) return true;
    for (const { name: other, generated } of table.columns) {
      if (generated === undefined || !mentions(generated.expression.text, each)) continue;
      if (generated.isStored) return true;
      if (!reached.includes(other.toLowerCase())) reached.push(other.toLowerCase());
    }
  }
  return false;
}

export function modify(table: Table, column: Column, { dialect }: Server): string {
  return `MODIFY COLUMN ${columnDefinition(table, column, dialect)}`;
}

/** How a column becomes another one: its default alone, where that is all. */
export function alterationOf(
  [from, was]: readonly [Table, Column],
  [to, is]: readonly [Table, Column],
  server: Server,
): Way {
  const isDefault = !isChanged([from, { ...was, default: is.default }], [to, is], server);
  const value = is.default === undefined ? 'DROP DEFAULT' : `SET DEFAULT ${is.default.text}`;
  if (isDefault && !is.nullable)
    return { on: from, clauses: [`ALTER COLUMN ${id(is.name)} ${value}`], operations: ['set_default'] };
  return { on: from, clauses: [modify(to, is, server)], operations: modificationOf([from, was], [to, is], server) };
}

/** Whether whoever leaves the column out is refused. */
export function isDemanded({ nullable, default: value, generated, isAutoIncrement }: Column): boolean {
  return !nullable && value === undefined && generated === undefined && !isAutoIncrement;
}

/** What costs nothing to add: MySQL takes an expression for the default of a text, for which it copies the table. */
export function standIn(column: Column, { dialect }: Server): string | undefined {
  const value = filler(column);
  if (value?.startsWith('(') !== true || dialect === 'mariadb') return value;
  return undefined;
}

/** A value that stands in for a column that rows of one of the versions do not have. */
export function filler({ type, options }: Column): string | undefined {
  const { name, values } = type;
  const system = options?.['srid'];
  const shape = OTHERS.get(name);
  // A shape is of the system that its column names, and of none otherwise.
  if (system !== undefined && shape !== undefined) return `(ST_SRID(${shape}, ${system}))`;
  if (values !== undefined) return `'${(values[0] ?? '').replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;
  if (/^(?:(?:tiny|small|medium|big)?int|decimal|float|double|bit)$/.test(name)) return '0';
  if (/char$|binary$/.test(name)) return "''";
  if (/text$|blob$/.test(name)) return "('')";
  if (name === 'date') return "'1970-01-01'";
  if (name === 'datetime' || name === 'timestamp') return "'1970-01-02 00:00:00'";
  return OTHERS.get(name);
}

/** The emptiest values of other types; in brackets where they are no literals. */
const OTHERS: ReadonlyMap<string, string> = new Map([
  ['time', "'00:00:00'"],
  ['year', "'1970'"],
  ['json', '(JSON_OBJECT())'],
  ['uuid', "'00000000-0000-0000-0000-000000000000'"],
  ['inet4', "'0.0.0.0'"],
  ['inet6', "'::'"],
  ['geometry', '(POINT(0, 0))'],
  ['point', '(POINT(0, 0))'],
  ['linestring', '(LINESTRING(POINT(0, 0), POINT(1, 1)))'],
  ['polygon', '(POLYGON(LINESTRING(POINT(0, 0), POINT(0, 1), POINT(1, 1), POINT(0, 0))))'],
  ['multipoint', '(MULTIPOINT(POINT(0, 0)))'],
  ['multilinestring', '(MULTILINESTRING(LINESTRING(POINT(0, 0), POINT(1, 1))))'],
  ['multipolygon', '(MULTIPOLYGON(POLYGON(LINESTRING(POINT(0, 0), POINT(0, 1), POINT(1, 1), POINT(0, 0)))))'],
  ['geometrycollection', '(GEOMETRYCOLLECTION(POINT(0, 0)))'],
]);
