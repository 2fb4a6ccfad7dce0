import type { DropStmt, Node, ObjectType } from '@pgsql/types';
import { UserError } from '../../../errors.js';
import { as, itemsOf, nameIn, shownName, textsOf } from '../nodes.js';
import { dropUsers, dropView, removeRoutine, tablesOf } from './dependents.js';
import { dropCollationUsers } from './drop-collation.js';
import { removeColumn } from './drop-column.js';
import { removeConstraint } from './drop-constraint.js';
import { dropIndex, dropSequence, dropTable } from './drop-table.js';
import { dropBaseType, dropType } from './drop-type.js';
import { expectKind } from './expect-kind.js';
import { dropForeign } from './foreign.js';
import { findRelation, keyOf, lookUp, refuse, refuseUnknown, searchPath } from './names.js';
import { findAnyType, kindName, shownObject, writtenName } from './objects.js';
import { dropMembers } from './operator-classes.js';
import { unlinkOperator } from './operators.js';
import { findOther, otherKind } from './others.js';
import { shownRoutine } from './routine-names.js';
import { findRoutine } from './routines.js';
import type { Context, OtherDraft, RoutineDraft, TableDraft } from './state.js';
import { codeUses } from './uses.js';

/** Drops one object of a kind; false when there is none. */
type Drop = (context: Context, object: Node, cascades: boolean, type: ObjectType) => boolean;

const DROPS: Partial<Record<ObjectType, Drop>> = {
  OBJECT_TABLE: relation,
  OBJECT_FOREIGN_TABLE: relation,
  OBJECT_VIEW: relation,
  OBJECT_MATVIEW: relation,
  OBJECT_SEQUENCE: relation,
  OBJECT_INDEX: relation,
  OBJECT_TYPE: type,
  OBJECT_DOMAIN: type,
  OBJECT_FUNCTION: routine,
  OBJECT_PROCEDURE: routine,
  OBJECT_ROUTINE: routine,
  OBJECT_AGGREGATE: routine,
  OBJECT_TRIGGER: partOf('triggers'),
  OBJECT_RULE: partOf('rules'),
  OBJECT_POLICY: partOf('policies'),
  OBJECT_SCHEMA: schema,
  OBJECT_EXTENSION: ({ state }, object) => state.extensions.delete(writtenName(object).name),
  OBJECT_PUBLICATION: ({ state }, object) => state.publications.delete(writtenName(object).name),
};

/** `DROP …`. */
export function drop(
  context: Context,
  { objects = [], removeType = 'OBJECT_TABLE', behavior, missing_ok }: DropStmt,
): void {
  const cascades = behavior === 'DROP_CASCADE';
  const kind = otherKind(removeType);
  const dropOne: Drop | undefined =
    kind === undefined ? DROPS[removeType] : (all, object, cascades) => other(all, kind, object, cascades);
  if (dropOne === undefined) return;
  const doomed = DROPS[removeType] === relation ? objects.map((each) => findRelation(context, writtenName(each))) : [];
  // The server drops nothing of a list when one of them is not there.
  const missing = missing_ok === true || DROPS[removeType] !== relation ? -1 : doomed.indexOf(undefined);
  if (missing >= 0) refuseUnknown(context, kindName(removeType), shownObject(objects[missing]));
  const all: Context = { ...context, doomed: new Set(doomed.filter((each) => each !== undefined)) };
  for (const [index, object] of objects.entries()) {
    const gone = doomed[index];
    // One that went with another one of the list.
    if (gone !== undefined && context.state.relations.get(keyOf(gone)) !== gone) continue;
    const isDropped =
      missing_ok === true
        ? isFound(() => dropOne(all, object, cascades, removeType))
        : dropOne(all, object, cascades, removeType);
    if (!isDropped && missing_ok !== true && kind === undefined)
      refuseUnknown(context, kindName(removeType), shownObject(object));
  }
}

/** IF EXISTS asks for the schema, the table and the types that a name is made of as well. */
function isFound(dropped: () => boolean): boolean {
  try {
    return dropped();
  } catch (error) {
    if (error instanceof UserError && error.code === 'UNDEFINED_OBJECT') return false;
    throw error;
  }
}

function other(context: Context, kind: string, object: Node, cascades: boolean): boolean {
  const found = findOther(context, kind, object);
  if (found === undefined) return false;
  if (kind === 'collation') dropCollationUsers(context, found.identity, cascades);
  return dropOther(context, found);
}

/** Takes a rarer object away, and what it was tied to. */
export function dropOther(context: Context, found: OtherDraft): boolean {
  const { kind } = found;
  if (kind === 'operator') unlinkOperator(context, found.identity);
  dropForeign(context, found);
  dropMembers(found);
  return context.state.others.delete(`${kind} ${found.identity}`);
}

function relation(context: Context, object: Node, cascades: boolean, type: ObjectType): boolean {
  const found = findRelation(context, writtenName(object));
  if (found === undefined) return false;
  expectKind(context, type, found);
  if (found.$kind === 'table') dropTable(context, found, cascades);
  else if (found.$kind === 'view') dropView(context, found, cascades);
  else if (found.$kind === 'sequence') dropSequence(context, found, cascades);
  else if (found.$kind === 'index') dropIndex(context, found, cascades);
  else refuse(context, `${found.name} is a type`);
  return true;
}

