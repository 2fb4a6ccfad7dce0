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
  const asked = constraintQuery(table, name);
  return {
    /** The check is there, and then it is valid, until NOT NULL itself is. */
    isAsked: { run: `SELECT EXISTS (${asked} UNION ALL ${isDemanded})`, expect: 't' },
    isHeld: { run: `SELECT EXISTS (${asked} AND convalidated UNION ALL ${isDemanded})`, expect: 't' },
    isSet: { run: `SELECT EXISTS (${isDemanded})`, expect: 't' },
    add: unless(`${asked} UNION ALL ${isDemanded}`, demand),
    check: when(asked, `${alter} VALIDATE CONSTRAINT ${id(name)}`),
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
  const { add, check, set, release, isAsked, isHeld, isSet } = demandOf(table, column);
  return [
    {
      title: `demand ${subject} of rows to come`,
      up: [add],
      down: [release],
      transactional: true,
      verify: [isAsked],
      undoVerify: [{ ...isAsked, expect: 'f' }],
    },
    {
      title: `hold the rows that are there against NOT NULL of ${subject}`,
      up: [check],
      down: [],
      transactional: true,
      verify: [isHeld],
    },
    { title, up: [set, release], down, transactional: true, verify: [isSet] },
  ];
}
