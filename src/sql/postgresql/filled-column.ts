import type { Catalog } from '../../model/catalog/catalog.js';
import type { Column, Table } from '../../model/catalog/table.js';
import type { Operation } from '../operation.js';
import { asksOf, backfill, type Passages } from './backfill.js';
import { demandParts } from './demand.js';
import type { Part } from './part.js';
import { full, id } from './spelling.js';
import { columnQuery, describeColumn } from './table-units.js';
import { columnDefinition, inBrackets } from './tables.js';
import { isVolatile } from './volatile.js';

/**
 * A new column whose default is another value in every row, for which the server would write the table anew: it comes
 * bare, then rows to come get the default, then those that are there; NOT NULL last.
 */
export function filledColumn(
  { unit }: Operation,
  before: Table,
  table: Table,
  catalog: Catalog,
  passages: Passages,
): Part[] | undefined {
  const column = unit.object as Column;
  const { default: value, nullable, ...bare } = column;
  if (value === undefined || column.generated !== undefined || !isVolatile(value, catalog)) return undefined;
  const passage = passages([before, table], [column.name]);
  if (passage === undefined) return undefined;
  const name = id(column.name);
  const alter = `ALTER TABLE ${full(table)}`;
  const filling = backfill({
    ...{ ...passage, table, column: column.name, value: inBrackets(value.text), lacks: `old.${name} IS NULL` },
  });
  return [
    {
      title: `create ${unit.title}, filled for rows to come`,
      up: [
        `${alter} ADD COLUMN IF NOT EXISTS ${columnDefinition(table, { ...bare, nullable: true })}`,
        `${alter} ALTER COLUMN ${name} SET DEFAULT ${inBrackets(value.text)}`,
        ...describeColumn(table, column),
      ],
      down: unit.drop,
      transactional: true,
      preflight: asksOf(passage),
      verify: [{ run: `SELECT EXISTS (${columnQuery(table, column.name)})`, expect: 't' }],
    },
    {
      title: `fill ${unit.title} in the rows that are there`,
      ...filling,
      transactional: false,
      verify: nullable
        ? []
        : [{ run: `SELECT EXISTS (SELECT FROM ${full(table)} WHERE ${name} IS NULL)`, expect: 'f' }],
    },
    ...(nullable
      ? []
      : demandParts(table, column.name, `demand ${unit.title}`, unit.title, [
          `${alter} ALTER COLUMN ${name} DROP NOT NULL`,
        ])),
  ];
}
