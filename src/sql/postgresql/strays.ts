import { same } from '../../diff/catalog/same.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import type { DataType } from '../../model/catalog/data-type.js';
import type { Column, Table } from '../../model/catalog/table.js';
import type { Question } from '../../model/step.js';
import { nameKey } from '../unit.js';
import { partitionsIn, type Tables } from './lineage.js';
import { conditionOf, rowsIn } from './partition-rows.js';
import { full, id, literal } from './spelling.js';

/** What must hold before an operation is done, and before it is undone. */
export interface Demands {
  readonly preflight?: readonly Question[];
  readonly undoPreflight?: readonly Question[];
}

/** That no row has a value which the enum of its column loses; on the way back, none that it has gained. */
export function strayValues(
  [before, after]: readonly [before: Catalog, after: Catalog],
  table: Table,
  [was, is]: readonly [was: Column, is: Column],
): Demands {
  const [had, has] = [valuesOf(before, was.type), valuesOf(after, is.type)];
  if (had === undefined || has === undefined || was.type.isArray !== is.type.isArray) return {};
  const ask = (column: Column, values: readonly string[]): Question[] => {
    if (values.length === 0) return [];
    const among = `IN (${values.map(literal).join(', ')})`;
    const condition = column.type.isArray
      ? `EXISTS (SELECT FROM unnest(${id(column.name)}) AS each (value) WHERE value::text ${among})`
      : `${id(column.name)}::text ${among}`;
    return [{ run: `SELECT EXISTS (SELECT FROM ${full(table)} WHERE ${condition})`, expect: 'f' }];
  };
  return demands(
    ask(
      was,
      had.filter((value) => !has.includes(value)),
    ),
    ask(
      is,
      has.filter((value) => !had.includes(value)),
    ),
  );
}

/** That each row of a table finds a partition in the one that takes its place, and the other way on the way back. */
export function homelessRows([was, were]: readonly [Table, Tables], [is, are]: readonly [Table, Tables]): Demands {
  const ask = (from: Table, to: Table, tables: Tables): Question[] => {
    const isKnown = to.partitioning?.keys.every(({ column }) => {
      const type = (table: Table) => table.columns.find(({ name }) => name === column)?.type;
      return column !== undefined && same(type(from), type(to));
    });
    const taken = isKnown ? takenBy(to, tables) : undefined;
    if (taken === undefined) return [];
    return [{ run: `SELECT EXISTS (SELECT FROM ${full(from)} WHERE (${taken}) IS NOT TRUE)`, expect: 'f' }];
  };
  return demands(ask(was, is, are), ask(is, was, were));
}

function demands(preflight: readonly Question[], undoPreflight: readonly Question[]): Demands {
  return { ...(preflight.length > 0 && { preflight }), ...(undoPreflight.length > 0 && { undoPreflight }) };
}

function valuesOf({ types }: Catalog, type: DataType): readonly string[] | undefined {
  const found = types.find((each) => nameKey(each) === nameKey(type));
  return found?.type === 'enum' ? found.values : undefined;
}

/** What is true of the rows that find a partition; nothing where all do, or no query over the columns tells. */
function takenBy(table: Table, tables: Tables): string | undefined {
  if (table.partitioning === undefined) return undefined;
  const parts = partitionsIn(tables, table);
  const rows = parts.map((part) => rowsIn(part.partitionOf?.bound.form ?? ''));
  // Which rows a hash takes is only known of a table that is there.
  if (rows.some(({ by }) => by === 'default' || by === 'hash')) return undefined;
  const conditions = parts.map((part, at) => {
    const own = conditionOf(table, rows[at] as (typeof rows)[number]) || 'true';
    const below = takenBy(part, tables);
    return below === undefined ? `(${own})` : `((${own}) AND (${below}))`;
  });
  return conditions.length === 0 ? 'false' : conditions.join(' OR ');
}
