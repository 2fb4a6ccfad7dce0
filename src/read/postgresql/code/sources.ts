import type { JoinExpr, Node, SelectStmt } from '@pgsql/types';
import type { WrittenName } from '../../../model/migration/written.js';
import { as, itemsOf, nameOf, textsOf, unwrap } from '../nodes.js';

/** What a query reads from. */
export interface CodeSource {
  /** Empty for what has no name. */
  readonly alias: string;
  /** A table or view; absent for a query or a function. */
  readonly relation?: WrittenName;
  /** Of a query, its columns; absent when nothing tells them. */
  readonly columns?: readonly string[];
  /** Whether its columns are only found by its name. */
  readonly isNamedOnly?: boolean;
}

/** The queries of `WITH` by their names, with their columns. */
export type CommonTables = ReadonlyMap<string, readonly string[] | undefined>;

/** Reads what stands in `FROM` besides tables. */
export interface ReadQuery {
  /** A query, which sees what stands beside it when it is LATERAL; the names of what it gives. */
  query(select: SelectStmt, beside: readonly CodeSource[]): readonly string[] | undefined;
  /** Conditions and arguments. */
  parts(parts: readonly unknown[], beside: readonly CodeSource[]): void;
  /** A column by which two sides are joined: each has it. */
  shared(column: string, side: readonly CodeSource[]): void;
}

/** The sources of a `FROM`, in order. */
export function readFrom(items: readonly Node[] | undefined, common: CommonTables, read: ReadQuery): CodeSource[] {
  const sources: CodeSource[] = [];
  for (const item of items ?? []) sources.push(...sourcesOf(item, sources, common, read));
  return sources;
}

function sourcesOf(
  item: Node,
  beside: readonly CodeSource[],
  common: CommonTables,
  read: ReadQuery,
): readonly CodeSource[] {
  const range = as('RangeVar', item);
  if (range !== undefined) {
    const relation = nameOf(range);
    const alias = range.alias?.aliasname ?? relation.name;
    const isCommon = relation.schema === undefined && common.has(relation.name);
    if (!isCommon) return [{ alias, relation }];
    return [named(alias, common.get(relation.name), textsOf(range.alias?.colnames))];
  }
  const join = as('JoinExpr', item);
  if (join !== undefined) return ofJoin(join, beside, common, read);
  const query = as('RangeSubselect', item);
  if (query !== undefined) {
    const { subquery, alias, lateral } = query;
    const select = as('SelectStmt', subquery) ?? {};
    const columns = read.query(select, lateral === true ? beside : []);
    return [named(alias?.aliasname ?? '', columns, textsOf(alias?.colnames))];
  }
  const sample = as('RangeTableSample', item);
  if (sample?.relation !== undefined) return sourcesOf(sample.relation, beside, common, read);
  // Functions see what stands before them.
  read.parts([item], beside);
  const [, body] = unwrap(item);
  const { alias, coldeflist } = body as { alias?: { aliasname?: string; colnames?: Node[] }; coldeflist?: Node[] };
  const defined = (coldeflist ?? []).flatMap((each) => as('ColumnDef', each)?.colname ?? []);
  const columns = [...textsOf(alias?.colnames), ...defined];
  return [{ alias: alias?.aliasname ?? functionName(body), columns }];
}

function ofJoin(
  { larg, rarg, quals, usingClause, alias }: JoinExpr,
  beside: readonly CodeSource[],
  common: CommonTables,
  read: ReadQuery,
): readonly CodeSource[] {
  const left = larg === undefined ? [] : sourcesOf(larg, beside, common, read);
  const right = rarg === undefined ? [] : sourcesOf(rarg, [...beside, ...left], common, read);
  for (const column of textsOf(usingClause)) for (const side of [left, right]) read.shared(column, side);
  const sources = [...left, ...right];
  if (quals !== undefined) read.parts([quals], sources);
  // An alias of the whole hides those within it, and not their columns.
  return alias?.aliasname === undefined ? sources : [...sources.map((each) => ({ ...each, alias: '' }))];
}

function named(alias: string, columns: readonly string[] | undefined, names: readonly string[]): CodeSource {
  if (columns === undefined) return { alias, ...(names.length > 0 && { columns: names }) };
  return { alias, columns: columns.map((column, at) => names[at] ?? column) };
}

/** A function is called by its own name when it has no other, and so is the column that it gives. */
function functionName(body: object): string {
  const { functions } = body as { functions?: Node[] };
  const [call] = itemsOf(functions?.[0]);
  return textsOf(as('FuncCall', call)?.funcname).at(-1) ?? '';
}
