import { diffByName } from '../../lib/diff-by-name.js';
import { identical } from '../../lib/identical.js';
import { equal, isTruthy } from '../../lib/python/equal.js';
import type { Numeric } from '../../lib/python/number.js';
import type { Column, ConstraintType, Table } from '../../model/relational.js';
import type { RelationalChange } from '../../model/relational-change.js';
import { attributeChanges } from './attributes.js';
import { constraintTexts } from './constraints.js';
import { enumValuesOf } from './enums.js';

const COLUMN_KEYS = new Set([
  ...['type', 'nullable', 'default', 'length', 'precision', 'scale', 'values', 'enum'],
  ...['primary_key', 'unique', 'auto_increment', 'comment', 'description'],
]);

/** Columns that went, columns that came, and what changed in those that stayed. */
export function columnChanges(table: string, before: Table, after: Table): RelationalChange[] {
  const columns = diffByName(before.columns, after.columns);
  const changes: RelationalChange[] = [];
  for (const [column, value] of columns.removed) changes.push({ kind: 'column_removed', table, column, before: value });
  for (const [column, value] of columns.added) changes.push({ kind: 'column_added', table, column, after: value });
  for (const [column, from, to] of columns.common) {
    if (identical(from, to)) continue;
    changes.push(
      ...changesOfColumn(table, column, from, to).filter((change) => !isDeclaredOnTable(change, before, after)),
    );
  }
  return changes;
}

/** Whether a change of a column's key is the change of a constraint that its table declares. */
function isDeclaredOnTable({ kind }: RelationalChange, before: Table, after: Table): boolean {
  const type = KEY_CONSTRAINTS.get(kind);
  return type !== undefined && !equal(constraintTexts(before, type), constraintTexts(after, type));
}

const KEY_CONSTRAINTS: ReadonlyMap<string, ConstraintType> = new Map([
  ['column_primary_key_changed', 'primary_key'],
  ['column_unique_changed', 'unique'],
]);

function changesOfColumn(table: string, column: string, before: Column, after: Column): RelationalChange[] {
  const at = { table, column };
  const changes: RelationalChange[] = [];
  const type = { before: (before.type ?? '').toLowerCase(), after: (after.type ?? '').toLowerCase() };
  if (type.before !== type.after) changes.push({ kind: 'column_type_changed', ...at, ...type });
  const nullable = { before: before.nullable ?? true, after: after.nullable ?? true };
  if (nullable.before !== nullable.after) changes.push({ kind: 'column_nullability_changed', ...at, ...nullable });
  changes.push(...sizeChanges(at, before, after, type.before === type.after));
  changes.push(...defaultChanges(at, before, after));
  for (const [key, kind] of FLAGS) {
    const flag = { before: before[key] ?? false, after: after[key] ?? false };
    if (flag.before !== flag.after) changes.push({ kind, ...at, ...flag });
  }
  const values = { before: enumValuesOf(before), after: enumValuesOf(after) };
  if (values.before !== undefined && values.after !== undefined && !equal(values.before, values.after)) {
    const owner = `column '${column}' of table '${table}'`;
    changes.push({
      kind: 'enum_values_changed',
      path: `tables.${table}.columns.${column}`,
      owner,
      before: values.before,
      after: values.after,
    });
  }
  for (const change of attributeChanges(before, after, COLUMN_KEYS)) {
    changes.push({ kind: 'column_attribute_changed', ...at, ...change });
  }
  return changes;
}

const FLAGS = [
  ['auto_increment', 'column_auto_increment_changed'],
  ['primary_key', 'column_primary_key_changed'],
  ['unique', 'column_unique_changed'],
] as const;

interface At {
  readonly table: string;
  readonly column: string;
}

function sizeChanges(at: At, before: Column, after: Column, sameType: boolean): RelationalChange[] {
  const changes: RelationalChange[] = [];
  const [from, to] = [sizeOf(before.length), sizeOf(after.length)];
  // A length that goes lets everything in; one that comes with a new type belongs to that.
  const comparable = to !== undefined && (from !== undefined || sameType);
  if (comparable && !equal(from, to)) changes.push({ kind: 'column_length_changed', ...at, before: from, after: to });
  const digits = {
    before: { precision: sizeOf(before.precision), scale: before.scale ?? undefined },
    after: { precision: sizeOf(after.precision), scale: after.scale ?? undefined },
  };
  const same = equal(digits.before.precision, digits.after.precision) && equal(digits.before.scale, digits.after.scale);
  if (!same && sameType) changes.push({ kind: 'column_digits_changed', ...at, ...digits });
  return changes;
}

// As in the original, a size of 0 is no size.
function sizeOf(size: Numeric | null | undefined): Numeric | undefined {
  return size !== null && size !== undefined && isTruthy(size) ? size : undefined;
}

function defaultChanges(at: At, before: Column, after: Column): RelationalChange[] {
  const change = { before: before.default ?? undefined, after: after.default ?? undefined };
  if (equal(change.before, change.after)) return [];
  const required = after.nullable === false && after.auto_increment !== true;
  return [{ kind: 'column_default_changed', ...at, ...change, required }];
}
