import { objectName } from '../../lib/object-name.js';
import type { Name } from '../../model/catalog/common.js';
import type { Column, Table } from '../../model/catalog/table.js';
import { nameKey } from '../unit.js';
import { parentsOf, type Tables } from './lineage.js';
import { dollars, full, literal, reg } from './spelling.js';

/**
 * What the constraint behind NOT NULL of a column is called: as it says, as in the table that the column comes from, or
 * as the server names it.
 */
export function notNullName(table: Table, column: Column, tables: Tables): string {
  const above = parentsOf(table).flatMap((parent) => tables.get(nameKey(parent)) ?? []);
  const brought = above.flatMap((parent) => {
    const theirs = parent.columns.find(({ name, nullable }) => name === column.name && !nullable);
    return theirs === undefined ? [] : [notNullName(parent, theirs, tables)];
  });
  return column.notNull?.name ?? brought[0] ?? objectName(table.name, column.name, 'not_null');
}

/** The same of a table that is not a partition yet, or no longer: it has the names that it has as one. */
export function settleNotNullsAlone(table: Table, tables: Tables): string[] {
  const { partitionOf: _, ...alone } = table;
  const columns = table.columns.map((column): Column => {
    const named = { name: notNullName(table, column, tables), validated: true, noInherit: false };
    return { ...column, isInherited: false, notNull: named };
  });
  return settleNotNulls({ ...alone, columns });
}

/**
 * Gives the constraints behind NOT NULL the names that they have where a table is made at once: the server keeps that
 * of the column or table that there was when it made one (PostgreSQL 18; older ones keep none, and this finds nothing).
 *
 * @param name what the table is called by now
 */
export function settleNotNulls(table: Table, name: Name = table, columns: readonly Column[] = table.columns): string[] {
  const wanted = columns.flatMap((column) => {
    if (column.nullable || column.isInherited === true) return [];
    const default_ = objectName(table.name, column.name, 'not_null');
    return [`(${literal(column.name)}, ${literal(column.notNull?.name ?? default_)})`];
  });
  if (wanted.length === 0 || table.partitionOf !== undefined || table.foreign !== undefined) return [];
  const query = `SELECT conname, wanted FROM pg_catalog.pg_constraint JOIN pg_catalog.pg_attribute ON attrelid = conrelid AND attnum = conkey[1] JOIN (VALUES ${wanted.join(', ')}) AS names (column_name, wanted) ON column_name = attname WHERE conrelid = ${reg('regclass', full(name))} AND contype = 'n' AND coninhcount = 0 AND conname <> wanted`;
  const alter = (what: string, ...values: readonly string[]) =>
    `EXECUTE format('ALTER TABLE %s ${what}', ${[literal(full(name)), ...values].join(', ')})`;
  const rename = alter('RENAME CONSTRAINT %I TO %I', 'each.conname', 'each.wanted');
  // Nothing of a table of a type can have another name.
  const statements =
    table.ofType === undefined
      ? [rename]
      : [
          `DECLARE of regtype := (SELECT reloftype::regtype FROM pg_catalog.pg_class WHERE oid = ${reg('regclass', full(name))}); BEGIN ${alter('NOT OF')}`,
          rename,
          alter('OF %s', 'of'),
          'END',
        ];
  const loop = `FOR each IN ${query} LOOP ${statements.join('; ')}; END LOOP`;
  return [`DO ${dollars(`DECLARE each record; BEGIN ${loop}; END`)}`];
}
