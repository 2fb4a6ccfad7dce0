import { same } from '../../diff/catalog/same.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import { defaultValue } from '../../model/catalog/default-value.js';
import type { Column, Table } from '../../model/catalog/table.js';
import { converted } from './alter-tables.js';
import { ROW_NUMBER } from './empty-value.js';
import { filler } from './filler.js';
import { full, id, reg } from './spelling.js';

/** The columns of a table that another one gives, or that must have a value, and their values. */
function commonColumns(
  from: Table,
  to: Table,
  valueFor: (column: Column) => string | undefined = () => undefined,
): { readonly names: string; readonly values: string } | undefined {
  const common = to.columns.flatMap((column): { name: string; value: string }[] => {
    if (column.generated !== undefined) return [];
    const was = from.columns.find(({ name }) => name === column.name);
    const needed = was === undefined || was.nullable ? valueFor(column) : undefined;
    if (was === undefined) return needed === undefined ? [] : [{ name: id(column.name), value: needed }];
    const value = copied(was, column);
    return [{ name: id(column.name), value: needed === undefined ? value : `coalesce(${value}, ${needed})` }];
  });
  if (common.length === 0) return undefined;
  return {
    names: common.map(({ name }) => name).join(', '),
    values: common.map(({ value }) => value).join(', '),
  };
}

/**
 * Copies the rows of one table into another, column by column, but for those that lie in some of its partitions. Where
 * the other demands what they lack, they get a value.
 *
 * @param catalog that of the table into which they are copied
 */
export function copyRows(catalog: Catalog, from: Table, to: Table, but: readonly Table[] = []): string {
  const others = but.map((each) => ` AND tableoid IS DISTINCT FROM ${reg('regclass', full(each))}`).join('');
  // What has been copied is not copied again.
  const own = to.partitioning === undefined ? `ONLY ${full(to)}` : full(to);
  const where = ` WHERE NOT EXISTS (SELECT FROM ${own})${others}`;
  const isThere = (name: string) => from.columns.some((column) => column.name === name);
  const common = commonColumns(from, to, (column) => {
    if (column.nullable) return undefined;
    const { identity } = column;
    const value = defaultValue(column.default);
    // What is not spoken of at all gets it from the server.
    if ((value ?? identity) !== undefined && !isThere(column.name)) return undefined;
    // Rows of several partitions may have the same place in their files.
    return value?.text ?? filler(catalog, to, column, isThere).replaceAll(ROW_NUMBER, 'row_number() OVER ()');
  });
  if (common === undefined) return `INSERT INTO ${full(to)} SELECT FROM ${full(from)}${where}`;
  return `INSERT INTO ${full(to)} (${common.names}) OVERRIDING SYSTEM VALUE SELECT ${common.values} FROM ${full(from)} AS old${where}`;
}

/** Takes the rows out of one table into another, which may have rows already. */
export function moveRows(from: Table, to: Table): string {
  const common = commonColumns(from, to);
  const taken = `WITH taken AS (DELETE FROM ${full(from)} RETURNING *) INSERT INTO ${full(to)}`;
  if (common === undefined) return `${taken} SELECT FROM taken`;
  return `${taken} (${common.names}) OVERRIDING SYSTEM VALUE SELECT ${common.values} FROM taken`;
}

function copied(was: Column, is: Column): string {
  return same(was.type, is.type) ? id(was.name) : converted(id(was.name), was.type, is.type);
}
