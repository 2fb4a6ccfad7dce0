import type { Name } from '../../model/catalog/common.js';
import type { Column, Table } from '../../model/catalog/table.js';
import type { DataQuery } from '../../model/finding.js';
import type { Effect } from '../../model/migration/fact.js';
import type { ConstraintDefinition, WrittenType } from '../../model/migration/written.js';
import { createQueries } from '../catalog/queries.js';
import { unfit } from '../catalog/unfit.js';
import { quote } from './words.js';

/** A finding with the query that decides what of it depends on rows; of rows that nothing knows there is none. */
type Decided = { query?: DataQuery };

const QUERIES = createQueries({ dialect: 'postgresql' });

/** How many rows are NULL in columns. */
export function whereNull(effect: Effect, columns: readonly string[]): Decided {
  const table = tableWith(effect, effect.subject, columns);
  if (table === undefined || columns.length === 0) return {};
  const condition = columns.map((column) => `${quote(column)} IS NULL`).join(' OR ');
  return { query: QUERIES.rows('rows in which it is NULL', table, condition) };
}

/** How many rows have a value in a column. */
export function whereValued(effect: Effect, column: string): Decided {
  const table = tableWith(effect, effect.subject, [column]);
  if (table === undefined) return {};
  return { query: QUERIES.rows('rows with a value', table, `${quote(column)} IS NOT NULL`) };
}

/** How many rows there are. */
export function whereAny(effect: Effect): Decided {
  const table = tableWith(effect, effect.subject, []);
  return table === undefined ? {} : { query: QUERIES.any(table) };
}

/** How many values stand in several rows. */
export function whereTwice(effect: Effect, columns: readonly string[]): Decided {
  const table = tableWith(effect, effect.subject, columns);
  if (table === undefined || columns.length === 0) return {};
  const keys = columns.map((column) => ({ column, order: 'asc', nulls: 'last' }) as const);
  const query = QUERIES.duplicates(table, table, { keys, nullsNotDistinct: false });
  return query === undefined ? {} : { query };
}

/** The same of a unique index of columns alone. */
export function whereDoubled(
  effect: Effect<'create_index' | 'create_index_concurrently' | 'create_index_on_partitioned'>,
): Decided {
  const { isUnique, columns, expressions } = effect.action.index;
  return isUnique && expressions.length === 0 ? whereTwice(effect, columns) : {};
}

/** How many rows a check refuses. */
export function whereRefused(effect: Effect, { expression, columns }: ConstraintDefinition): Decided {
  const table = tableWith(effect, effect.subject, columns);
  const words = new Set(expression?.match(/\w+/g));
  if (effect.newColumns?.some((name) => words.has(name))) return {};
  return table === undefined || expression === undefined ? {} : { query: QUERIES.violations(table, expression) };
}

/** How many rows refer to nothing. */
export function whereOrphaned(effect: Effect, { columns, referencedColumns }: ConstraintDefinition): Decided {
  const target = effect.locks.find(({ role }) => role === 'referenced')?.object;
  const parent = target && tableWith(effect, target, referencedColumns ?? []);
  const table = tableWith(effect, effect.subject, columns);
  const key = parent?.constraints.find(({ type }) => type === 'primary_key') as
    | { columns: readonly string[] }
    | undefined;
  const named = referencedColumns?.length ? referencedColumns : (key?.columns ?? []);
  if (table === undefined || parent === undefined || named.length !== columns.length) return {};
  return {
    query: QUERIES.orphans(table, { columns, references: parent, referencedColumns: named, match: 'simple' }),
  };
}

/** How many values a column of another type does not take. */
export function whereUnfit(effect: Effect, column: string, to: WrittenType): Decided {
  const table = tableWith(effect, effect.subject, [column]);
  const from = table?.columns.find(({ name }) => name === column);
  if (table === undefined || from === undefined || to.schema !== '') return {};
  const condition = unfit(quote(column), from, { type: { ...to, args: [...to.args] } } as Pick<Column, 'type'>);
  return condition === undefined ? {} : { query: QUERIES.rows('rows whose value does not fit', table, condition) };
}

/** A table as it is before the migration, where it has the columns already under these names. */
function tableWith({ tables = [] }: Effect, { schema, name }: Name, columns: readonly string[]): Table | undefined {
  const table = tables.find((one) => one.schema === schema && one.name === name);
  const isThere = columns.every((column) => table?.columns.some((one) => one.name === column));
  return isThere ? table : undefined;
}