function type(context: Context, object: Node, cascades: boolean): boolean {
  const found = findAnyType(context, writtenName(object));
  if (found === undefined) return dropBaseType(context, object, cascades);
  if (found.$kind !== 'type' && found.$kind !== 'composite')
    refuse(context, `${found.name} is not a type that can be dropped`);
  else dropType(context, found, cascades);
  return true;
}

function routine(context: Context, object: Node, cascades: boolean): boolean {
  const found = findRoutine(
    context,
    as('ObjectWithArgs', object) ?? { objname: itemsOf(object), args_unspecified: true },
  );
  if (found === undefined) return false;
  dropRoutine(context, found, cascades);
  return true;
}

/** Takes a routine away, and the triggers, defaults, checks, indexes and views that call it. */
export function dropRoutine(context: Context, dropped: RoutineDraft, cascades: boolean): void {
  const stop = (what: string) => {
    if (!cascades) refuse(context, `${what} depends on function ${shownRoutine(dropped)}`);
    return false;
  };
  for (const found of context.state.relations.values()) {
    if (found.$kind !== 'table' && found.$kind !== 'view') continue;
    found.triggers = found.triggers.filter(
      (each) => each.action.routine !== dropped || stop(`trigger ${each.name} on ${shownName(found)}`),
    );
  }
  for (const table of tablesOf(context.state)) dropCalls(context, table, dropped, stop);
  dropUsers(context, dropped, `function ${shownRoutine(dropped)}`, cascades);
  removeRoutine(context, dropped);
}

function dropCalls(context: Context, table: TableDraft, dropped: RoutineDraft, stop: (what: string) => boolean): void {
  const { state } = context;
  for (const column of [...table.columns]) {
    if (codeUses(state, column.default, dropped)) {
      stop(`default value for column ${column.name} of table ${shownName(table)}`);
      delete column.default;
    }
    if (codeUses(state, column.generated?.expression, dropped)) {
      stop(`column ${column.name} of table ${shownName(table)}`);
      removeColumn(context, table, column, true);
    }
  }
  for (const constraint of [...table.constraints]) {
    if (constraint.type !== 'check' || !codeUses(state, constraint.expression, dropped)) continue;
    stop(`constraint ${constraint.name} on table ${shownName(table)}`);
    removeConstraint(context, table, constraint, true);
  }
  for (const index of [...table.indexes]) {
    const codes = [index.predicate, ...index.keys.map(({ expression }) => expression)];
    if (!codes.some((code) => codeUses(state, code, dropped))) continue;
    stop(`index ${index.name}`);
    const entry = state.relations.get(`${table.schema}\0${index.name}`);
    if (entry?.$kind === 'index') dropIndex(context, entry, true);
  }
}

function partOf(key: 'triggers' | 'rules' | 'policies'): Drop {
  return (context, object) => {
    const items = itemsOf(object);
    const found = lookUp(context.state.relations, nameIn(items.slice(0, -1)), searchPath(context.state));
    if (found?.$kind !== 'table' && found?.$kind !== 'view') return false;
    const name = textsOf(items).at(-1);
    const parts: { name: string; $isInherited?: boolean; $parent?: object }[] = (found as TableDraft)[key] ?? [];
    const index = parts.findIndex((each) => each.name === name);
    const [dropped] = index < 0 ? [] : parts.splice(index, 1);
    if (dropped === undefined) return false;
    if (dropped.$isInherited === true) refuse(context, `trigger ${name} is required by that of the partitioned table`);
    if (found.$kind === 'table') dropShares(found, dropped);
    return true;
  };
}

function dropShares(table: TableDraft, trigger: object): void {
  for (const child of table.$children) {
    for (const share of child.triggers.filter(({ $parent }) => $parent === trigger)) {
      child.triggers.splice(child.triggers.indexOf(share), 1);
      dropShares(child, share);
    }
  }
}

function schema(context: Context, object: Node, cascades: boolean): boolean {
  const { name } = writtenName(object);
  if (!context.state.schemas.has(name)) return false;
  dropSchema(context, name, cascades);
  return true;
}

/** Takes a schema away, and what is in it. */
export function dropSchema(context: Context, name: string, cascades: boolean): void {
  const { state } = context;
  const isIn = (each: { schema?: string }) => each.schema === name;
  const contents = () =>
    [...state.relations.values(), ...state.types.values(), ...[...state.routines.values()].flat()].filter(isIn);
  const [first] = contents();
  if (first !== undefined && !cascades) refuse(context, `schema ${name} contains ${first.name}`);
  for (const each of contents()) {
    if (each.$kind === 'view') dropView(context, each, true);
    else if (each.$kind === 'table') dropTable(context, each, true);
  }
  for (const each of contents()) if (each.$kind === 'routine') dropRoutine(context, each, true);
  for (const each of contents()) if (each.$kind === 'type' || each.$kind === 'composite') dropType(context, each, true);
  for (const each of contents()) if (each.$kind === 'sequence') dropSequence(context, each, true);
  for (const [key, each] of state.others) if (each.identity.startsWith(`${name}.`)) state.others.delete(key);
  for (const [key, each] of state.extensions) if (each.schema === name) state.extensions.delete(key);
  for (const publication of state.publications.values())
    publication.schemas = publication.schemas.filter((each) => each !== name);
  state.schemas.delete(name);
}
