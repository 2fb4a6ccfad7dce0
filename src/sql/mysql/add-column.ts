import type { Column, Table } from '../../model/catalog/table.js';
import type { Alteration, Server } from './alteration.js';
import { additionOf, filler, isDemanded } from './columns.js';
import { hasColumn } from './members.js';
import { columnDefinition, id, ownCheck } from './spelling.js';
import { hasDefault } from './verification.js';

/**
 * A column that only after has. One that must be given gets a default until the end: the application before writes rows
 * without it.
 */
export function addColumn(table: Table, column: Column, server: Server): Alteration[] {
  const common = { path: `tables.${table.name}.columns.${column.name}`, table: table.name };
  const value = isDemanded(column) ? standIn(table, column, server) : undefined;
  const lenient = value === undefined ? column : { ...column, default: { text: value, form: value } };
  const added: Alteration = {
    ...common,
    phase: 'expand',
    title: `add column ${column.name} to ${table.name}`,
    up: {
      clauses: [`ADD COLUMN ${columnDefinition(table, lenient, server.dialect)}`],
      operations: additionOf(table, lenient, server),
    },
    down: { clauses: [`DROP COLUMN ${id(column.name)}`], operations: [] },
    done: hasColumn(table.name, column.name),
  };
  if (value === undefined) return [added];
  const demanded: Alteration = {
    ...common,
    phase: 'contract',
    title: `demand ${column.name} of rows of ${table.name}`,
    up: { clauses: [`ALTER COLUMN ${id(column.name)} DROP DEFAULT`], operations: ['set_default'] },
    down: { clauses: [`ALTER COLUMN ${id(column.name)} SET DEFAULT ${value}`], operations: ['set_default'] },
    verify: hasDefault(table.name, column.name, false),
  };
  return [added, demanded];
}

/** What costs nothing to add: MySQL takes an expression for the default of a text, for which it copies the table. */
function standIn(table: Table, column: Column, { dialect }: Server): string | undefined {
  if (ownCheck(table, column, dialect) !== undefined) return undefined;
  const value = filler(column);
  if (value?.startsWith('(') !== true) return value;
  return dialect === 'mariadb' ? "''" : undefined;
}
