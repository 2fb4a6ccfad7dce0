import type { ColumnDef, Constraint, Node } from '@pgsql/types';
import { objectName } from '../../../lib/object-name.js';
import type { Name } from '../../../model/catalog/common.js';
import { all, optionsOf, shownName, textsOf } from '../nodes.js';
import { expression } from './code.js';
import { collationOf, dataTypeOf, isSameType, storageOf } from './data-types.js';
import { expectDefault } from './expect-default.js';
import { addRelation, chooseRelationName, keyOf, refuse } from './names.js';
import { newObject } from './owners.js';
import { newSettings, type SequenceSettings } from './sequences.js';
import { type ColumnDraft, type Context, placeIn, type SequenceDraft, type TableDraft } from './state.js';

const SERIAL: Readonly<Record<string, string>> = {
  smallserial: 'int2',
  serial2: 'int2',
  serial: 'int4',
  serial4: 'int4',
  bigserial: 'int8',
  serial8: 'int8',
};

/** Columns that every table has (PostgreSQL 15, "System Columns"). */
const OF_SYSTEM: ReadonlySet<string> = new Set(['tableoid', 'xmin', 'cmin', 'xmax', 'cmax', 'ctid']);

/** A column that is not in its table yet, and the constraints that were written behind it. */
export interface NewColumn {
  readonly column: ColumnDraft;
  readonly constraints: readonly Constraint[];
}

/** Reads the definition of a column. Its sequence, if it has one, is made at once, as the server does. */
export function newColumn(context: Context, table: TableDraft, definition: ColumnDef): NewColumn {
  const { colname: name = '', typeName, fdwoptions } = definition;
  const typeNames = textsOf(typeName?.names);
  if (OF_SYSTEM.has(name)) refuse(context, `column name "${name}" conflicts with a system column name`);
  const serial = typeNames.length === 1 ? SERIAL[typeNames[0] as string] : undefined;
  const type = dataTypeOf(
    context,
    serial === undefined ? typeName : { ...typeName, names: [{ String: { sval: serial } }] },
  );
  const column: ColumnDraft = {
    place: placeIn(context, definition.location),
    name,
    type,
    nullable: true,
    privileges: [],
    $isLocal: true,
    $parents: 0,
  };
  const collation = collationOf(context, definition.collClause?.collname);
  if (collation !== undefined) column.collation = collation;
  setStorage(context, column, definition.storage_name);
  if (definition.compression !== undefined) column.compression = definition.compression;
  if (fdwoptions !== undefined) column.options = optionsOf(fdwoptions);
  if (serial !== undefined) makeSerial(context, table, column);
  const constraints = withAttributes(all('Constraint', definition.constraints));
  for (const constraint of constraints) applyToColumn(context, table, column, constraint);
  return { column, constraints: constraints.filter(({ contype }) => isOfTable(contype)) };
}

function isOfTable(type: Constraint['contype']): boolean {
  return ['CONSTR_CHECK', 'CONSTR_PRIMARY', 'CONSTR_UNIQUE', 'CONSTR_FOREIGN', 'CONSTR_EXCLUSION'].includes(type ?? '');
}

/** `DEFERRABLE` and the like stand behind the constraint that they are of, as constraints of their own. */
function withAttributes(constraints: readonly Constraint[]): Constraint[] {
  const kept: Constraint[] = [];
  for (const constraint of constraints) {
    const last = kept.at(-1);
    const isAttribute = constraint.contype?.startsWith('CONSTR_ATTR_') === true;
    if (!isAttribute) kept.push({ ...constraint });
    else if (last !== undefined) applyAttribute(last, constraint.contype as string);
  }
  return kept;
}

function applyAttribute(constraint: Constraint, attribute: string): void {
  if (attribute === 'CONSTR_ATTR_DEFERRABLE') constraint.deferrable = true;
  if (attribute === 'CONSTR_ATTR_DEFERRED') Object.assign(constraint, { deferrable: true, initdeferred: true });
  if (attribute === 'CONSTR_ATTR_NOT_ENFORCED')
    Object.assign(constraint, { is_enforced: false, initially_valid: false });
}

function applyToColumn(context: Context, table: TableDraft, column: ColumnDraft, constraint: Constraint): void {
  switch (constraint.contype) {
    case 'CONSTR_NULL':
      if (!column.nullable) refuse(context, `conflicting NULL/NOT NULL declarations for column ${column.name}`);
      break;
    case 'CONSTR_NOTNULL':
      setNotNull(column, constraint);
      break;
    case 'CONSTR_PRIMARY':
      column.nullable = false;
      break;
    case 'CONSTR_DEFAULT':
      if (column.default !== undefined) refuse(context, `multiple default values specified for column ${column.name}`);
      if (column.identity !== undefined)
        refuse(context, `both default and identity specified for column ${column.name} of table ${table.name}`);
      expectDefault(context, column.name, column.type, constraint.raw_expr as Node);
      column.default = expression(context, constraint.raw_expr as Node);
      break;
    case 'CONSTR_GENERATED':
      column.generated = {
        expression: expression(context, constraint.raw_expr as Node, table),
        isStored: constraint.generated_kind !== 'v',
      };
      break;
    case 'CONSTR_IDENTITY':
      addIdentity(context, table, column, constraint);
      break;
  }
}

