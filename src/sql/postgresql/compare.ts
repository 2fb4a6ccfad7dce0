import { same } from '../../diff/catalog/same.js';
import type {
  Extension,
  OtherObject,
  Publication,
  Routine,
  Schema,
  Sequence,
  UserType,
  View,
} from '../../model/catalog/objects.js';
import type { Column, Constraint, Index, Policy, RewriteRule, Table, Trigger } from '../../model/catalog/table.js';
import type { Unit, UnitKind } from '../unit.js';
import {
  type Alteration,
  alterExtension,
  alterIndex,
  alterPolicy,
  alterPublication,
  alterRoutine,
  alterRule,
  alterSchema,
  alterSequence,
  alterTrigger,
  alterView,
} from './alter-objects.js';
import { alterOther } from './alter-other.js';
import { alterColumn, alterConstraint, alterTable } from './alter-tables.js';
import { alterType } from './alter-types.js';

/** The statements that turn a unit into another of its key: none when they are the same. */
export function alterUnit(from: Unit, to: Unit, relations: ReadonlyMap<string, Table | View>): Alteration {
  const relation = relations.get(to.owner ?? '') as Table;
  return ALTERATIONS[to.kind](from.object as never, to.object as never, relation);
}

const anew = (from: unknown, to: unknown): Alteration => (same(from, to) ? [] : undefined);

const ALTERATIONS: Readonly<Record<UnitKind, (from: never, to: never, relation: Table) => Alteration>> = {
  schema: (from: Schema, to: Schema) => alterSchema(from, to),
  extension: (from: Extension, to: Extension) => alterExtension(from, to),
  type: (from: UserType, to: UserType) => alterType(from, to),
  sequence: (from: Sequence, to: Sequence) => alterSequence(from, to),
  sequence_owner: anew,
  table: (from: Table, to: Table) => alterTable(from, to),
  column: (from: Column, to: Column, table) => alterColumn(table, from, to),
  default: anew,
  constraint: (from: Constraint, to: Constraint, table) => alterConstraint(table, from, to),
  index: (from: Index, to: Index, relation) => alterIndex(relation, from, to),
  trigger: (from: Trigger, to: Trigger, relation) => alterTrigger(relation, from, to),
  policy: (from: Policy, to: Policy, table) => alterPolicy(table, from, to),
  rule: (from: RewriteRule, to: RewriteRule, relation) => alterRule(relation, from, to),
  view: (from: View, to: View) => alterView(from, to),
  routine: (from: Routine, to: Routine) => alterRoutine(from, to),
  publication: (from: Publication, to: Publication) => alterPublication(from, to),
  default_privilege: anew,
  other: (from: OtherObject, to: OtherObject) => alterOther(from, to),
};
