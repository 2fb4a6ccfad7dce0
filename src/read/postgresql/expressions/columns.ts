import { coerce, namedType } from './coerce.js';
import { typeKey } from './data-type.js';
import { systemColumns, type TypeKey } from './library.js';
import { quoteName, splitKey } from './names.js';
import type { Node } from './node.js';
import type { RelationColumn, Source } from './scope.js';
import type { Frame, FrameColumn, Item, State } from './state.js';
import { transform } from './transform.js';
import { elementOf, typed, type Value } from './value.js';

export function readColumn(state: State, node: Node): Value {
  const fields = node.fields as Node[];
  if (fields.some((field) => field.A_Star !== undefined)) return wholeRow(state, namesOf(fields)) ?? { form: '*' };
  const names = namesOf(fields);
  const found = names.length === 1 ? findPlain(state, names[0] as string, node) : findQualified(state, names);
  if (found === undefined ? isSurelyMissing(state, names) : isNoneOfRow(state, names)) state.context.onMissing?.(names);
  return found ?? { form: names.map(quoteName).join('.') };
}

/** Whether a name is that of a table whose columns are known, and none of them. */
function isNoneOfRow({ frame: inner, scope, context }: State, [table = '', name = '', ...more]: readonly string[]) {
  if (context.onMissing === undefined || name === '' || more.length > 0) return false;
  for (let frame = inner; frame !== undefined; frame = frame.outer) {
    if (frame.visible.some((column) => column.name === table)) return false;
    const item = findItem(frame, table, undefined);
    if (item === undefined) continue;
    const isThere = item.columns.some((column) => column.name === name) || Object.hasOwn(SYSTEM_COLUMNS, name);
    // `row.name` may call a function of the row.
    return item.isWhole === true && !isThere && isNoRoutine(scope, name);
  }
  return false;
}

function isNoRoutine(scope: State['scope'], name: string): boolean {
  return scope.searchPath.every((schema) => scope.routines(schema, name).length === 0);
}

/** Whether nothing can be meant by a name that was found nowhere. */
function isSurelyMissing({ frame: inner, scope, context }: State, names: readonly string[]): boolean {
  const { sources, parameters, value } = context;
  if (sources !== undefined || parameters !== undefined || value !== undefined || names.length > 2) return false;
  let items = 0;
  for (let frame = inner; frame !== undefined; frame = frame.outer) {
    if (frame.items.some(({ isWhole }) => isWhole !== true)) return false;
    items += frame.items.length;
  }
  return items > 0 && isNoRoutine(scope, names.at(-1) as string);
}

function namesOf(fields: readonly Node[]): string[] {
  return fields.flatMap((field) => (field.String === undefined ? [] : [field.String.sval as string]));
}

function findPlain(state: State, name: string, reference?: Node): Value | undefined {
  for (let frame = state.frame; frame !== undefined; frame = frame.outer) {
    const column = frame.visible.find((one) => one.name === name);
    if (column !== undefined) {
      const source = frame.items.find(({ columns }) => columns.includes(column));
      if (source !== undefined && reference !== undefined) state.context.onColumn?.(reference, source.name);
      return column.value;
    }
    const owner = frame.items.find(({ row }) => row !== undefined);
    if (Object.hasOwn(SYSTEM_COLUMNS, name) && owner !== undefined) return systemColumn(owner, name);
  }
  for (const source of state.context.sources ?? []) {
    const isMeant = !source.isQualified || source.isMeant;
    const column = !isMeant ? undefined : source.columns.find((one) => one.name === name);
    if (column !== undefined) return sourceColumn(source, column);
  }
  const { value, parameters } = state.context;
  if (name === 'value' && value !== undefined) return typed('VALUE', typeKey(value));
  const at = parameters?.findIndex((one) => one.name === name) ?? -1;
  if (at >= 0) return parameter(state, at);
  return wholeRow(state, [name]);
}

/** The columns that every table has besides its own. */
const SYSTEM_COLUMNS: Readonly<Record<string, TypeKey>> = {
  cmax: 'cid',
  cmin: 'cid',
  ctid: 'tid',
  tableoid: 'oid',
  xmax: 'xid',
  xmin: 'xid',
};

function systemColumn(item: Item, name: string): Value {
  return typed(`${item.form}.${name}`, SYSTEM_COLUMNS[name]);
}

function findQualified(state: State, names: readonly string[]): Value | undefined {
  const [column, table, schema] = [...names].reverse() as [string, string, string?];
  for (let frame = state.frame; frame !== undefined; frame = frame.outer) {
    const item = findItem(frame, table, schema);
    const found = item?.columns.find((one) => one.name === column);
    if (found !== undefined) return found.value;
    if (item?.row !== undefined && Object.hasOwn(SYSTEM_COLUMNS, column)) return systemColumn(item, column);
  }
  for (const source of state.context.sources ?? []) {
    if (source.name !== table || (schema !== undefined && source.schema !== schema)) continue;
    const found = source.columns.find((one) => one.name === column);
    if (found !== undefined) return sourceColumn(source, found);
  }
  const parameters = state.context.parameters ?? [];
  const at = parameters.findIndex((one) => one.name === column);
  if (at >= 0) return parameter(state, at);
  // `column.field`, where the column is of a composite type.
  const whole = names.length === 2 ? findPlain(state, table) : undefined;
  return whole === undefined ? undefined : field(state, whole, column);
}