/** Forbids nulls; a name is kept where the file gives one. */
export function setNotNull(column: ColumnDraft, { conname, is_no_inherit, initially_valid }: Constraint): void {
  column.nullable = false;
  const validated = initially_valid !== false;
  const noInherit = is_no_inherit === true;
  if (conname !== undefined) column.notNull = { name: conname, validated, noInherit };
}

/** Sets how values are stored, unless that is what the type does anyway. */
export function setStorage(context: Context, column: ColumnDraft, storage: string | undefined): void {
  const wanted = storage?.toLowerCase();
  if (wanted === undefined || wanted === 'default' || wanted === storageOf(context, column.type)) delete column.storage;
  else column.storage = wanted;
}

/** Makes a column an identity column, with its sequence. */
export function addIdentity(context: Context, table: TableDraft, column: ColumnDraft, constraint: Constraint): void {
  if (column.identity !== undefined) refuse(context, `column ${column.name} is already an identity column`);
  if (column.default !== undefined)
    refuse(context, `both default and identity specified for column ${column.name} of table ${table.name}`);
  const options = all('DefElem', constraint.options);
  const named = options.find(({ defname }) => defname === 'sequence_name')?.arg;
  const settings = newSettings(context, constraint.options, column.type.name);
  column.nullable = false;
  column.identity = { mode: constraint.generated_when === 'a' ? 'always' : 'by default', sequence: settings };
  const given = named === undefined ? undefined : textsOf((named as { List?: { items?: Node[] } }).List?.items).at(-1);
  makeSequence(context, table, column, settings, given);
}

function makeSerial(context: Context, table: TableDraft, column: ColumnDraft): void {
  if (column.type.isArray) refuse(context, 'array of serial is not implemented');
  const sequence = makeSequence(context, table, column, newSettings(context, [], column.type.name));
  column.nullable = false;
  const name = [sequence.schema, sequence.name].map(quoted).join('.');
  const regclass = { names: [{ String: { sval: 'regclass' } }], typemod: -1 };
  const arg = { TypeCast: { arg: { A_Const: { sval: { sval: name } } }, typeName: regclass } };
  const call = {
    funcname: [{ String: { sval: 'nextval' } }],
    args: [arg],
    funcformat: 'COERCE_EXPLICIT_CALL' as const,
  };
  column.default = expression(context, { FuncCall: call });
}

function quoted(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

function makeSequence(
  context: Context,
  table: TableDraft,
  column: ColumnDraft,
  options: SequenceSettings,
  given?: string,
): SequenceDraft {
  const name = given ?? chooseRelationName(context.state, table.schema, [table.name, column.name, 'seq']);
  const fresh = newObject(context, 'sequences', table.schema);
  const { schema, persistence } = table;
  const sequence: SequenceDraft = {
    $kind: 'sequence',
    schema,
    name,
    ...fresh,
    options,
    persistence,
    $owner: { table, column },
  };
  if (table.owner !== undefined) sequence.owner = table.owner;
  addRelation(context, sequence);
  return sequence;
}

/** The sequences that belong to a column. */
export function sequencesOf({ state }: Context, table: TableDraft, column?: ColumnDraft): SequenceDraft[] {
  return [...state.relations.values()].filter((each) => {
    if (each.$kind !== 'sequence' || each.$owner?.table !== table) return false;
    return column === undefined || each.$owner.column === column;
  }) as SequenceDraft[];
}

/** Takes away the sequences of a column. */
export function dropSequencesOf(context: Context, table: TableDraft, column: ColumnDraft): void {
  for (const sequence of sequencesOf(context, table, column)) context.state.relations.delete(keyOf(sequence));
}

/** A column that comes from a parent, put over one that is already there. */
export function mergeInherited(context: Context, table: Name, mine: ColumnDraft, theirs: ColumnDraft): void {
  if (!isSameType(mine.type, theirs.type)) {
    refuse(context, `column ${mine.name} has a type conflict with that of a parent`);
  }
  mine.$parents++;
  if (theirs.nullable) return;
  if (mine.$isLocal && !mine.nullable) keepOwnNotNull(table, mine);
  mine.nullable = false;
}

/** Beside a parent's NOT NULL one of its own keeps its own name (PostgreSQL 18). */
export function keepOwnNotNull(table: Name, column: ColumnDraft): void {
  column.notNull ??= { name: objectName(table.name, column.name, 'not_null'), validated: true, noInherit: false };
}

/** The columns of a table by name, or an error. */
export function columnOf(context: Context, table: TableDraft, name: string): ColumnDraft {
  const column = table.columns.find((each) => each.name === name);
  return column ?? refuse(context, `column ${name} of relation ${shownName(table)} does not exist`);
}
