import { call } from './calls.js';
import { coerce } from './coerce.js';
import { dataTypeOf, typeKey, typeOfKey } from './data-type.js';
import { joinOf } from './joins.js';
import { systemColumns, systemKey, type TypeKey } from './library.js';
import { keyOf, quoteName, splitKey, stringsOf } from './names.js';
import { type Node, open } from './node.js';
import { type QueryColumn, readQuery } from './query.js';
import { readRest } from './rest.js';
import { homeOf, type Relation } from './scope.js';
import { nameOf } from './select-list.js';
import type { Frame, FrameColumn, Item, State } from './state.js';
import { transform } from './transform.js';
import { typed } from './value.js';

/** What a FROM clause, or a part of one, brings. */
export interface FromClause {
  readonly items: readonly Item[];
  readonly visible: readonly FrameColumn[];
  readonly form: string;
}

export function readFrom(state: State, nodes: readonly Node[] | undefined): FromClause {
  let clause: FromClause = { items: [], visible: [], form: '' };
  for (const node of nodes ?? []) {
    const one = readSource(state, node, clause);
    clause = beside(clause, one, clause.form === '' ? one.form : `${clause.form}, ${one.form}`);
  }
  return clause;
}

export function beside(left: FromClause, right: FromClause, form: string): FromClause {
  return { items: [...left.items, ...right.items], visible: [...left.visible, ...right.visible], form };
}

/** A state in which the sources so far can be named, as LATERAL and ON can. */
export function seeing(state: State, clause: FromClause): State {
  const frame: Frame = { items: clause.items, visible: clause.visible, queries: new Map(), outer: state.frame };
  return { ...state, frame };
}

export function readSource(state: State, node: Node, before: FromClause): FromClause {
  const [kind, fields] = open(node);
  switch (kind) {
    case 'RangeVar':
      return readTable(state, fields);
    case 'RangeSubselect':
      return readSubselect(fields.lateral ? seeing(state, before) : state, fields);
    case 'RangeFunction':
      return readFunction(seeing(state, before), fields);
    case 'JoinExpr':
      return joinOf(state, fields, before);
    case 'RangeTableSample': {
      const table = readSource(state, fields.relation, before);
      return {
        ...table,
        form: `${table.form} ${readRest(state, 'TABLESAMPLE', { ...fields, relation: undefined }).form}`,
      };
    }
    default:
      return readTableFunction(seeing(state, before), kind, fields);
  }
}

/** Two sources of one name are told apart by number; what the server adds to a name for that does not count. */
function labelOf(state: State, name: string): string {
  return `${quoteName(name.replace(/(?:_\d+)+$/, ''))}@${++state.counter.sources}`;
}

interface Named {
  readonly name: string;
  readonly schema?: string;
  readonly columns: readonly QueryColumn[];
  readonly aliases?: readonly string[];
  readonly form: string;
  readonly row?: TypeKey;
  readonly isWhole?: boolean;
}

/** One source under its name, with the columns that an alias renames. */
function sourceOf(state: State, { name, schema, columns, aliases, form, row, isWhole }: Named): FromClause {
  const label = labelOf(state, name);
  const visible = columns.map((column, at) => ({
    name: aliases?.[at] ?? column.name,
    value: typed(`${label}.${quoteName(column.name)}`, column.type, column.args),
  }));
  const item: Item = {
    name,
    columns: visible,
    form: label,
    ...(schema === undefined ? {} : { schema }),
    ...(row === undefined ? {} : { row }),
    ...(isWhole === true && { isWhole }),
  };
  return { items: [item], visible, form: `${form} ${label}` };
}

function aliasOf({ alias }: Node): { name: string | undefined; aliases: readonly string[] } {
  return { name: alias?.aliasname as string | undefined, aliases: stringsOf(alias?.colnames) };
}

function readTable(state: State, node: Node): FromClause {
  const { name: alias, aliases } = aliasOf(node);
  const query = node.schemaname === undefined ? findQuery(state, node.relname) : undefined;
  if (query !== undefined) {
    const columns = query.map(({ name, value }) => ({ name, type: value.type, args: value.args }));
    return sourceOf(state, { name: alias ?? node.relname, columns, aliases, form: quoteName(node.relname) });
  }
  const relation = findRelation(state, node.schemaname, node.relname);
  const schema = relation?.schema ?? node.schemaname ?? unknownSchema(state, node.relname);
  const form = `${node.inh === true ? '' : 'ONLY '}${schema === '' ? quoteName(node.relname) : keyOf(schema, node.relname)}`;
  const columns = (relation?.columns ?? []).map(({ name, type }) => ({
    name,
    type: type && typeKey(type),
    args: type?.args,
  }));
  const name = alias ?? (node.relname as string);
  const row =
    relation === undefined
      ? {}
      : { row: systemKey(relation.schema, relation.name), isWhole: relation.isWhole === true };
  return sourceOf(state, { name, columns, aliases, form, ...row, ...(alias === undefined ? { schema } : {}) });
}

