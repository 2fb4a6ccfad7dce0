import { automaticName } from '../../diff/catalog/automatic-name.js';
import { same } from '../../diff/catalog/same.js';
import type { Name } from '../../model/catalog/common.js';
import type {
  CheckConstraint,
  Constraint,
  ForeignKey,
  Index,
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
export type Brought = KeyConstraint | ForeignKey | CheckConstraint;

/** What a table has of its own that partitions would have from it. */
export function ownKeys({ indexes, constraints }: Table): Held[] {
  return [
    ...indexes
      .filter(({ attachedTo, isValid }) => attachedTo === undefined && isValid)
      .map((object): Held => ({ kind: 'index', name: object.name, object })),
    ...constraints
      .filter(isBrought)
      .filter((each) => !('attachedTo' in each) || each.attachedTo === undefined)
      .map((object): Held => ({ kind: 'constraint', name: object.name, object })),
  ];
}

/** Those that a partition has from the tables above it, by what they are called in the one directly above. */
export function inheritedKeys(tables: Tables, table: Table): Held[] {
  const parent = table.partitionOf && tables.get(nameKey(table.partitionOf.parent));
  if (parent === undefined) return [];
  return [...ownKeys(parent), ...inheritedKeys(tables, parent)].map(
    (held): Held => ({ ...held, ...nameBelow(table, held, { schema: parent.schema, name: held.name }) }),
  );
}

/** What a partition has of an index or a key is called as it says, or as the server names it. */
function nameBelow(table: Table, { object }: Held, above: Name): Pick<Held, 'name' | 'above'> {
  const own = [...table.indexes, ...table.constraints].find(
    (each) => 'attachedTo' in each && same(each.attachedTo, above),
  );
  return { name: own?.name ?? automaticName(table.name, object), above };
}

function isBrought(constraint: Constraint): constraint is Brought {
  return constraint.type !== 'exclusion' && !(constraint.type === 'check' && constraint.noInherit);
}

/** Whether it is an index, or has one. */
export function hasIndex({ object }: Held): boolean {
  return !('type' in object) || object.type === 'primary_key' || object.type === 'unique';
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
