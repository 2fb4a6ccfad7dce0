import { diffByName } from '../../lib/diff-by-name.js';
import { identical } from '../../lib/identical.js';
import { equal, isTruthy } from '../../lib/python/equal.js';
import type { Numeric } from '../../lib/python/number.js';
import type { Column, Table } from '../../model/relational.js';
import type { Digits, RelationalChange } from '../../model/relational-change.js';
import { INTEGER_DIGITS } from '../../tables/integer-digits.js';
import { attributeChanges } from './attributes.js';
import { constraintTexts } from './constraints.js';
import { FOR_PEOPLE } from './definition.js';
import { enumValueChanges, enumValuesOf } from './enums.js';

const COLUMN_KEYS = new Set([
  ...['type', 'nullable', 'default', 'length', 'precision', 'scale', 'values', 'enum'],
  ...['primary_key', 'unique', 'auto_increment', ...FOR_PEOPLE],
]);

/** Columns that went, columns that came, and what changed in those that stayed. */
export function columnChanges(table: string, before: Table, after: Table): RelationalChange[] {
  const columns = diffByName<Column>(before.columns, after.columns);
  const changes: RelationalChange[] = [];
  for (const [column, value] of columns.removed) changes.push({ kind: 'column_removed', table, column, before: value });
  for (const [column, value] of columns.added) changes.push({ kind: 'column_added', table, column, after: value });
  const declared = declaredChanges(before, after);
  for (const [column, from, to] of columns.common) {
    if (identical(from, to)) continue;
    const found = changesOfColumn({ table, column }, from, to);
    // A key that the table declares as well is a change of its constraint.
    changes.push(...found.filter(({ kind }) => declared.get(kind)?.has(column) !== true));
  }
  return changes;
}

/** For each constraint of a key: the columns that their table declares it for on one side only. */
function declaredChanges(before: Table, after: Table): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    KEY_CONSTRAINTS.map(([kind, type]) => {
      const [from, to] = [new Set(constraintTexts(before, type)), new Set(constraintTexts(after, type))];
      return [kind, new Set([...from, ...to].filter((text) => from.has(text) !== to.has(text)))];
    }),
  );
}

const KEY_CONSTRAINTS = [
  ['column_primary_key_changed', 'primary_key'],
  ['column_unique_changed', 'unique'],
] as const;

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
    // A type that lists its values has changed with them, unless only their case has.
    ...(type.before !== type.after && before.values === undefined && before.enum === undefined
      ? []
      : enumValueChanges(
          `tables.${at.table}.columns.${at.column}`,
          `column '${at.column}' of table '${at.table}'`,
          enumValuesOf(before),
          enumValuesOf(after),
        )),
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
  if (equal(from.precision, to.precision) && equal(from.scale, to.scale)) return [];
  // A type that is no number on either side has no digits to compare.
  const isNumber = typeOf(before) === typeOf(after) || INTEGER_DIGITS.has(typeOf(before));
  return isNumber ? [{ kind: 'column_digits_changed', ...at, before: from, after: to }] : [];
}

/** The digits that a column says it has or that its integer type can have. */
function digitsOf(column: Column): Digits {
  const whole = INTEGER_DIGITS.get(typeOf(column));
  if (whole !== undefined) return { precision: whole, scale: 0 };
  return { precision: sizeOf(column.precision), scale: column.scale ?? undefined };
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
