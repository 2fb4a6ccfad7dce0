import type { RenameStmt } from '@pgsql/types';
import { as, itemsOf, nameOf, shownName } from '../nodes.js';
import { constraintOf } from './alter-constraints.js';
import { tablesOf } from './dependents.js';
import { domainOf } from './domains.js';
import { expectAltered } from './expect-kind.js';
import { renameForeign } from './foreign.js';
import { moveRelation, moveUserType } from './move.js';
import { moveOther } from './move-other.js';
import { countConstraint, findRelation, keyOf, refuse, refuseUnknown, tableOf, tableOrView } from './names.js';
import { findAnyType, kindName, shownObject, writtenName } from './objects.js';
import { findOther, otherKind } from './others.js';
import { renameColumn } from './rename-column.js';
import { renameRoutineInCode } from './rewrite.js';
import { moveRoutine, routineOf } from './routines.js';
import { renameSchema } from './set-schema.js';
import type { Context, OtherDraft } from './state.js';

/** `ALTER … RENAME`. */
export function rename(context: Context, statement: RenameStmt): void {
  const { renameType = 'OBJECT_TABLE', relation, object, subname = '', newname = '', missing_ok } = statement;
  if (relation !== undefined && missing_ok === true && findRelation(context, nameOf(relation)) === undefined) return;
  switch (renameType) {
    case 'OBJECT_COLUMN':
      renameColumn(context, tableOrView(context, nameOf(relation ?? {})), subname, newname, relation?.inh !== true);
      return;
    case 'OBJECT_ATTRIBUTE':
      renameAttribute(context, statement);
      return;
    case 'OBJECT_TABCONSTRAINT':
      renameConstraint(context, statement);
      return;
    case 'OBJECT_DOMCONSTRAINT':
      renamePart(context, domainOf(context, itemsOf(object)).constraints, statement);
      return;
    case 'OBJECT_TRIGGER':
      renamePart(context, tableOrView(context, nameOf(relation ?? {})).triggers, statement);
      return;
    case 'OBJECT_RULE':
      renamePart(context, tableOrView(context, nameOf(relation ?? {})).rules, statement);
      return;
    case 'OBJECT_POLICY':
      renamePart(context, tableOf(context, nameOf(relation ?? {})).policies, statement);
      return;
    case 'OBJECT_SCHEMA':
      renameSchema(context, subname, newname);
      return;
    case 'OBJECT_TYPE':
    case 'OBJECT_DOMAIN':
      renameAnyType(context, statement);
      return;
    case 'OBJECT_FUNCTION':
    case 'OBJECT_PROCEDURE':
    case 'OBJECT_ROUTINE':
    case 'OBJECT_AGGREGATE': {
      const routine = routineOf(context, as('ObjectWithArgs', object));
      renameRoutineInCode(context, routine, { schema: routine.schema, name: newname });
      moveRoutine(context, routine, { schema: routine.schema, name: newname });
      return;
    }
    case 'OBJECT_PUBLICATION':
      renamePublication(context, writtenName(object).name, newname);
      return;
    default:
      relation === undefined ? renameOther(context, statement) : renameRelation(context, statement);
      return;
  }
}

function renameRelation(
  context: Context,
  { relation = {}, renameType = 'OBJECT_TABLE', newname = '' }: RenameStmt,
): void {
  const found = findRelation(context, nameOf(relation));
  if (found === undefined) refuseUnknown(context, kindName(renameType), shownName(nameOf(relation)));
  expectAltered(context, renameType, found);
  moveRelation(context, found, { schema: found.schema, name: newname });
}

function renameAnyType(context: Context, { object, newname = '' }: RenameStmt): void {
  const found = findAnyType(context, writtenName(object));
  const base = found === undefined ? findOther(context, 'type', object) : undefined;
  if (base !== undefined) {
    renameIdentity(context, base, newname);
    return;
  }
  if (found === undefined) refuseUnknown(context, 'type', shownObject(object));
  const to = { schema: found.schema, name: newname };
  if (found.$kind === 'type') moveUserType(context, found, to);
  else moveRelation(context, found, to);
}

function renameAttribute(context: Context, { relation = {}, subname = '', newname = '' }: RenameStmt): void {
  const type = findRelation(context, nameOf(relation));
  const attribute = type?.$kind === 'composite' ? type.attributes.find(({ name }) => name === subname) : undefined;
  if (attribute === undefined || type === undefined) refuseUnknown(context, 'attribute', subname);
  attribute.name = newname;
  for (const table of tablesOf(context.state)) {
    if (table.ofType !== undefined && keyOf(table.ofType) === keyOf(type))
      renameColumn(context, table, subname, newname);
  }
}

function renameConstraint(context: Context, { relation = {}, subname = '', newname = '' }: RenameStmt): void {
  const table = tableOf(context, nameOf(relation));
  const notNull = table.columns.find((column) => column.notNull?.name === subname)?.notNull;
  if (notNull !== undefined) {
    notNull.name = newname;
    return;
  }
  const constraint = constraintOf(context, table, subname);
  if (table.constraints.some(({ name }) => name === newname)) refuse(context, `constraint ${newname} already exists`);
  const entry = context.state.relations.get(keyOf({ schema: table.schema, name: subname }));
  if (entry?.$kind === 'index' && entry.$of === constraint) {
    moveRelation(context, entry, { schema: table.schema, name: newname });
    return;
  }
  for (const each of [
    table,
    ...tablesOf(context.state).filter((child) => child.constraints.some(({ $parent }) => $parent === constraint)),
  ]) {
    const share = each === table ? constraint : each.constraints.find(({ $parent }) => $parent === constraint);
    if (share === undefined || (share !== constraint && constraint.type !== 'check')) continue;
    countConstraint(context.state, each.schema, share.name, -1);
    share.name = newname;
    countConstraint(context.state, each.schema, newname, 1);
  }
}

function renamePart(
  context: Context,
  parts: { name: string }[],
  { renameType = 'OBJECT_TABLE', subname = '', newname = '' }: RenameStmt,
): void {
  const found = parts.find(({ name }) => name === subname);
  if (found === undefined) refuseUnknown(context, kindName(renameType), subname);
  if (parts.some(({ name }) => name === newname)) refuse(context, `${kindName(renameType)} ${newname} already exists`);
  found.name = newname;
}

function renamePublication(context: Context, from: string, to: string): void {
  const { publications } = context.state;
  const publication = publications.get(from);
  if (publication === undefined) refuseUnknown(context, 'publication', from);
  publications.delete(from);
  publication.name = to;
  publications.set(to, publication);
}

/** Objects that are compared as a whole are known by their identity. */
function renameOther(context: Context, { renameType, object, newname = '' }: RenameStmt): void {
  const kind = otherKind(renameType);
  const other = kind === undefined ? undefined : findOther(context, kind, object);
  if (kind === undefined || other === undefined) return;
  renameIdentity(context, other, newname);
}

function renameIdentity(context: Context, other: OtherDraft, newname: string): void {
  renameForeign(context, other, newname);
  moveOther(context.state, other, { name: newname });
}
