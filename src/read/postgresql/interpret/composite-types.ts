import type { AlterTableCmd, ColumnDef, CompositeTypeStmt } from '@pgsql/types';
import { all, as, nameOf, roleOf, shownName, type WrittenName } from '../nodes.js';
import { changeOwner } from './change-owner.js';
import { collationOf, dataTypeOf } from './data-types.js';
import { tablesOf } from './dependents.js';
import { removeColumn } from './drop-column.js';
import { addRelation, findRelation, newName, refuse, refuseUnknown } from './names.js';
import { newObject } from './owners.js';
import type { ColumnDraft, CompositeDraft, Context } from './state.js';

type Attribute = CompositeDraft['attributes'][number];

/** `CREATE TYPE … AS (…)`. */
export function createComposite(context: Context, { typevar = {}, coldeflist }: CompositeTypeStmt): void {
  const name = newName(context, nameOf(typevar));
  const attributes = all('ColumnDef', coldeflist).map((definition) => attributeOf(context, definition));
  addRelation(context, {
    $kind: 'composite',
    ...name,
    ...newObject(context, 'types', name.schema),
    type: 'composite',
    attributes,
  });
}

function attributeOf(context: Context, { colname: name = '', typeName, collClause }: ColumnDef): Attribute {
  const collation = collationOf(context, collClause?.collname);
  const type = dataTypeOf(context, typeName);
  return collation === undefined ? { name, type } : { name, type, collation };
}

/** `ALTER TYPE … ADD ATTRIBUTE` and the like; tables made of the type follow. */
export function alterCompositeType(context: Context, written: WrittenName, commands: readonly AlterTableCmd[]): void {
  const type = findRelation(context, written);
  if (type?.$kind !== 'composite') refuseUnknown(context, 'type', shownName(written));
  for (const command of commands) alterAttribute(context, type, command);
}

function alterAttribute(
  context: Context,
  type: CompositeDraft,
  { subtype, name = '', def, missing_ok, behavior, newowner }: AlterTableCmd,
): void {
  if (subtype === 'AT_ChangeOwner') {
    changeOwner(context, type, roleOf(newowner, context.state.session.role));
    return;
  }
  const tables = tablesOf(context.state).filter(
    ({ ofType }) => ofType?.schema === type.schema && ofType.name === type.name,
  );
  if (tables.length > 0 && behavior !== 'DROP_CASCADE')
    refuse(context, `cannot alter type ${shownName(type)} because it is the type of a typed table`);
  if (subtype === 'AT_AddColumn') {
    const added = attributeOf(context, as('ColumnDef', def) ?? {});
    if (type.attributes.some((each) => each.name === added.name))
      refuse(context, `attribute ${added.name} already exists`);
    type.attributes.push(added);
    for (const table of tables) table.columns.push(columnOfAttribute(context, added));
    return;
  }
  const attribute = type.attributes.find((each) => each.name === name);
  if (attribute === undefined) {
    if (missing_ok !== true) refuse(context, `attribute ${name} of type ${shownName(type)} does not exist`);
    return;
  }
  if (subtype === 'AT_DropColumn') {
    type.attributes.splice(type.attributes.indexOf(attribute), 1);
    for (const table of tables)
      for (const column of table.columns.filter((each) => each.name === name))
        removeColumn(context, table, column, true);
  } else if (subtype === 'AT_AlterColumnType') {
    const changed = attributeOf(context, { ...as('ColumnDef', def), colname: name });
    Object.assign(attribute, changed);
    for (const table of tables)
      for (const column of table.columns.filter((each) => each.name === name)) column.type = { ...changed.type };
  }
}

function columnOfAttribute(context: Context, { name, type }: Attribute): ColumnDraft {
  return { place: context.place, name, type: { ...type }, nullable: true, privileges: [], $isLocal: true, $parents: 0 };
}
