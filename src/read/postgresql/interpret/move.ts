import type { Name } from '../../../model/catalog/common.js';
import { shownName } from '../nodes.js';
import { sequencesOf } from './columns.js';
import { tablesOf } from './dependents.js';
import { countConstraint, isTaken, keyOf, refuse } from './names.js';
import { retellType } from './retell.js';
import { renameRelationInCode, renameTypeInCode } from './rewrite.js';
import type { Context, RelationDraft, TableDraft, TypeDraft, ViewDraft } from './state.js';

/** Gives a relation another name or schema, wherever it is spoken of. */
export function moveRelation(context: Context, relation: RelationDraft, to: Name): void {
  const { relations } = context.state;
  if (keyOf(to) === keyOf(relation)) return;
  if (isTaken(context.state, to)) refuse(context, `relation ${shownName(to)} already exists`);
  const from: Name = { schema: relation.schema, name: relation.name };
  renameRelationInCode(context, relation, to);
  if (relation.$kind === 'composite' || relation.$kind === 'table') renameTypeInCode(context, from, to);
  if (relation.$kind !== 'index' && relation.$kind !== 'sequence') retellType(context.state, from, to);
  relations.delete(keyOf(from));
  if (relation.$kind === 'table') moveNames(context, relation, from, to);
  Object.assign(relation, { schema: to.schema, name: to.name });
  if (relation.$kind === 'index') renameIndex(context, relation.$on as TableDraft, relation.$of, to.name);
  relations.set(keyOf(to), relation);
  if (from.schema === to.schema) return;
  if (relation.$kind === 'table') moveBelongings(context, relation, from.schema);
  if (relation.$kind === 'view') moveIndexes(context, relation, relation.indexes, from.schema);
}

function renameIndex(context: Context, table: TableDraft, part: { name: string; type?: string }, name: string): void {
  if (table.replicaIdentity === part.name) table.replicaIdentity = name;
  if (part.type !== undefined) {
    countConstraint(context.state, table.schema, part.name, -1);
    countConstraint(context.state, table.schema, name, 1);
  }
  part.name = name;
}

function moveNames(context: Context, table: TableDraft, from: Name, to: Name): void {
  const replace = (name: { schema: string; name: string }) => {
    if (keyOf(name) === keyOf(from)) Object.assign(name, { schema: to.schema, name: to.name });
  };
  for (const child of table.$children) {
    child.inherits.forEach(replace);
    if (child.partitionOf !== undefined) replace(child.partitionOf.parent);
  }
  for (const publication of context.state.publications.values())
    for (const { name } of publication.tables) replace(name);
  for (const other of tablesOf(context.state))
    for (const { constraint } of other.triggers) if (constraint?.from !== undefined) replace(constraint.from);
}

/** Sequences, indexes and constraints go to the schema of their table. */
function moveBelongings(context: Context, table: TableDraft, from: string): void {
  for (const sequence of sequencesOf(context, table))
    moveRelation(context, sequence, { schema: table.schema, name: sequence.name });
  moveIndexes(context, table, [...table.indexes, ...table.constraints], from);
  for (const { name } of table.constraints) {
    countConstraint(context.state, from, name, -1);
    countConstraint(context.state, table.schema, name, 1);
  }
}

function moveIndexes(
  { state: { relations } }: Context,
  relation: TableDraft | ViewDraft,
  parts: readonly { name: string }[],
  from: string,
): void {
  for (const part of parts) {
    const entry = relations.get(keyOf({ schema: from, name: part.name }));
    if (entry?.$kind !== 'index' || entry.$on !== relation) continue;
    relations.delete(keyOf(entry));
    entry.schema = relation.schema;
    relations.set(keyOf(entry), entry);
  }
}

/** Gives a type another name or schema, wherever it is spoken of. */
export function moveUserType(context: Context, type: TypeDraft, to: Name): void {
  const { types } = context.state;
  if (isTaken(context.state, to)) refuse(context, `type ${shownName(to)} already exists`);
  const from: Name = { schema: type.schema, name: type.name };
  renameTypeInCode(context, from, to);
  retellType(context.state, from, to);
  types.delete(keyOf(from));
  Object.assign(type, { schema: to.schema, name: to.name });
  types.set(keyOf(to), type);
}
