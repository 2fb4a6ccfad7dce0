import type {
  A_Indirection,
  ColumnRef,
  DeleteStmt,
  InsertStmt,
  MergeStmt,
  Node,
  ResTarget,
  SelectStmt,
  UpdateStmt,
  WithClause,
} from '@pgsql/types';
import type { WrittenName } from '../../../model/migration/written.js';
import { columnNameOf } from '../figure-name.js';
import { all, as, nameOf, textsOf, visit } from '../nodes.js';
import type { Named } from './names.js';
import { type CodeSource, type CommonTables, type ReadQuery, readFrom } from './sources.js';

/** The sources of a query, and those of the queries around it. */
type Scopes = readonly (readonly CodeSource[])[];

/** Adds the columns that a statement names, each where PostgreSQL looks for it: in its own query first, then outwards. */
export function addColumns(named: Named, statement: Node): void {
  readParts(named, [statement], [], new Map());
}

/** Whatever stands in a query of these sources. */
function readParts(named: Named, parts: readonly unknown[], scopes: Scopes, common: CommonTables): void {
  visit(parts, (kind, body) => {
    switch (kind) {
      case 'SelectStmt':
        readSelect(named, body as SelectStmt, scopes, common);
        return false;
      case 'InsertStmt':
        readInsert(named, body as InsertStmt, scopes, common);
        return false;
      case 'UpdateStmt':
      case 'DeleteStmt':
      case 'MergeStmt':
        readChange(named, body, scopes, common);
        return false;
      case 'ColumnRef':
        addColumn(named, body as ColumnRef, scopes);
        return false;
      case 'A_Indirection':
        addField(named, body as A_Indirection, scopes);
        return undefined;
      default:
        return undefined;
    }
  });
}

/** The names of what a query gives; undefined when only the tables know them. */
function readSelect(named: Named, query: SelectStmt, outer: Scopes, before: CommonTables): string[] | undefined {
  const common = readCommon(named, query.withClause, outer, before);
  if (query.larg !== undefined && query.rarg !== undefined) {
    const columns = readSelect(named, query.larg, outer, common);
    readSelect(named, query.rarg, outer, common);
    return columns;
  }
  const scope = readFrom(query.fromClause, common, readingIn(named, outer, common));
  const scopes = scope.length === 0 ? outer : [scope, ...outer];
  const { fromClause: _, withClause: __, sortClause, ...parts } = query;
  const given = all('ResTarget', query.targetList);
  const names = given.map(({ name, val }) => name ?? (val === undefined ? '' : columnNameOf(val)));
  readParts(named, Object.values(parts), scopes, common);
  // A name alone is first of all what the query gives (SELECT, "ORDER BY").
  const sorted = all('SortBy', sortClause).filter(({ node }) => !names.includes(bareName(node) ?? '\0'));
  readParts(named, sorted, scopes, common);
  return given.some(({ val }) => isStar(val)) ? undefined : names;
}

function readInsert(named: Named, insert: InsertStmt, outer: Scopes, before: CommonTables): void {
  const { relation = {}, cols, selectStmt, onConflictClause, returningClause, withClause } = insert;
  const common = readCommon(named, withClause, outer, before);
  readParts(named, [selectStmt], outer, common);
  const table = nameOf(relation);
  addWritten(named, table, all('ResTarget', cols));
  const target: CodeSource = { alias: relation.alias?.aliasname ?? table.name, relation: table };
  const { targetList, infer, whereClause } = onConflictClause ?? {};
  addWritten(named, table, [...all('ResTarget', targetList), ...all('IndexElem', infer?.indexElems)]);
  const values = all('ResTarget', targetList).map(({ val }) => val);
  const excluded: CodeSource = { alias: 'excluded', relation: table, isNamedOnly: true };
  readParts(named, [values, whereClause], [[target, excluded], ...outer], common);
  const expressions = all('IndexElem', infer?.indexElems).map(({ expr }) => expr);
  readParts(named, [expressions, infer?.whereClause, returningClause], [[target], ...outer], common);
}

/** `UPDATE`, `DELETE` and `MERGE`. */
function readChange(named: Named, statement: object, outer: Scopes, before: CommonTables): void {
  const change = statement as UpdateStmt & DeleteStmt & MergeStmt;
  const { relation = {}, fromClause, usingClause, sourceRelation, withClause, targetList, ...parts } = change;
  const common = readCommon(named, withClause, outer, before);
  const table = nameOf(relation);
  const target: CodeSource = { alias: relation.alias?.aliasname ?? table.name, relation: table };
  const others = [...(fromClause ?? []), ...(usingClause ?? []), ...(sourceRelation ? [sourceRelation] : [])];
  const scopes = [[target, ...readFrom(others, common, readingIn(named, outer, common))], ...outer];
  const whens = all('MergeWhenClause', change.mergeWhenClauses);
  const written = [targetList, ...whens.map((each) => each.targetList)].flatMap((list) => all('ResTarget', list));
  addWritten(named, table, written);
  const values = written.map(({ val }) => val);
  const conditions = whens.flatMap(({ condition, values: inserted }) => [condition, inserted]);
  const { mergeWhenClauses: _, ...rest } = parts;
  readParts(named, [values, conditions, Object.values(rest)], scopes, common);
}

