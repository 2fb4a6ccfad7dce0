import type { Table } from '../../model/catalog/table.js';
import { asideName } from './aside.js';
import { constraintQuery } from './constraint-units.js';
import type { Part } from './part.js';
import { full, id, literal, reg, unless, when } from './spelling.js';

/** The statements by which a column gets NOT NULL: a check that is validated spares it its scan (PostgreSQL 12, ALTER TABLE). */
export function demandOf(table: Table, column: string) {
  const name = asideName(`not_null_${column}`);
  const alter = `ALTER TABLE ${full(table)}`;
  const demand = `${alter} ADD CONSTRAINT ${id(name)} CHECK (${id(column)} IS NOT NULL) NOT VALID`;
  const isDemanded = `SELECT FROM pg_catalog.pg_attribute WHERE attrelid = ${reg('regclass', full(table))} AND attname = ${literal(column)} AND attnotnull`;
  return {
    add: unless(`${constraintQuery(table, name)} UNION ALL ${isDemanded}`, demand),
    check: when(constraintQuery(table, name), `${alter} VALIDATE CONSTRAINT ${id(name)}`),
    set: `${alter} ALTER COLUMN ${id(column)} SET NOT NULL`,
    release: `${alter} DROP CONSTRAINT IF EXISTS ${id(name)}`,
  };
}

/** The parts in which a column gets NOT NULL while others write. */
export function demandParts(
  table: Table,
  column: string,
  title: string,
  subject: string,
  down: readonly string[],
): Part[] {
  const { add, check, set, release } = demandOf(table, column);
  return [
    { title: `demand ${subject} of rows to come`, up: [add], down: [release], transactional: true },
    {
      title: `hold the rows that are there against NOT NULL of ${subject}`,
      up: [check],
      down: [],
      transactional: true,
    },
    { title, up: [set, release], down, transactional: true },
  ];
}
