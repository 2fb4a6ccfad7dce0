import { defaultValue } from '../../model/catalog/default-value.js';
import type { Table } from '../../model/catalog/table.js';
import { isSameType } from '../compare-rows.js';
import type { Language } from '../engine.js';
import type { ColumnDemand, ReferenceDemand, TableDemand } from './demands.js';
import { comparisonIn, NO_HINTS } from './hints.js';
import { canBeOpen } from './order.js';
import type { Random } from './random.js';
import { filledUp, makeValue } from './values.js';

/** The values of the keys that a table has, by what is referred to; each a list of texts. */
export type Pool = readonly (readonly (string | null)[])[];

/** Values that other rows refer to already, by column, for a table whose rows come later. */
export type Owed = Readonly<Record<string, string>>;

export interface RowContext {
  readonly language: Language;
  readonly random: Random;
  readonly ordinal: number;
  /** From 0. Later attempts look further for values. */
  readonly attempt: number;
  pool(reference: ReferenceDemand): Pool;
  /** Makes a key for a table whose rows come later; nothing when it cannot be. */
  promise(reference: ReferenceDemand): readonly string[] | undefined;
  readonly owed?: Owed;
  /** What the attempt before made, and the columns that the server had something against. */
  readonly earlier?: { readonly row: MadeRow; readonly refused: readonly string[] };
}

/** The attempt from which on values are of the types that a table has itself. */
export const OWN_TYPES_FROM = 4;

/** A row: texts, or null; columns that are left out take their defaults. */
export type MadeRow = ReadonlyMap<string, string | null>;

/** A problem that no other attempt will solve. */
export class Impossible extends Error {}

/** A row that is likely to satisfy what is demanded of it; the server decides. */
export function makeRow(demand: TableDemand, context: RowContext): MadeRow {
  const row = new Map<string, string | null>(Object.entries(context.owed ?? {}));
  const kept = keptOf(demand, context);
  for (const name of kept) {
    const value = context.earlier?.row.get(name);
    if (value !== undefined) row.set(name, value);
  }
  for (const reference of demand.references) {
    if (!reference.columns.every((name) => kept.has(name))) refer(demand, reference, row, context);
  }
  for (const column of demand.columns) {
    const { name, generated } = column.column;
    if (row.has(name) || kept.has(name) || generated !== undefined) continue;
    const value = columnValue(column, demand, context);
    if (value !== undefined) row.set(name, value);
  }
  settleComparisons(demand, row, kept);
  return row;
}

/** Of numbers that a condition compares, one is put beside the other. */
function settleComparisons(
  { table, conditions }: TableDemand,
  row: Map<string, string | null>,
  kept: ReadonlySet<string>,
) {
  const own = table.constraints.flatMap((one) => (one.type === 'check' ? [one.expression.text] : []));
  const keys = table.constraints.flatMap((one) => (one.type === 'primary_key' ? one.columns : []));
  const canChange = (name: string) => !kept.has(name) && !keys.includes(name);
  for (const { larger, smaller } of [...own, ...conditions].flatMap(comparisonIn)) {
    const [more, less] = [row.get(larger), row.get(smaller)];
    if (!isWhole(more) || !isWhole(less) || Number(more) > Number(less)) continue;
    if (canChange(larger)) row.set(larger, String(Number(less) + 1));
    else if (canChange(smaller)) row.set(smaller, String(Number(more) - 1));
  }
}

function isWhole(value: string | null | undefined): value is string {
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value);
}

/** The columns that stay as the attempt before had them. */
function keptOf({ columns }: TableDemand, { earlier }: RowContext): ReadonlySet<string> {
  if (earlier === undefined || earlier.refused.length === 0) return new Set();
  return new Set(columns.map(({ column }) => column.name).filter((name) => !earlier.refused.includes(name)));
}

/** @returns nothing for a column that is left out */
function columnValue(demand: ColumnDemand, { table }: TableDemand, context: RowContext): string | null | undefined {
  const { random, language, attempt, ordinal } = context;
  const { column, nullable, hints, types } = demand;
  if (language.isNumbered(column) || column.isAutoIncrement === true) return undefined;
  if (defaultValue(column.default) !== undefined && isTaken(demand) && (random.chance(0.2) || isTime(demand)))
    return undefined;
  if (nullable && random.chance(attempt < 6 ? 0.15 : 0.5)) return null;
  // Types that have no value in common.
  if (nullable && attempt > 8 && !isSameType(types[0]?.type, types.at(-1)?.type)) return null;
  // The type after is the narrower one, if it is another; the one before is what the server takes.
  const { type, catalog } = (attempt < OWN_TYPES_FROM ? types[0] : types.at(-1)) as ColumnDemand['types'][number];
  const isDistinct = demand.isDistinct && attempt < 20;
  const made = makeValue(type, { catalog, random, ordinal, isDistinct }, attempt % 5 === 4 ? NO_HINTS : hints);
  if (made !== undefined) return filledUp(made, column.type);
  if (nullable) return null;
  if (defaultValue(column.default) !== undefined) return undefined;
  throw new Impossible(`no value is known for column '${column.name}' of table '${table.name}' (${type.name})`);
}

/** Whether the schema after takes the default, as far as the values tell that it lists. */
function isTaken({ column, types }: ColumnDemand): boolean {
  const values = types[0]?.type.values;
  return values === undefined || values.some((value) => `'${value}'` === column.default?.text);
}

/** A default such as now() is better left to the server. */
function isTime({ column }: ColumnDemand): boolean {
  return /^(?:now|current_timestamp|localtimestamp|gen_random_uuid|uuid)/i.test(column.default?.text ?? '');
}

function refer(demand: TableDemand, reference: ReferenceDemand, row: Map<string, string | null>, context: RowContext) {
  const { columns } = reference;
  const { random, attempt } = context;
  const isOpenable = canBeOpen(demand, columns);
  if (isOpenable && random.chance(0.2)) return leaveOpen(demand, columns, row);
  const fitting = context.pool(reference).filter((key) => {
    return key.every((value, index) => {
      const set = row.get(columns[index] as string);
      return set === undefined || set === value;
    });
  });
  // What must differ from row to row should refer to rows in their order.
  const key =
    (attempt < 3 ? fitting[(context.ordinal - 1 + attempt) % Math.max(1, fitting.length)] : random.pick(fitting)) ??
    (isOpenable ? undefined : context.promise(reference));
  if (key !== undefined) {
    for (const [index, name] of columns.entries()) row.set(name, key[index] ?? null);
    return;
  }
  if (isOpenable) return leaveOpen(demand, columns, row);
  throw new Impossible(`it refers to table '${reference.to}', which has no rows`);
}

function leaveOpen({ columns }: TableDemand, names: readonly string[], row: Map<string, string | null>): void {
  for (const { column, nullable } of columns) {
    if (nullable && names.includes(column.name) && !row.has(column.name)) row.set(column.name, null);
  }
}

/** A value of a row as INSERT and UPDATE take it. */
export function written(
  { columns }: Table,
  name: string,
  value: string | null | undefined,
  language: Language,
): string {
  if (value === null || value === undefined) return 'NULL';
  const column = columns.find((each) => each.name === name);
  return column === undefined ? language.literal(value) : language.value(value, column.type);
}
