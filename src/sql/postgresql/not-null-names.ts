import { objectName } from '../../lib/object-name.js';
import type { Name } from '../../model/catalog/common.js';
import type { Column, Table } from '../../model/catalog/table.js';
import { dollars, full, literal, reg } from './spelling.js';

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
  const rename = `EXECUTE format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', ${literal(full(name))}, each.conname, each.wanted)`;
  return [`DO ${dollars(`DECLARE each record; BEGIN FOR each IN ${query} LOOP ${rename}; END LOOP; END`)}`];
}
