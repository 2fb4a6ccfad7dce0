import { columnsOfStar, isStar } from './columns.js';
import { stringsOf } from './names.js';
import { type Node, open } from './node.js';
import type { QueryOptions } from './query.js';
import { settled } from './query.js';
import type { FrameColumn, State } from './state.js';
import { transform } from './transform.js';
import type { Value } from './value.js';

export { orderOf, windowBody } from './sorting.js';

export interface Target {
  readonly name: string;
  readonly value: Value;
}

/** The list of a SELECT, its stars expanded and its columns named. */
export function readTargets(state: State, list: readonly Node[] | undefined, options: QueryOptions): Target[] {
  const targets = (list ?? []).flatMap(({ ResTarget }) => {
    const { val, name } = ResTarget;
    if (isStar(val)) {
      const columns = columnsOfStar(state, val);
      const names = columns.map((column) => referenceTo(state, column));
      const isKnown = state.frame?.items.every((source) => source.columns.length > 0) === true;
      if (isKnown && names.every((one) => one !== undefined)) state.context.onStar?.(val, names);
      return columns.map((column) => ({ ...column }));
    }
    return [{ name: (name as string | undefined) ?? nameOf(val), value: transform(state, val) }];
  });
  return targets.map(({ name, value }, at) => ({
    name: options.names?.[at] ?? name,
    value: settled(state, value, options.types?.[at]),
  }));
}

/** How a column can be named in its query, if it can: by its source, and what a join shares only by itself. */
function referenceTo({ frame }: State, column: FrameColumn): readonly string[] | undefined {
  const source = frame?.items.find(({ columns }) => columns.includes(column));
  if (source !== undefined) return [source.name, column.name];
  // Of several of one name the first is found.
  const isFound = frame?.visible.find(({ name }) => name === column.name) === column;
  return isFound ? [column.name] : undefined;
}

/** The name that the server gives to a column (FigureColname in parse_target.c). */
export function nameOf(node: Node): string {
  return figure(node).name ?? '?column?';
}

interface Figured {
  readonly name: string | undefined;
  /** Whether a cast around it keeps the name. */
  readonly isStrong: boolean;
}

const FIXED: Readonly<Record<string, string>> = {
  A_ArrayExpr: 'array',
  CoalesceExpr: 'coalesce',
  GroupingFunc: 'grouping',
  RowExpr: 'row',
  XmlSerialize: 'xmlserialize',
  JsonParseExpr: 'json',
  JsonScalarExpr: 'json_scalar',
  JsonSerializeExpr: 'json_serialize',
  JsonObjectConstructor: 'json_object',
  JsonArrayConstructor: 'json_array',
  JsonArrayQueryConstructor: 'json_array',
  JsonObjectAgg: 'json_objectagg',
  JsonArrayAgg: 'json_arrayagg',
};

function figure(node: Node): Figured {
  const [kind, fields] = open(node);
  const strong = (name: string | undefined): Figured => ({ name, isStrong: true });
  switch (kind) {
    case 'ColumnRef':
      return strong(stringsOf(fields.fields).at(-1));
    case 'A_Indirection':
      return figureIndirection(fields);
    case 'FuncCall':
      return strong(stringsOf(fields.funcname).at(-1));
    case 'A_Expr':
      return fields.kind === 'AEXPR_NULLIF' ? strong('nullif') : { name: undefined, isStrong: false };
    case 'TypeCast': {
      const inner = figure(fields.arg);
      if (inner.isStrong) return inner;
      return { name: stringsOf(fields.typeName.names).at(-1), isStrong: false };
    }
    case 'CollateClause':
      return figure(fields.arg);
    case 'CaseExpr': {
      const inner = fields.defresult === undefined ? undefined : figure(fields.defresult);
      return inner?.isStrong ? inner : { name: 'case', isStrong: false };
    }
    case 'SubLink':
      return figureSubquery(fields);
    case 'MinMaxExpr':
      return strong(fields.op === 'IS_LEAST' ? 'least' : 'greatest');
    case 'SQLValueFunction':
      return strong(
        (fields.op as string)
          .replace(/^SVFOP_/, '')
          .replace(/_N$/, '')
          .toLowerCase(),
      );
    case 'XmlExpr':
      return fields.op === 'IS_DOCUMENT'
        ? strong(undefined)
        : strong((fields.op as string).replace('IS_', '').toLowerCase());
    case 'JsonFuncExpr':
      return strong((fields.op as string).replace('_OP', '').toLowerCase());
    default:
      return Object.hasOwn(FIXED, kind) ? strong(FIXED[kind]) : { name: undefined, isStrong: false };
  }
}

function figureIndirection({ indirection, arg }: Node): Figured {
  const name = stringsOf((indirection as Node[]).filter((step) => step.String !== undefined)).at(-1);
  return name === undefined ? figure(arg) : { name, isStrong: true };
}

function figureSubquery(fields: Node): Figured {
  if (fields.subLinkType === 'EXISTS_SUBLINK') return { name: 'exists', isStrong: true };
  if (fields.subLinkType === 'ARRAY_SUBLINK') return { name: 'array', isStrong: true };
  if (fields.subLinkType !== 'EXPR_SUBLINK') return { name: undefined, isStrong: false };
  let select = fields.subselect.SelectStmt as Node | undefined;
  while (select?.larg !== undefined) select = select.larg as Node;
  const target = select?.targetList?.[0]?.ResTarget as Node | undefined;
  if (target === undefined) return { name: select?.valuesLists === undefined ? undefined : 'column1', isStrong: true };
  return { name: target.name ?? nameOf(target.val), isStrong: true };
}

/** What a number or the name of an output column means in ORDER BY and DISTINCT ON. */
export function findSorted(node: Node, targets: readonly Target[]): Value | undefined {
  const position = node.A_Const?.ival?.ival as number | undefined;
  if (position !== undefined) return targets[position - 1]?.value;
  const fields = node.ColumnRef?.fields as Node[] | undefined;
  const name = fields?.length === 1 ? fields[0]?.String?.sval : undefined;
  return name === undefined ? undefined : targets.find((target) => target.name === name)?.value;
}

/** In GROUP BY the columns of the sources come before those of the output. */
export function findGrouped(state: State, node: Node, targets: readonly Target[]): Value | undefined {
  const fields = node.ColumnRef?.fields as Node[] | undefined;
  const name = fields?.length === 1 ? fields[0]?.String?.sval : undefined;
  const isSource = name !== undefined && state.frame?.visible.some((column) => column.name === name);
  return isSource ? undefined : findSorted(node, targets);
}
