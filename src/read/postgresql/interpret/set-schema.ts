import type { AlterObjectSchemaStmt } from '@pgsql/types';
import { as, nameOf, shownName } from '../nodes.js';
import { expectAltered } from './expect-kind.js';
import { moveRelation, moveUserType } from './move.js';
import { moveOther } from './move-other.js';
import { findRelation, refuse, refuseUnknown } from './names.js';
import { findAnyType, kindName, shownObject, writtenName } from './objects.js';
import { belongsToSchema, findOther, otherKind } from './others.js';
import { renameRoutineInCode } from './rewrite.js';
import { moveRoutine, routineOf } from './routines.js';
import type { Context } from './state.js';

/** `ALTER … SET SCHEMA`. */
export function alterSchema(context: Context, statement: AlterObjectSchemaStmt): void {
  const { objectType = 'OBJECT_TABLE', relation, object, newschema: schema = '', missing_ok } = statement;
  const { state } = context;
  if (!state.schemas.has(schema)) refuseUnknown(context, 'schema', schema);
  if (relation !== undefined) {
    const found = findRelation(context, nameOf(relation));
    if (found === undefined && missing_ok === true) return;
    if (found === undefined) refuseUnknown(context, kindName(objectType), shownName(nameOf(relation)));
    expectAltered(context, objectType, found);
    moveRelation(context, found, { schema, name: found.name });
    return;
  }
  if (objectType === 'OBJECT_TYPE' || objectType === 'OBJECT_DOMAIN') {
    const found = findAnyType(context, writtenName(object));
    const base = found === undefined ? findOther(context, 'type', object) : undefined;
    if (base !== undefined) {
      moveOther(state, base, { schema });
      return;
    }
    if (found === undefined) refuseUnknown(context, 'type', shownObject(object));
    if (found.$kind === 'type') {
      moveUserType(context, found, { schema, name: found.name });
      return;
    }
    moveRelation(context, found, { schema, name: found.name });
    return;
  }
  if (objectType === 'OBJECT_EXTENSION') {
    const extension = state.extensions.get(writtenName(object).name);
    if (extension === undefined) refuseUnknown(context, 'extension', shownObject(object));
    extension.schema = schema;
    return;
  }
  const kind = otherKind(objectType);
  if (kind === undefined) {
    const routine = routineOf(context, as('ObjectWithArgs', object));
    renameRoutineInCode(context, routine, { schema, name: routine.name });
    moveRoutine(context, routine, { schema, name: routine.name });
    return;
  }
  const other = findOther(context, kind, object);
  if (other !== undefined) moveOther(state, other, { schema });
}

/** `ALTER SCHEMA … RENAME`: all that is in it follows. */
export function renameSchema(context: Context, from: string, to: string): void {
  const { state } = context;
  const schema = state.schemas.get(from);
  if (schema === undefined) refuseUnknown(context, 'schema', from);
  if (state.schemas.has(to)) refuse(context, `schema "${to}" already exists`);
  state.schemas.delete(from);
  schema.name = to;
  state.schemas.set(to, schema);
  for (const relation of [...state.relations.values()]) {
    // What belongs to a table follows it.
    if (relation.schema !== from || relation.$kind === 'index') continue;
    moveRelation(context, relation, { schema: to, name: relation.name });
  }
  for (const type of [...state.types.values()])
    if (type.schema === from) moveUserType(context, type, { schema: to, name: type.name });
  for (const routine of [...state.routines.values()].flat()) {
    if (routine.schema !== from) continue;
    renameRoutineInCode(context, routine, { schema: to, name: routine.name });
    moveRoutine(context, routine, { schema: to, name: routine.name });
  }
  for (const other of [...state.others.values()])
    if (belongsToSchema(other, from)) moveOther(state, other, { schema: to });
  for (const extension of state.extensions.values()) if (extension.schema === from) extension.schema = to;
  for (const privilege of state.defaultPrivileges) if (privilege.schema === from) privilege.schema = to;
  for (const publication of state.publications.values())
    publication.schemas = publication.schemas.map((each) => (each === from ? to : each));
}
