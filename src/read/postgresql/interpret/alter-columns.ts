import type { AlterTableCmd, ColumnDef, Constraint, Node } from '@pgsql/types';
import { all, as, nameIn, optionsOf, shownName, textIn } from '../nodes.js';
import { setOrDelete, type TableAction } from './alter-table.js';
import { expression } from './code.js';
import { addIdentity, columnOf, mergeInherited, newColumn, sequencesOf, setStorage } from './columns.js';
import { addConstraints } from './constraints.js';
import { collationOf, dataTypeOf, isSameType } from './data-types.js';
import { removeColumn } from './drop-column.js';
import { expectDefault } from './expect-default.js';
import { inheritColumn } from './inherit.js';
import { findRelation, keyOf, refuse, refuseUnknown } from './names.js';
import { descendantsOf } from './partition-tree.js';
import { qualifyInViews } from './qualify.js';
import { keepConstants } from './retyped-constants.js';
import { changeSettings, isOfIdentity } from './sequences.js';
import type { ColumnDraft, Context, TableDraft, ViewDraft } from './state.js';

/** The column of a table and of those that inherit it. */
function familyOf(context: Context, table: TableDraft, name: string, only: boolean): ColumnDraft[] {
  const own = columnOf(context, table, name);
  const below = only ? [] : descendantsOf(table);
  return [own, ...below.flatMap((child) => child.columns.filter((column) => column.name === name))];
}

export const addColumn: TableAction = (context, table, { def, missing_ok }, only) => {
  const definition = as('ColumnDef', def) ?? {};
  const existing = table.columns.find(({ name }) => name === definition.colname);
  if (existing !== undefined && missing_ok === true) return;
  if (existing !== undefined) refuse(context, `column ${existing.name} of relation ${shownName(table)} already exists`);
  if (table.partitionOf !== undefined) refuse(context, 'cannot add column to a partition');
  const { column, constraints } = newColumn(context, table, definition);
  qualifyInViews(context, table, column.name);
  table.columns.push(column);
  if (!only) for (const child of table.$children) passColumnOn(context, child, column);
  addConstraints(
    context,
    table,
    constraints.map((constraint) => ({ constraint, column: column.name })),
  );
};

function passColumnOn(context: Context, child: TableDraft, column: ColumnDraft): void {
  const mine = child.columns.find(({ name }) => name === column.name);
  qualifyInViews(context, child, column.name);
  if (mine === undefined) child.columns.push(inheritColumn(child, column, context));
  else mergeInherited(context, child, mine, column);
  for (const grandchild of child.$children) passColumnOn(context, grandchild, column);
}

export const dropColumn: TableAction = (context, table, { name = '', missing_ok, behavior }, only) => {
  const column = table.columns.find((each) => each.name === name);
  if (column === undefined && missing_ok === true) return;
  const dropped = columnOf(context, table, name);
  if (dropped.$parents > 0) refuse(context, `cannot drop inherited column ${name}`);
  if (only && table.partitioning !== undefined && table.$children.length > 0)
    refuse(context, 'cannot drop column from only the partitioned table when partitions exist');
  removeColumn(context, table, dropped, behavior === 'DROP_CASCADE');
  for (const child of table.$children) leaveColumn(context, child, name, only, behavior === 'DROP_CASCADE');
};

/** A child keeps a column that it defines itself, or that another parent brings. */
function leaveColumn(context: Context, child: TableDraft, name: string, only: boolean, cascades: boolean): void {
  const column = child.columns.find((each) => each.name === name);
  if (column === undefined) return;
  column.$parents--;
  if (only) column.$isLocal = true;
  if (column.$parents > 0 || only || (column.$isLocal && child.partitionOf === undefined)) return;
  removeColumn(context, child, column, cascades);
  for (const grandchild of child.$children) leaveColumn(context, grandchild, name, only, cascades);
}

export const alterType: TableAction = (context, table, { name = '', def }, only) => {
  const definition: ColumnDef = as('ColumnDef', def) ?? {};
  const type = dataTypeOf(context, definition.typeName);
  const collation = collationOf(context, definition.collClause?.collname);
  for (const each of only ? [table] : [table, ...descendantsOf(table)]) {
    const column = each.columns.find((one) => one.name === name);
    if (column !== undefined && !isSameType(column.type, type)) keepConstants(context, each, column);
  }
  for (const column of familyOf(context, table, name, only)) {
    const storage = column.storage;
    column.type = { ...type };
    setOrDelete(column, 'collation', collation);
    setStorage(context, column, isSameType(column.type, type) ? storage : undefined);
  }
  const settings = columnOf(context, table, name).identity?.sequence;
  // The sequence of an identity column has the column's type.
  if (settings !== undefined && type.name !== settings.type) {
    changeSettings(context, settings, [{ DefElem: { defname: 'as', arg: { TypeName: definition.typeName ?? {} } } }]);
  }
};

export const setDefault: TableAction = (context, table, { name = '', def }, only) => {
  for (const column of familyOf(context, table, name, only)) {
    if (column.identity !== undefined) refuse(context, `column ${name} is an identity column`);
    if (column.generated !== undefined) refuse(context, `column ${name} is a generated column`);
    if (def === undefined) {
      delete column.default;
      continue;
    }
    expectDefault(context, name, column.type, def);
    column.default = expression(context, def);
  }
};

export const forbidNull: TableAction = (context, table, { name = '' }, only) => {
  const isLacking = (child: TableDraft) => child.columns.some((column) => column.name === name && column.nullable);
  if (only && table.partitioning !== undefined && table.$children.some(isLacking))
    refuse(context, 'constraint must be added to child tables too');
  for (const column of familyOf(context, table, name, only)) column.nullable = false;
};

