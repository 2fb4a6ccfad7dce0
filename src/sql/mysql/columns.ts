import { same } from '../../diff/catalog/same.js';
import type { Column, Table } from '../../model/catalog/table.js';
import type { TableOperation } from '../../model/migration/online-ddl.js';
import type { Server } from './alteration.js';
import { columnDefinition, ownCheck } from './spelling.js';

/** Whether a column is another one than it was; who may read it is no matter of its definition. */
export function isChanged(
  [from, was]: readonly [Table, Column],
  [to, is]: readonly [Table, Column],
  { dialect }: Server,
): boolean {
  const bare = ({ privileges: _, place: __, ...rest }: Column) => rest;
  return (
    !same(bare(was), bare(is)) || !same(ownCheck(from, was, dialect)?.expression, ownCheck(to, is, dialect)?.expression)
  );
}

/** Whether the server has no MODIFY for it: a column becomes a generated one, or no longer is. */
export function isMadeAnew(was: Column, is: Column): boolean {
  if (was.generated === undefined && is.generated === undefined) return false;
  return was.generated?.isStored !== is.generated?.isStored || !same(was.generated, is.generated);
}

/** What adding a column costs. */
export function additionOf(table: Table, column: Column, { dialect }: Server): TableOperation[] {
  if (column.isAutoIncrement) return ['add_column_auto_increment'];
  if (column.generated !== undefined) return [column.generated.isStored ? 'add_column_stored' : 'add_column_virtual'];
  if (ownCheck(table, column, dialect) !== undefined) return ['add_column_checked'];
  const text = column.default?.text ?? '';
  if (/^\(|NEXT VALUE|nextval|\buuid\b|rand\b/i.test(text)) return ['add_column_varying_default'];
  return ['add_column'];
}

/** What MODIFY comes down to; nothing where only the server could tell, which then takes its own way. */
export function modificationOf(
  [from, was]: readonly [Table, Column],
  [to, is]: readonly [Table, Column],
  server: Server,
): TableOperation[] {
  const { dialect } = server;
  // What has a check is written anew with it, which the server takes for another type.
  if (ownCheck(from, was, dialect) !== undefined || ownCheck(to, is, dialect) !== undefined) return ['change_type'];
  const isSameType = same(was.type, is.type) && was.collation === is.collation;
  const wider = isSameType ? [] : widening(from, was, is);
  if (wider === undefined) return ['change_type'];
  const operations: TableOperation[] = [...wider];
  if (was.nullable !== is.nullable) operations.push(is.nullable ? 'drop_not_null' : 'set_not_null');
  if (!same(was.default, is.default)) operations.push('set_default');
  if (was.comment !== is.comment) operations.push('set_comment');
  if (was.isInvisible !== is.isInvisible) operations.push('set_column_visibility');
  if (!same(was.onUpdate, is.onUpdate)) operations.push('set_on_update');
  return operations;
}

export function modify(table: Table, column: Column, { dialect }: Server): string {
  return `MODIFY COLUMN ${columnDefinition(table, column, dialect)}`;
}

/** Whether whoever leaves the column out is refused. */
export function isDemanded({ nullable, default: value, generated, isAutoIncrement }: Column): boolean {
  return !nullable && value === undefined && generated === undefined && !isAutoIncrement;
}

/** A value that stands in for a column that rows of one of the versions do not have. */
export function filler({ type }: Column): string | undefined {
  const { name, values } = type;
  if (values !== undefined) return `'${(values[0] ?? '').replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;
  if (/^(?:(?:tiny|small|medium|big)?int|decimal|float|double|bit)$/.test(name)) return '0';
  if (/char$|binary$/.test(name)) return "''";
  if (/text$|blob$/.test(name)) return "('')";
  if (name === 'date') return "'1970-01-01'";
  if (name === 'datetime' || name === 'timestamp') return "'1970-01-02 00:00:00'";
  return name === 'time' ? "'00:00:00'" : name === 'year' ? "'1970'" : undefined;
}

/** Bytes that one character may have. */
const BYTES: ReadonlyMap<string, number> = new Map([
  ['utf8mb4', 4],
  ['utf8mb3', 3],
  ['utf8', 3],
  ['latin1', 1],
  ['ascii', 1],
]);
/** Bytes of the longest text whose length fits into one byte, and into what MariaDB can widen all the same. */
const [SHORT, SIGNED] = [255, 127] as const;

/** What a type costs that only has room for more than it had; nothing where it is another one. */
function widening(from: Table, was: Column, is: Column): TableOperation[] | undefined {
  const rest = ({ type, collation }: Column) => ({ ...type, args: [], values: [], collation });
  if (!same(rest(was), rest(is))) return undefined;
  const [values, more] = [was.type.values, is.type.values];
  if (values !== undefined && more !== undefined) {
    const isAppended = values.every((value, at) => more[at] === value) && more.length > values.length;
    const sizeOf = ({ length }: readonly string[]) =>
      is.type.name === 'set' ? Math.ceil(length / 8) : Number(length > 255);
    return isAppended && sizeOf(values) === sizeOf(more) ? ['append_values'] : undefined;
  }
  const [length, longer] = [Number(was.type.args[0]), Number(is.type.args[0])];
  if (is.type.name !== 'varchar' || !(longer > length)) return undefined;
  const size = BYTES.get(was.type.characterSet ?? from.options.charset ?? 'utf8mb4');
  if (size === undefined) return undefined;
  if (length * size > SHORT || longer * size <= SHORT) return ['widen_varchar'];
  return length * size <= SIGNED ? ['widen_varchar_length_byte'] : undefined;
}