function findItem(frame: Frame, name: string, schema: string | undefined): Item | undefined {
  return frame.items.find((one) => one.name === name && (schema === undefined || one.schema === schema));
}

function sourceColumn(source: Source, column: RelationColumn): Value {
  const name = quoteName(column.name);
  const form = source.isQualified ? `${quoteName(source.name)}.${name}` : name;
  return typed(form, column.type === undefined ? undefined : typeKey(column.type), column.type?.args);
}

function wholeRow(state: State, names: readonly string[]): Value | undefined {
  const [name, schema] = [...names].reverse() as [string, string?];
  for (let frame = state.frame; frame !== undefined; frame = frame.outer) {
    const item = findItem(frame, name, schema);
    if (item !== undefined) return { form: `${item.form}.*`, type: item.row ?? 'record', fields: item.columns };
  }
  const source = state.context.sources?.find((one) => one.name === name);
  if (source === undefined) return undefined;
  const fields = source.columns.map((column) => ({ name: column.name, value: sourceColumn(source, column) }));
  return { form: `${quoteName(name)}.*`, type: 'record', fields };
}

/** An element of a list, or the columns that a star in it stands for. */
export function expandStar(state: State, node: Node): readonly Value[] {
  return isStar(node) ? columnsOfStar(state, node).map(({ value }) => value) : [transform(state, node)];
}

export function isStar(node: Node): boolean {
  const fields = (node.ColumnRef?.fields ?? node.A_Indirection?.indirection) as Node[] | undefined;
  return fields?.at(-1)?.A_Star !== undefined;
}

/** What `*`, `table.*` and `(composite).*` stand for. */
export function columnsOfStar(state: State, node: Node): readonly FrameColumn[] {
  if (node.A_Indirection !== undefined) {
    const value = transform(state, node.A_Indirection.arg);
    return fieldsOf(state, value).map(({ name }) => ({ name, value: field(state, value, name) }));
  }
  const names = namesOf(node.ColumnRef.fields);
  if (names.length === 0) return state.frame?.visible ?? [];
  const row = wholeRow(state, names) ?? findPlain(state, names.at(-1) as string);
  return (
    row?.fields ??
    (row === undefined ? [] : fieldsOf(state, row).map(({ name }) => ({ name, value: field(state, row, name) })))
  );
}

/** `x[1]`, `x[1:2]`, `(x).field`. */
export function readIndirection(state: State, node: Node): Value {
  let value = transform(state, node.arg);
  for (const step of node.indirection as Node[]) {
    if (step.String !== undefined) value = field(state, value, step.String.sval);
    else if (step.A_Indices !== undefined) value = subscript(state, value, step.A_Indices);
    else value = { form: `${value.form}.*` };
  }
  return value;
}

function field(state: State, value: Value, name: string): Value {
  const known = value.fields?.find((one) => one.name === name);
  if (known !== undefined) return known.value;
  const found = fieldsOf(state, value).find((one) => one.name === name);
  return typed(`(${value.form}).${quoteName(name)}`, found?.type, found?.args);
}

interface Field {
  readonly name: string;
  readonly type: TypeKey | undefined;
  readonly args?: readonly string[] | undefined;
}

function fieldsOf(state: State, value: Value): readonly Field[] {
  if (value.fields !== undefined) return value.fields.map(({ name, value: { type } }) => ({ name, type }));
  const key = value.type;
  const named = key === undefined ? undefined : namedType(state, key);
  if (named?.type === 'composite') {
    return named.attributes.map(({ name, type }) => ({ name, type: typeKey(type), args: type.args }));
  }
  const own = key === undefined ? undefined : systemColumns(key);
  if (own !== undefined) return own;
  const name = key === undefined ? undefined : splitKey(key);
  const relation = name === undefined ? undefined : state.scope.relation(name.schema, name.name);
  return (relation?.columns ?? []).map(({ name, type }) => ({ name, type: type && typeKey(type), args: type?.args }));
}

function subscript(state: State, value: Value, node: Node): Value {
  const index = (bound: Node | undefined) =>
    bound === undefined ? '' : coerce(state, transform(state, bound), value.type === 'jsonb' ? 'text' : 'int4').form;
  if (node.is_slice) return typed(`${value.form}[${index(node.lidx)}:${index(node.uidx)}]`, value.type, value.args);
  const type = value.type === undefined || value.type === 'jsonb' ? value.type : elementOf(value.type);
  return typed(`${value.form}[${index(node.uidx)}]`, type, value.args);
}

export function readParameter(state: State, node: Node): Value {
  return parameter(state, (node.number ?? 1) - 1);
}

/** Parameters have the same form by name and by number. */
function parameter(state: State, at: number): Value {
  const type = state.context.parameters?.[at]?.type;
  return typed(`$${at + 1}`, type === undefined ? undefined : typeKey(type));
}