/** The server's own views are found without a schema. */
function unknownSchema(state: State, name: string): string {
  return name.startsWith('pg_') ? 'pg_catalog' : homeOf(state.scope);
}

function findQuery(state: State, name: string): readonly FrameColumn[] | undefined {
  for (let frame = state.frame; frame !== undefined; frame = frame.outer) {
    const query = frame.queries.get(name);
    if (query !== undefined) return query;
  }
  return undefined;
}

function findRelation(state: State, schema: string | undefined, name: string): Relation | undefined {
  for (const one of schema === undefined ? state.scope.searchPath : [schema]) {
    const relation = state.scope.relation(one, name);
    if (relation !== undefined) return relation;
  }
  const home = schema ?? 'pg_catalog';
  const columns = systemColumns(systemKey(home, name));
  if (columns === undefined) return undefined;
  return { schema: home, name, columns: columns.map((one) => ({ name: one.name, type: typeOfKey(one.type) })) };
}

function readSubselect(state: State, node: Node): FromClause {
  const { name, aliases } = aliasOf(node);
  const query = readQuery(state, node.subquery, { areNamesSeen: true, names: aliases });
  const columns = query.columns;
  return sourceOf(state, {
    name: name ?? 'unnamed_subquery',
    columns,
    form: `${node.lateral ? 'LATERAL ' : ''}(${query.form})`,
  });
}

function readFunction(state: State, node: Node): FromClause {
  const { name: alias, aliases } = aliasOf(node);
  const parts = (node.functions as Node[]).map(({ List }) => {
    const items = List.items as Node[];
    const expression = items[0] as Node;
    const made = expression.FuncCall === undefined ? undefined : call(state, expression.FuncCall);
    const value = made?.value ?? transform(state, expression);
    const name = nameOf(expression);
    const defined = (items[1]?.List?.items ?? node.coldeflist) as Node[] | undefined;
    return {
      form: value.form,
      name,
      columns: functionColumns(state, alias ?? name, value.type, made?.callee?.columns, defined),
    };
  });
  const columns = parts.flatMap((part) => part.columns);
  if (node.ordinality) columns.push({ name: 'ordinality', type: 'int8' });
  // The columns of a function are known by the names that it is called under here, which the server writes out.
  const named = columns.map(({ name, type }, at) => ({ name: aliases[at] ?? name, type }));
  const form =
    parts.length === 1 ? (parts[0]?.form as string) : `ROWS FROM(${parts.map((part) => part.form).join(', ')})`;
  return sourceOf(state, {
    name: alias ?? (parts[0]?.name as string),
    columns: named,
    form: `${form}${node.ordinality ? ' WITH ORDINALITY' : ''}`,
  });
}

type Columns = { name: string; type: TypeKey | undefined }[];

function functionColumns(
  state: State,
  name: string,
  type: TypeKey | undefined,
  known: readonly { name: string; type: TypeKey }[] | undefined,
  defined: readonly Node[] | undefined,
): Columns {
  if (defined !== undefined) {
    return defined.map(({ ColumnDef: column }) => ({
      name: column.colname as string,
      type: typeKey(dataTypeOf(column.typeName, state.scope)),
    }));
  }
  if (known !== undefined && known.length > 1) return [...known];
  const parts = type === undefined ? undefined : splitKey(type);
  const row = parts === undefined ? undefined : state.scope.relation(parts.schema, parts.name);
  if (row !== undefined)
    return row.columns.map((column) => ({ name: column.name, type: column.type && typeKey(column.type) }));
  const composite = parts === undefined ? undefined : state.scope.type(parts.schema, parts.name);
  if (composite?.type === 'composite') {
    return composite.attributes.map((one) => ({ name: one.name, type: typeKey(one.type) }));
  }
  return [{ name: known?.[0]?.name ?? name, type: known?.[0]?.type ?? type }];
}

/** XMLTABLE and JSON_TABLE. */
function readTableFunction(state: State, kind: string, node: Node): FromClause {
  const { name, aliases } = aliasOf(node);
  const columns = ((node.columns ?? []) as Node[]).flatMap((column) => {
    const [, fields] = open(column);
    const type = fields.typeName === undefined ? undefined : typeKey(dataTypeOf(fields.typeName, state.scope));
    return [{ name: (fields.colname ?? fields.name) as string, type: fields.for_ordinality ? 'int4' : type }];
  });
  const { alias: _, ...rest } = node;
  const form = readRest(state, kind, rest).form;
  return sourceOf(state, { name: name ?? kind.toLowerCase(), columns, aliases, form });
}

export function conditionOf(state: State, node: Node): string {
  return coerce(state, transform(state, node), 'bool').form;
}