export const allowNull: TableAction = (context, table, { name = '' }, only) => {
  const isKey = table.constraints.some((each) => each.type === 'primary_key' && each.columns.includes(name));
  if (isKey) refuse(context, `column ${name} is in a primary key`);
  const parent = table.partitionOf === undefined ? undefined : table.$parents[0];
  if (parent?.columns.some((column) => column.name === name && !column.nullable) === true)
    refuse(context, `column ${name} is marked NOT NULL in parent table`);
  for (const column of familyOf(context, table, name, only)) {
    if (column.identity !== undefined) refuse(context, `column ${name} is an identity column`);
    column.nullable = true;
    delete column.notNull;
  }
};

export const setGenerated: TableAction = (context, table, { name = '', def }, only) => {
  for (const column of familyOf(context, table, name, only)) {
    if (column.generated === undefined) refuse(context, `column ${name} is not a generated column`);
    else if (def !== undefined) column.generated.expression = expression(context, def, table);
  }
};

export const dropGenerated: TableAction = (context, table, { name = '', missing_ok }, only) => {
  for (const column of familyOf(context, table, name, only)) {
    if (column.generated === undefined && missing_ok !== true)
      refuse(context, `column ${name} is not a generated column`);
    delete column.generated;
  }
};

export const identify: TableAction = (context, table, { name = '', def }) => {
  const column = columnOf(context, table, name);
  if (column.nullable) refuse(context, `column ${name} must be declared NOT NULL before identity can be added`);
  if (column.default !== undefined) refuse(context, `column ${name} already has a default value`);
  addIdentity(context, table, column, as('Constraint', def) as Constraint);
};

export const changeIdentity: TableAction = (context, table, { name = '', def }) => {
  const { identity } = columnOf(context, table, name);
  if (identity === undefined) return refuse(context, `column ${name} is not an identity column`);
  const options = as('List', def)?.items ?? [];
  const generated = all('DefElem', options).find(({ defname }) => defname === 'generated');
  if (generated !== undefined) identity.mode = textIn(generated.arg) === '97' ? 'always' : 'by default';
  changeSettings(context, identity.sequence, options);
};

export const dropIdentity: TableAction = (context, table, { name = '', missing_ok }) => {
  const column = columnOf(context, table, name);
  if (column.identity === undefined && missing_ok === true) return;
  if (column.identity === undefined) refuse(context, `column ${name} is not an identity column`);
  for (const sequence of sequencesOf(context, table, column).filter(isOfIdentity))
    context.state.relations.delete(keyOf(sequence));
  delete column.identity;
};

export const setStatistics: TableAction = (context, table, { name, def }, only) => {
  const target = Number(textIn(def) ?? -1);
  if (name === undefined) return;
  for (const column of familyOf(context, table, name, only)) {
    if (target < 0) delete column.statistics;
    else column.statistics = target;
  }
};

export const setOptions: TableAction = (context, table, { name = '', def }) => {
  const column = columnOf(context, table, name);
  column.options = { ...column.options, ...optionsOf(as('List', def)?.items) };
};

export const resetOptions: TableAction = (context, table, { name = '', def }) => {
  const { options = {} } = columnOf(context, table, name);
  for (const option of Object.keys(optionsOf(as('List', def)?.items)))
    delete (options as Record<string, string>)[option];
};

export const changeStorage: TableAction = (context, table, { name = '', def }, only) => {
  for (const column of familyOf(context, table, name, only)) setStorage(context, column, textIn(def));
};

export const setCompression: TableAction = (context, table, { name = '', def }) => {
  const method = textIn(def);
  setOrDelete(columnOf(context, table, name), 'compression', method === 'default' ? undefined : method);
};

export const setForeignOptions: TableAction = (context, table, { name = '', def }) => {
  const column = columnOf(context, table, name);
  column.options = mergedOptions(column.options ?? {}, def);
};

/** `OPTIONS (ADD …, SET …, DROP …)`. */
function mergedOptions(options: Readonly<Record<string, string>>, def: Node | undefined): Record<string, string> {
  const merged = { ...options };
  for (const { defname = '', defaction, arg } of all('DefElem', as('List', def)?.items)) {
    if (defaction === 'DEFELEM_DROP') delete merged[defname];
    else merged[defname] = textIn(arg) ?? '';
  }
  return merged;
}

/** The options of a foreign table. */
export function changeForeign(table: TableDraft, def: Node | undefined): void {
  if (table.foreign !== undefined) table.foreign.options = mergedOptions(table.foreign.options, def);
}

/** `ALTER VIEW … ALTER COLUMN … SET DEFAULT`. */
export function setViewDefault(context: Context, view: ViewDraft, name: string, def: Node | undefined): void {
  if (view.columns.length > 0 && !view.columns.some((column) => column.name === name))
    refuse(context, `column ${name} of relation ${shownName(view)} does not exist`);
  view.defaults = view.defaults.filter((each) => each.name !== name);
  if (def !== undefined) view.defaults.push({ name, default: expression(context, def) });
}

/** `ALTER TABLE … OF type`. */
export function becomeTyped(context: Context, table: TableDraft, def: AlterTableCmd['def']): void {
  const name = nameIn(as('TypeName', def)?.names);
  const type = findRelation(context, name);
  if (type?.$kind !== 'composite') refuseUnknown(context, 'type', shownName(name));
  else table.ofType = { schema: type.schema, name: type.name };
}
