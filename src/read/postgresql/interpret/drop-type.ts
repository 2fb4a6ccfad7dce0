import type { Node } from '@pgsql/types';
import { shownName } from '../nodes.js';
import { dropUsers, removeRoutine, tablesOf } from './dependents.js';
import { removeColumn } from './drop-column.js';
import { dropTable } from './drop-table.js';
import { keyOf, refuse } from './names.js';
import { findOther } from './others.js';
import { shownRoutine } from './routine-names.js';
import type { ColumnDraft, CompositeDraft, Context, TableDraft, TypeDraft } from './state.js';
import { codeNames, isOfType } from './uses.js';

type Typed = Pick<TypeDraft | CompositeDraft | TableDraft, 'schema' | 'name'>;

/** Takes a type away that is made of code, with its functions; false when there is none. */
export function dropBaseType(context: Context, object: Node, cascades: boolean): boolean {
  const found = findOther(context, 'type', object);
  if (found === undefined) return false;
  const [schema = '', name = ''] = found.identity.split('.');
  dropColumnsOfType(context, { schema, name }, cascades);
  return context.state.others.delete(`type ${found.identity}`);
}

/** Takes a type away, and what cannot be without it. */
export function dropType(context: Context, type: TypeDraft | CompositeDraft, cascades: boolean): void {
  dropUsers(context, type, `type ${shownName(type)}`, cascades);
  dropColumnsOfType(context, type, cascades);
  for (const table of tablesOf(context.state)) {
    if (table.ofType === undefined || keyOf(table.ofType) !== keyOf(type)) continue;
    if (!cascades) refuse(context, `table ${shownName(table)} depends on type ${shownName(type)}`);
    dropTable(context, table, true);
  }
  if (type.$kind === 'composite') context.state.relations.delete(keyOf(type));
  else context.state.types.delete(keyOf(type));
}

/** Takes the columns, routines and types away that are made of a type. */
export function dropColumnsOfType(context: Context, type: Typed, cascades: boolean): void {
  const { state } = context;
  const stop = (what: string) => {
    if (!cascades) refuse(context, `${what} depends on type ${shownName(type)}`);
  };
  for (const table of tablesOf(state)) {
    if (context.doomed?.has(table) === true) continue;
    for (const column of table.columns.filter((each) => isOfType(each.type, type))) {
      if (!table.columns.includes(column)) continue;
      stop(`column ${column.name} of table ${shownName(table)}`);
      removeColumnOrTable(context, table, column);
    }
  }
  for (const routine of [...state.routines.values()].flat()) {
    const types = [
      ...routine.parameters.map((parameter) => parameter.type),
      ...(routine.returns ? [routine.returns.type] : []),
    ];
    if (!types.some((each) => isOfType(each, type))) continue;
    stop(`function ${shownRoutine(routine)}`);
    removeRoutine(context, routine);
  }
  for (const other of [...state.types.values(), ...state.relations.values()]) dropFromType(context, other, type, stop);
}

/** Takes a column away, or its table: without its key, no partitioned table can be. */
export function removeColumnOrTable(context: Context, table: TableDraft, column: ColumnDraft): void {
  const { name } = column;
  const isKey = table.partitioning?.keys.some((key) => key.column === name || codeNames(key.expression, name));
  if (isKey === true) dropTable(context, table, true);
  else removeColumn(context, table, column, true);
}

function dropFromType(context: Context, other: object, type: Typed, stop: (what: string) => void): void {
  const typed = other as TypeDraft | CompositeDraft;
  if (typed === (type as unknown)) return;
  if (typed.$kind === 'composite') {
    const kept = typed.attributes.filter((attribute) => !isOfType(attribute.type, type));
    if (kept.length < typed.attributes.length) stop(`type ${shownName(typed)}`);
    typed.attributes = kept;
  } else if (typed.$kind === 'type') {
    const base = typed.type === 'domain' ? typed.base : typed.type === 'range' ? typed.subtype : undefined;
    if (base === undefined || !isOfType(base, type)) return;
    stop(`type ${shownName(typed)}`);
    dropType(context, typed, true);
  }
}
