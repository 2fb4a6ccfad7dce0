import type { Node, TypeName } from '@pgsql/types';
import { as, textsOf, unwrap } from './nodes.js';

const SQL_VALUES: Readonly<Record<string, string>> = {
  SVFOP_CURRENT_DATE: 'current_date',
  SVFOP_CURRENT_TIME: 'current_time',
  SVFOP_CURRENT_TIME_N: 'current_time',
  SVFOP_CURRENT_TIMESTAMP: 'current_timestamp',
  SVFOP_CURRENT_TIMESTAMP_N: 'current_timestamp',
  SVFOP_LOCALTIME: 'localtime',
  SVFOP_LOCALTIME_N: 'localtime',
  SVFOP_LOCALTIMESTAMP: 'localtimestamp',
  SVFOP_LOCALTIMESTAMP_N: 'localtimestamp',
  SVFOP_CURRENT_ROLE: 'current_role',
  SVFOP_CURRENT_USER: 'current_user',
  SVFOP_USER: 'user',
  SVFOP_SESSION_USER: 'session_user',
  SVFOP_CURRENT_CATALOG: 'current_catalog',
  SVFOP_CURRENT_SCHEMA: 'current_schema',
};

const XML: Readonly<Record<string, string>> = {
  IS_XMLCONCAT: 'xmlconcat',
  IS_XMLELEMENT: 'xmlelement',
  IS_XMLFOREST: 'xmlforest',
  IS_XMLPARSE: 'xmlparse',
  IS_XMLPI: 'xmlpi',
  IS_XMLROOT: 'xmlroot',
  IS_XMLSERIALIZE: 'xmlserialize',
};

/** Kinds of expressions that are called by one word. */
const WORDS: Readonly<Record<string, string>> = {
  A_ArrayExpr: 'array',
  RowExpr: 'row',
  CoalesceExpr: 'coalesce',
  GroupingFunc: 'grouping',
  XmlSerialize: 'xmlserialize',
  MergeSupportFunc: 'merge_action',
  JsonParseExpr: 'json',
  JsonScalarExpr: 'json_scalar',
  JsonSerializeExpr: 'json_serialize',
  JsonObjectConstructor: 'json_object',
  JsonArrayConstructor: 'json_array',
  JsonArrayQueryConstructor: 'json_array',
  JsonObjectAgg: 'json_objectagg',
  JsonArrayAgg: 'json_arrayagg',
};

/** The name that the server gives to a column of a query that says none (`FigureColname`). */
export function columnNameOf(node: Node): string {
  return figure(node)?.[0] ?? '?column?';
}

/** The name of an expression in an index, without what makes it unique (`FigureIndexColname`). */
export function indexColumnNameOf(node: Node): string {
  return figure(node)?.[0] ?? 'expr';
}

type Figured = readonly [name: string, strength: 1 | 2];

function figure(node: Node | undefined): Figured | undefined {
  if (node === undefined) return undefined;
  const [kind, body] = unwrap(node);
  const word = WORDS[kind];
  if (word !== undefined) return [word, 2];
  const part = body as {
    name?: Node[];
    arg?: Node;
    op?: string;
    indirection?: Node[];
    typeName?: TypeName;
    kind?: string;
  };
  switch (kind) {
    case 'ColumnRef':
      return lastName((body as { fields?: Node[] }).fields);
    case 'A_Indirection':
      return lastName(part.indirection) ?? figure(part.arg);
    case 'FuncCall':
      return lastName((body as { funcname?: Node[] }).funcname);
    case 'A_Expr':
      return part.kind === 'AEXPR_NULLIF' ? ['nullif', 2] : undefined;
    case 'TypeCast':
      return ofCast(part.arg, part.typeName);
    case 'CollateClause':
      return figure(part.arg);
    case 'MinMaxExpr':
      return [part.op === 'IS_LEAST' ? 'least' : 'greatest', 2];
    case 'SQLValueFunction':
      return named(SQL_VALUES[part.op ?? '']);
    case 'XmlExpr':
      return named(XML[part.op ?? '']);
    case 'CaseExpr':
      return ofCase((body as { defresult?: Node }).defresult);
    case 'SubLink':
      return ofSubquery(body as { subLinkType?: string; subselect?: Node });
    case 'JsonFuncExpr':
      return named((part.op ?? '').replace(/_OP$/, '').toLowerCase());
    default:
      return undefined;
  }
}

function named(name: string | undefined): Figured | undefined {
  return name === undefined || name === '' ? undefined : [name, 2];
}

function lastName(fields: readonly Node[] | undefined): Figured | undefined {
  return named(textsOf(fields?.filter((field) => as('String', field) !== undefined)).at(-1));
}

function ofCast(arg: Node | undefined, type: TypeName | undefined): Figured | undefined {
  const inner = figure(arg);
  if (inner?.[1] === 2) return inner;
  const name = textsOf(type?.names).at(-1);
  return name === undefined ? inner : [name, 1];
}

function ofCase(otherwise: Node | undefined): Figured {
  const inner = figure(otherwise);
  return inner?.[1] === 2 ? inner : ['case', 1];
}

function ofSubquery({ subLinkType, subselect }: { subLinkType?: string; subselect?: Node }): Figured | undefined {
  if (subLinkType === 'EXISTS_SUBLINK') return ['exists', 2];
  if (subLinkType === 'ARRAY_SUBLINK') return ['array', 2];
  if (subLinkType !== 'EXPR_SUBLINK') return undefined;
  const [target] = as('SelectStmt', subselect)?.targetList ?? [];
  const first = as('ResTarget', target);
  return first?.name === undefined ? figure(first?.val) : [first.name, 2];
}
