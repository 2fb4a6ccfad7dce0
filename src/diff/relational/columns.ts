import { diffByName } from '../../lib/diff-by-name.js';
import { identical } from '../../lib/identical.js';
import { equal, isTruthy } from '../../lib/python/equal.js';
import { isNumeric, type Numeric } from '../../lib/python/number.js';
import type { Column, ConstraintType, Table } from '../../model/relational.js';
import type { Digits, RelationalChange } from '../../model/relational-change.js';
import { INTEGER_DIGITS } from '../../tables/integer-digits.js';
import { attributeChanges } from './attributes.js';
import { constraintTexts } from './constraints.js';
import { enumValueChanges, enumValuesOf } from './enums.js';

const COLUMN_KEYS = new Set([
  ...['type', 'nullable', 'default', 'length', 'precision', 'scale', 'values', 'enum'],
  ...['primary_key', 'unique', 'auto_increment', 'comment', 'description'],
]);

/** Columns that went, columns that came, and what changed in those that stayed. */
export function columnChanges(table: string, before: Table, after: Table): RelationalChange[] {
  const columns = diffByName<Column>(before.columns, after.columns);
  const changes: RelationalChange[] = [];
  for (const [column, value] of columns.removed) changes.push({ kind: 'column_removed', table, column, before: value });
  for (const [column, value] of columns.added) changes.push({ kind: 'column_added', table, column, after: value });
  for (const [column, from, to] of columns.common) {
    if (identical(from, to)) continue;
    const found = changesOfColumn({ table, column }, from, to);
    changes.push(...found.filter((change) => !isDeclaredOnTable(change, column, before, after)));
  }
  return changes;
}

/** Whether a change of a column's key is the change of a constraint that its table declares for it. */
function isDeclaredOnTable({ kind }: RelationalChange, column: string, before: Table, after: Table): boolean {
  const type = KEY_CONSTRAINTS.get(kind);
  if (type === undefined) return false;
  const declared = (table: Table) => constraintTexts(table, type).includes(column);
  return declared(before) !== declared(after);
}

const KEY_CONSTRAINTS: ReadonlyMap<string, ConstraintType> = new Map([
  ['column_primary_key_changed', 'primary_key'],
  ['column_unique_changed', 'unique'],
]);

interface At {
  readonly table: string;
  readonly column: string;
}

function changesOfColumn(at: At, before: Column, after: Column): RelationalChange[] {
  const changes: RelationalChange[] = [];
  const type = { before: typeOf(before), after: typeOf(after) };
  if (type.before !== type.after) changes.push({ kind: 'column_type_changed', ...at, ...type });
  const nullable = { before: before.nullable ?? true, after: after.nullable ?? true };
  if (nullable.before !== nullable.after) changes.push({ kind: 'column_nullability_changed', ...at, ...nullable });
  return [
    ...changes,
    ...lengthChanges(at, before, after),
    ...digitChanges(at, before, after),
    ...defaultChanges(at, before, after),
    ...flagChanges(at, before, after),
    ...enumValueChanges(
      `tables.${at.table}.columns.${at.column}`,
      `column '${at.column}' of table '${at.table}'`,
      enumValuesOf(before),
      enumValuesOf(after),
    ),
    ...attributeChanges(before, after, COLUMN_KEYS).map(
      (change) => ({ kind: 'column_attribute_changed', ...at, ...change }) as const,
    ),
  ];
}

function typeOf(column: Column): string {
  return (column.type ?? '').toLowerCase();
}

function lengthChanges(at: At, before: Column, after: Column): RelationalChange[] {
  const [from, to] = [sizeOf(before.length), sizeOf(after.length)];
  // A length that goes lets everything in; one that comes with a new type belongs to that.
  if (to === undefined || equal(from, to) || (from === undefined && typeOf(before) !== typeOf(after))) return [];
  return [{ kind: 'column_length_changed', ...at, before: from, after: to }];
}

function digitChanges(at: At, before: Column, after: Column): RelationalChange[] {
  const [from, to] = [digitsOf(before), digitsOf(after)];
  if (from === undefined || to === undefined || (equal(from.precision, to.precision) && equal(from.scale, to.scale)))
    return [];
  // A type that is no number on either side has no digits to compare.
  const isNumber = typeOf(before) === typeOf(after) || INTEGER_DIGITS.has(typeOf(before));
  return isNumber ? [{ kind: 'column_digits_changed', ...at, before: from, after: to }] : [];
}

/** The digits that a column says it has or that its integer type can have. */
function digitsOf(column: Column): Digits | undefined {
  const whole = INTEGER_DIGITS.get(typeOf(column));
  if (whole !== undefined) return { precision: whole, scale: 0 };
  const { precision, scale } = column;
  if ((precision !== undefined && !isSize(precision)) || (scale !== undefined && !isSize(scale))) return undefined;
  return { precision: sizeOf(precision), scale: scale ?? undefined };
}

function isSize(value: unknown): value is Numeric | null {
  return value === null || isNumeric(value);
}

// As in the original, a size of 0 is no size.
function sizeOf(size: Numeric | null | undefined): Numeric | undefined {
  return size !== null && size !== undefined && isTruthy(size) ? size : undefined;
}

function defaultChanges(at: At, before: Column, after: Column): RelationalChange[] {
  const change = { before: before.default ?? undefined, after: after.default ?? undefined };
  if (equal(change.before, change.after)) return [];
  const required = after.nullable === false && !isTruthy(after.auto_increment);
  return [{ kind: 'column_default_changed', ...at, ...change, required }];
}

const FLAGS = [
  ['auto_increment', 'column_auto_increment_changed'],
  ['primary_key', 'column_primary_key_changed'],
  ['unique', 'column_unique_changed'],
] as const;

function flagChanges(at: At, before: Column, after: Column): RelationalChange[] {
  return FLAGS.flatMap(([key, kind]): RelationalChange[] => {
    const flag = { before: isTruthy(before[key] ?? false), after: isTruthy(after[key] ?? false) };
    return flag.before === flag.after ? [] : [{ kind, ...at, ...flag } as RelationalChange];
  });
}
