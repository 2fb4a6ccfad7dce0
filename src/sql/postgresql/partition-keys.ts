import { same } from '../../diff/catalog/same.js';
import { objectName } from '../../lib/object-name.js';
import type { Name } from '../../model/catalog/common.js';
import type {
  CheckConstraint,
  Constraint,
  ForeignKey,
  Index,
  IndexKey,
  KeyConstraint,
  Table,
} from '../../model/catalog/table.js';
import { nameKey } from '../unit.js';
import type { Tables } from './lineage.js';

/** An index, a key or another constraint as a partition has it. */
export interface Held {
  readonly kind: 'index' | 'constraint';
  /** What it is called; of what a parent brings: as the server names it (`ChooseIndexName`). */
  readonly name: string;
  readonly object: Index | Brought;
  /** Of what a parent brings: what it comes from there. */
  readonly above?: Name;
}

/** The constraints that partitions have from the tables above them. */
type Brought = KeyConstraint | ForeignKey | CheckConstraint;

/** What a table has of its own that partitions would have from it. */
export function ownKeys({ indexes, constraints }: Table): Held[] {
  return [
    ...indexes
      .filter(({ attachedTo, isValid }) => attachedTo === undefined && isValid)
      .map((object): Held => ({ kind: 'index', name: object.name, object })),
    ...constraints.filter(isBrought).map((object): Held => ({ kind: 'constraint', name: object.name, object })),
  ];
}

/** Those that a partition has from the tables above it, by what they are called in the one directly above. */
export function inheritedKeys(tables: Tables, table: Table): Held[] {
  const parent = table.partitionOf && tables.get(nameKey(table.partitionOf.parent));
  if (parent === undefined) return [];
  return [...ownKeys(parent), ...inheritedKeys(tables, parent)].map(
    (held): Held => ({
      ...held,
      name: automaticName(table.name, held.object),
      above: { schema: parent.schema, name: held.name },
    }),
  );
}

function isBrought(constraint: Constraint): constraint is Brought {
  return constraint.type !== 'exclusion' && !(constraint.type === 'check' && constraint.noInherit);
}

/** Whether it is an index, or has one. */
export function hasIndex({ object }: Held): boolean {
  return !('type' in object) || object.type === 'primary_key' || object.type === 'unique';
}

function automaticName(table: string, object: Held['object']): string {
  if (!('type' in object)) {
    return objectName(table, [...object.keys.map(nameOfKey), ...object.include].join('_'), 'idx');
  }
  if (object.type === 'primary_key') return objectName(table, '', 'pkey');
  if (object.type !== 'unique') return object.name;
  return objectName(table, [...object.columns, ...object.include].join('_'), 'key');
}

/** What the server calls what an index holds: a column, the function that is called, or `expr` (`FigureIndexColname`). */
export function nameOfKey({ column, expression }: IndexKey): string {
  return column ?? /^\(*([a-z_]\w*)\(.*\)\)*$/is.exec(expression?.form ?? '')?.[1] ?? 'expr';
}

/** Whether the server takes one of them for the other where a partition joins (`CompareIndexInfo`). */
export function fits(one: Held, other: Held): boolean {
  // Checks go by their names.
  const isNamed = 'type' in one.object && one.object.type === 'check';
  if (one.kind !== other.kind || (isNamed && one.name !== other.name)) return false;
  return same(contentOf(one.object), contentOf(other.object));
}

function contentOf(object: Held['object']): unknown {
  if ('type' in object && (object.type === 'check' || object.type === 'foreign_key')) {
    return { ...object, name: '', comment: undefined };
  }
  if ('type' in object) {
    const { type, columns, include, nullsNotDistinct, isDeferrable, isInitiallyDeferred, withoutOverlaps } = object;
    return { type, columns, include, nullsNotDistinct, isDeferrable, isInitiallyDeferred, withoutOverlaps };
  }
  const { method, keys, include, isUnique, nullsNotDistinct, predicate } = object;
  return { method, keys, include, isUnique, nullsNotDistinct, predicate };
}
