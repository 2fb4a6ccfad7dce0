import { tokenize } from '../../../lib/sql-text.js';
import type { Column, IndexKey, Table } from '../../../model/catalog/table.js';
import type { TableOperation } from '../../../model/migration/online-ddl.js';
import { same } from '../../catalog/same.js';
import { hasHashed, keepsRows } from './row-key.js';
import { extentOf, hasOtherRules, typeOperation } from './types.js';

/** Names of columns are the same whatever their case. */
export function columnNamed(table: Table | undefined, name: string): Column | undefined {
  return table?.columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
}

/** Whether a key or an index holds a column. */
export function isIndexed(table: Table, name: string): boolean {
  const isMeant = (column: string | undefined) => column?.toLowerCase() === name.toLowerCase();
  return (
    table.indexes.some(({ keys }) => keys.some(({ column }) => isMeant(column))) ||
    table.constraints.some(
      (constraint) =>
        (constraint.type === 'unique' || constraint.type === 'primary_key') && constraint.columns.some(isMeant),
    )
  );
}

/** Whether an index holds the beginnings of a column alone. */
function hasPrefix({ indexes, constraints }: Table, name: string): boolean {
  const isCut = ({ column, prefix }: IndexKey) => prefix !== undefined && column?.toLowerCase() === name.toLowerCase();
  const keys = constraints.flatMap((each) => ('keys' in each ? (each.keys ?? []) : []));
  return [...keys, ...indexes.flatMap((index) => index.keys)].some(isCut);
}

/** Other characters or another order of them. */
const CHARACTERS = /^(?:widen_charset|change_collation)/;
const isText = ({ type }: Column): boolean => /text$/.test(type.name);

/** What a column that is added costs, without the keys and checks in its definition. */
function addedColumn(table: Table, column: Column, isPlaced: boolean): TableOperation {
  if (column.generated?.isStored) return 'add_column_stored';
  if (column.generated !== undefined) {
    return isPlaced && table.columns.at(-1) !== column ? 'add_column_virtual_placed' : 'add_column_virtual';
  }
  if (column.isAutoIncrement) return 'add_column_auto_increment';
  const value = column.default?.text ?? '';
  if (variesIn(table, value)) return 'add_column_varying_default';
  if (value.startsWith('(')) return 'add_column_constant_expression';
  return isPlaced && table.columns.at(-1) !== column ? 'add_column_placed' : 'add_column';
}

/** What a column that is added comes down to: what it costs to stand between others comes to what its default costs. */
export function columnAddition(table: Table, column: Column, isPlaced: boolean): TableOperation[] {
  const operation = addedColumn(table, column, isPlaced);
  const isWithin = isPlaced && table.columns.at(-1) !== column;
  return isWithin && operation === 'add_column_constant_expression' ? [operation, 'add_column_placed'] : [operation];
}

