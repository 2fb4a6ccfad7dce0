import type { Node, ObjectType, RangeVar } from '@pgsql/types';
import { as, itemsOf, nameIn, nameOf, shownName, textsOf, type WrittenName } from '../nodes.js';
import { constraintOf } from './alter-constraints.js';
import { columnOf } from './columns.js';
import { domainOf } from './domains.js';
import { expectKind } from './expect-kind.js';
import { findRelation, lookUp, refuse, refuseUnknown, searchPath, tableOf, tableOrView } from './names.js';
import { findOther, otherKind } from './others.js';
import { findRoutine } from './routines.js';
import type { Context, RelationDraft, TypeDraft } from './state.js';

/** An object as statements that are about any object see it. */
export type AnyObject = { comment?: string; owner?: string; name?: string; schema?: string; $kind?: string };

/** The name in the object of a statement, whichever way its kind writes it. */
export function writtenName(object: Node | undefined, relation?: RangeVar): WrittenName {
  if (relation !== undefined) return nameOf(relation);
  const type = as('TypeName', object);
  if (type !== undefined) return nameIn(type.names);
  const text = as('String', object);
  return text === undefined ? nameIn(itemsOf(object)) : { name: text.sval ?? '' };
}

/** A type or domain, or a relation that is one. */
export function findAnyType(context: Context, name: WrittenName): TypeDraft | RelationDraft | undefined {
  return lookUp(context.state.types, name, searchPath(context.state)) ?? findRelation(context, name);
}

/** A part of a table, of which the last word is the name. */
function part(object: Node | undefined): readonly [WrittenName, string] {
  const items = itemsOf(object);
  return [nameIn(items.slice(0, -1)), textsOf(items).at(-1) ?? ''];
}

function find(context: Context, type: ObjectType, object: Node | undefined): AnyObject | undefined {
  const { state } = context;
  switch (type) {
    case 'OBJECT_SCHEMA':
      return state.schemas.get(writtenName(object).name);
    case 'OBJECT_EXTENSION':
      return state.extensions.get(writtenName(object).name);
    case 'OBJECT_PUBLICATION':
      return state.publications.get(writtenName(object).name);
    case 'OBJECT_AGGREGATE':
    case 'OBJECT_FUNCTION':
    case 'OBJECT_PROCEDURE':
    case 'OBJECT_ROUTINE':
      return findRoutine(context, as('ObjectWithArgs', object) ?? {});
    case 'OBJECT_INDEX': {
      const entry = findRelation(context, writtenName(object));
      return entry?.$kind === 'index' ? entry.$of : undefined;
    }
    default: {
      const found = findRelation(context, writtenName(object));
      if (found !== undefined) expectKind(context, type, found);
      return found;
    }
  }
}

function findPart(context: Context, type: ObjectType, object: Node | undefined): AnyObject | undefined {
  if (type === 'OBJECT_DOMCONSTRAINT') {
    const [domain, name] = itemsOf(object);
    const { constraints } = domainOf(context, as('TypeName', domain)?.names ?? itemsOf(domain));
    return constraints.find((each) => each.name === as('String', name)?.sval);
  }
  const [owner, name] = part(object);
  switch (type) {
    case 'OBJECT_COLUMN': {
      const relation = findRelation(context, owner);
      if (relation?.$kind === 'table') return columnOf(context, relation, name);
      if (relation?.$kind === 'view') return relation.columns.find((each) => each.name === name) ?? {};
      if (relation?.$kind === 'composite') return relation.attributes.find((each) => each.name === name);
      return refuseUnknown(context, 'relation', shownName(owner));
    }
    case 'OBJECT_TABCONSTRAINT':
      return constraintOf(context, tableOf(context, owner), name);
    case 'OBJECT_TRIGGER':
      return tableOrView(context, owner).triggers.find((each) => each.name === name);
    case 'OBJECT_POLICY':
      return tableOf(context, owner).policies.find((each) => each.name === name);
    case 'OBJECT_RULE':
      return (
        tableOrView(context, owner).rules.find((each) => each.name === name) ?? (name === '_RETURN' ? {} : undefined)
      );
    default:
      return refuse(context, `${type} is no part of a table`);
  }
}

const PARTS: ReadonlySet<ObjectType> = new Set([
  'OBJECT_COLUMN',
  'OBJECT_TABCONSTRAINT',
  'OBJECT_TRIGGER',
  'OBJECT_POLICY',
  'OBJECT_RULE',
  'OBJECT_DOMCONSTRAINT',
]);

/** What a kind of object is called in messages. */
export function kindName(type: ObjectType): string {
  return type.replace('OBJECT_', '').replace('TABCONSTRAINT', 'CONSTRAINT').replaceAll('_', ' ').toLowerCase();
}

/**
 * The object that a statement is about, whatever its kind; undefined for kinds that are not modelled.
 *
 * @throws UserError when there is none
 */
export function objectOf(context: Context, type: ObjectType, object: Node | undefined): AnyObject | undefined {
  const kind = otherKind(type);
  if (kind !== undefined) return findOther(context, kind, object);
  if (UNMODELLED.has(type)) return undefined;
  if (type === 'OBJECT_TYPE' || type === 'OBJECT_DOMAIN') {
    const base = findAnyType(context, writtenName(object)) ?? findOther(context, 'type', object);
    return base ?? refuseUnknown(context, kindName(type), shownObject(object));
  }
  const found = PARTS.has(type) ? findPart(context, type, object) : find(context, type, object);
  return found ?? refuseUnknown(context, kindName(type), shownObject(object));
}

/** What belongs to the server and not to the database's schema. */
const UNMODELLED: ReadonlySet<ObjectType> = new Set([
  'OBJECT_DATABASE',
  'OBJECT_ROLE',
  'OBJECT_TABLESPACE',
  'OBJECT_LARGEOBJECT',
  'OBJECT_PARAMETER_ACL',
]);

/** An object as messages name it. */
export function shownObject(object: Node | undefined): string {
  const routine = as('ObjectWithArgs', object);
  return routine === undefined
    ? shownName(writtenName(object)) || textsOf(itemsOf(object)).join('.')
    : shownName(nameIn(routine.objname));
}