function readCommon(named: Named, clause: WithClause | undefined, outer: Scopes, before: CommonTables): CommonTables {
  const common = new Map(before);
  for (const { ctename = '', aliascolnames, ctequery } of all('CommonTableExpr', clause?.ctes)) {
    // One that reads itself is known by its name.
    if (clause?.recursive === true) common.set(ctename, textsOf(aliascolnames));
    const select = as('SelectStmt', ctequery);
    const given = select === undefined ? undefined : readSelect(named, select, outer, common);
    if (select === undefined) readParts(named, [ctequery], outer, common);
    common.set(ctename, renamedColumns(given, textsOf(aliascolnames)));
  }
  return common;
}

function renamedColumns(given: readonly string[] | undefined, names: readonly string[]): readonly string[] | undefined {
  return given === undefined ? undefined : given.map((name, at) => names[at] ?? name);
}

/** What `FROM` needs to read the queries and conditions that stand in it. */
function readingIn(named: Named, outer: Scopes, common: CommonTables): ReadQuery {
  return {
    query: (select, beside) => readSelect(named, select, beside.length === 0 ? outer : [beside, ...outer], common),
    parts: (parts, beside) => readParts(named, parts, [beside, ...outer], common),
    shared: (column, beside) => addLoose(named, column, [beside]),
  };
}

function isStar(node: Node | undefined): boolean {
  return as('A_Star', as('ColumnRef', node)?.fields?.at(-1)) !== undefined;
}

function bareName(node: Node | undefined): string | undefined {
  const { fields = [] } = as('ColumnRef', node) ?? {};
  return fields.length === 1 ? as('String', fields[0])?.sval : undefined;
}

function addColumn(named: Named, { fields = [] }: ColumnRef, scopes: Scopes): void {
  const isWhole = as('A_Star', fields.at(-1)) !== undefined;
  const names = textsOf(fields.filter((field) => 'String' in field));
  const column = names.at(-1) ?? '';
  const alias = isWhole ? names.at(-1) : names.at(-2);
  if (alias === undefined) {
    if (isWhole) addWholes(named, scopes[0] ?? []);
    else addLoose(named, column, scopes);
    return;
  }
  const source = sourceOf(scopes, alias);
  if (source !== undefined && isWhole) addWholes(named, [source]);
  else if (source?.relation !== undefined) named.relations.push({ relation: source.relation, columns: [column] });
  else if (source === undefined && !isWhole) (isRow(alias) ? named.rowFields : named.recordFields).add(column);
}

/** `(u).mail` */
function addField(named: Named, { arg, indirection }: A_Indirection, scopes: Scopes): void {
  const source = sourceOf(scopes, bareName(arg) ?? '');
  const field = as('String', indirection?.[0])?.sval;
  if (source?.relation === undefined || field === undefined) return;
  named.relations.push({ relation: source.relation, columns: [field] });
}

function addLoose(named: Named, column: string, scopes: Scopes): void {
  const whole = sourceOf(scopes, column);
  if (whole !== undefined) addWholes(named, [whole]);
  if (scopes.every((sources) => sources.length === 0)) {
    named.recordFields.add(column);
    return;
  }
  const read = scopes.map((sources) => {
    const shown = sources.filter(({ isNamedOnly }) => isNamedOnly !== true);
    return {
      relations: shown.flatMap(({ relation }) => relation ?? []),
      columns: shown.flatMap(({ columns = [] }) => columns),
    };
  });
  named.columns.push({ column, scopes: read });
}

function sourceOf(scopes: Scopes, alias: string): CodeSource | undefined {
  for (const sources of scopes) {
    const found = sources.find((each) => each.alias === alias);
    if (found !== undefined) return found;
  }
  return undefined;
}

function addWholes(named: Named, sources: readonly CodeSource[]): void {
  named.wholes.push(...sources.flatMap(({ relation }) => relation ?? []));
}

function isRow(alias: string): boolean {
  return alias === 'new' || alias === 'old';
}

/** The columns that are written, which stand in the statement without their table. */
function addWritten(named: Named, relation: WrittenName, written: readonly Pick<ResTarget, 'name'>[]): void {
  const columns = written.flatMap(({ name }) => name ?? []);
  if (columns.length > 0) named.relations.push({ relation, columns });
}