/** Whether a default is another value in every row: measured on MariaDB, whose rand() is asked once. */
function variesIn(table: Table, value: string): boolean {
  // A sequence gives each row a number.
  if (/\b(?:next\s+value\s+for|nextval)\b/i.test(value)) return true;
  if (!/[(]/.test(value)) return false;
  const names = new Set(table.columns.map(({ name }) => name.toLowerCase()));
  const tokens = tokenize(value.replaceAll('`', '"')).map((token) => token.toLowerCase().replaceAll('"', ''));
  return tokens.some((token, at) => {
    return tokens[at + 1] === '(' ? /^(?:uuid|uuid_short|sys_guid|uuid_v[47])$/.test(token) : names.has(token);
  });
}

export function droppedColumn(table: Table, name: string): TableOperation {
  const column = columnNamed(table, name);
  if (column !== undefined && isVirtual(column)) {
    return isIndexed(table, name) ? 'drop_column_virtual_indexed' : 'drop_column_virtual';
  }
  if (isIndexed(table, name)) return 'drop_column_indexed';
  const behind = table.columns.slice(column === undefined ? 0 : table.columns.indexOf(column));
  return behind.some(isVirtual) ? 'drop_column_before_virtual' : 'drop_column';
}

const isVirtual = ({ generated }: Column): boolean => generated?.isStored === false;

/** What another order of the columns of a table comes down to, given all of them before and after. */
export function reordered(before: readonly Column[], after: readonly Column[]): TableOperation {
  const places = (columns: readonly Column[]) => columns.flatMap((column, at) => (isVirtual(column) ? [at] : []));
  const names = (columns: readonly Column[]) => columns.filter(isVirtual).map(({ name }) => name.toLowerCase());
  const isSame = same([places(before), names(before)], [places(after), names(after)]);
  return isSame ? 'reorder_columns' : 'reorder_virtual_columns';
}

/** What becomes of a column that gets another definition. */
export function changedColumn(before: Table, after: Table, from: Column, to: Column): TableOperation[] {
  const [extent, other] = [extentOf(before, from), extentOf(after, to)];
  const typed = typeOperation(extent, other, isIndexed(before, from.name));
  // Rows that are kept in the order of a column are written in the new one.
  const isResorted = typed === 'change_collation_indexed' && keepsRows(before, from.name);
  // What is stored where it is computed is computed anew in other characters.
  const isComputed = typed !== undefined && to.generated?.isStored === true;
  // MariaDB's hidden column of a key that is too long comes or goes: MySQL takes no such key.
  const isOtherwiseKept = hasHashed(before) !== hasHashed(after);
  const isOrdered = typed !== undefined && CHARACTERS.test(typed);
  // MariaDB writes an index of the beginnings of texts anew, and one of words of long texts: measured on 10.11.
  const isCut = isOrdered && (isText(to) ? isIndexed : hasPrefix)(before, from.name);
  const type = isResorted || isComputed || isOtherwiseKept || isCut ? 'change_type' : typed;
  // Other characters in another order, too: measured on MariaDB 10.11.
  const isReordered = typed === 'widen_charset_indexed' && hasOtherRules(extent, other);
  const generated = generatedOperation(from, to, isIndexed(before, from.name));
  const isHeld = isComputedAhead(before, from) && isComputedAhead(after, to);
  // Where another moment stands in for NULL, MariaDB writes all rows, and always those of a TIMESTAMP: measured.
  const isFilled = to.type.name === 'timestamp' || /\(|current_timestamp/i.test(to.default?.text ?? '');
  const isCompressed = (column: Column) => column.options?.['compressed'] !== undefined;
  const found: (TableOperation | false | undefined)[] = [
    from.name !== to.name && 'rename_column',
    type,
    isReordered && 'change_collation_indexed',
    isCompressed(from) !== isCompressed(to) && 'change_type',
    generated,
    isHeld && 'restate_computed',
    from.nullable !== to.nullable && (to.nullable ? 'drop_not_null' : isFilled ? 'change_type' : 'set_not_null'),
    to.nullable && keepsRows(before, from.name) && 'change_type',
    !same(from.default?.form, to.default?.form) && generated === undefined && 'set_default',
    !same(from.onUpdate?.form, to.onUpdate?.form) && 'set_on_update',
    from.comment !== to.comment && 'set_comment',
    (from.isInvisible ?? false) !== (to.isInvisible ?? false) && 'set_column_visibility',
    (from.isAutoIncrement ?? false) !== (to.isAutoIncrement ?? false) &&
      (to.isAutoIncrement ? 'make_auto_increment' : 'drop_auto_increment'),
  ];
  return found.filter((operation) => operation !== false && operation !== undefined);
}

/** Whether values that are computed are there before anybody reads them: in the rows or in an index. */
function isComputedAhead(table: Table, { name, generated }: Column): boolean {
  return generated !== undefined && (generated.isStored || isIndexed(table, name));
}

function generatedOperation(
  { generated: from }: Column,
  { generated: to }: Column,
  isKey: boolean,
): TableOperation | undefined {
  if (from === undefined && to === undefined) return undefined;
  // To turn a column into one that is computed, or back, is to write it anew.
  if (from === undefined || to === undefined || from.isStored !== to.isStored) return 'change_type';
  if (from.expression.form === to.expression.form) return undefined;
  if (from.isStored) return 'change_stored_expression';
  // What an index holds is there already: measured.
  return isKey ? 'change_type' : 'change_virtual_expression';
}
