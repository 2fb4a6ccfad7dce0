import type {
  ColumnRef,
  CommonTableExpr,
  FuncCall,
  InsertStmt,
  Node,
  RangeVar,
  ResTarget,
  TypeCast,
  UpdateStmt,
} from '@pgsql/types';
import type { RelationUse } from '../../../model/migration/routine-code.js';
import type { WrittenName } from '../../../model/migration/written.js';
import { builtinType } from '../builtin-types.js';
import { parseName } from '../interpret/uses.js';
import { all, as, nameIn, nameOf, textIn, visit } from '../nodes.js';

/** What statements name. */
export interface Named {
  readonly relations: RelationUse[];
  readonly rowFields: Set<string>;
  /** Of records and variables, which have the columns of whatever they were read from. */
  readonly recordFields: Set<string>;
  /** The relations that are read whole, by `*` or as the type of a row. */
  readonly wholes: WrittenName[];
  readonly routines: WrittenName[];
  readonly types: WrittenName[];
}

/** Nothing yet. */
export function nothingNamed(): Named {
  return { relations: [], rowFields: new Set(), recordFields: new Set(), wholes: [], routines: [], types: [] };
}

interface Source {
  readonly relation: WrittenName;
  readonly alias: string;
  readonly columns: Set<string>;
}

/** Adds what a statement names. A column without a table counts for every table that the statement reads. */
export function addNamed(named: Named, statement: Node): void {
  const { sources, targets } = sourcesOf(statement);
  const read = sources.filter(({ relation }) => !targets.has(relation));
  visit(statement, (kind, body) => {
    if (kind === 'ColumnRef') addColumn(named, body as ColumnRef, sources, read);
    else if (kind === 'InsertStmt' || kind === 'UpdateStmt') addWritten(body, sources);
    else if (kind === 'FuncCall') addCall(named, body as FuncCall);
    else if (kind === 'TypeCast') addCast(named, body as TypeCast);
  });
  for (const { relation, columns } of sources) named.relations.push({ relation, columns: [...columns] });
}

/** The relations of a statement, and those among them that are only inserted into. */
function sourcesOf(statement: Node): { sources: Source[]; targets: Set<WrittenName> } {
  const common = new Set<string>();
  const inserted = new Set<object>();
  const ranges: RangeVar[] = [];
  visit(statement, (kind, body) => {
    if (kind === 'CommonTableExpr') common.add((body as CommonTableExpr).ctename ?? '');
    else if (kind === 'InsertStmt') inserted.add((body as InsertStmt).relation ?? {});
    else if (kind === 'RangeVar') ranges.push(body as RangeVar);
  });
  const targets = new Set<WrittenName>();
  const sources = ranges.flatMap((range): Source[] => {
    const relation = nameOf(range);
    if (relation.schema === undefined && common.has(relation.name)) return [];
    if (inserted.has(range)) targets.add(relation);
    return [{ relation, alias: range.alias?.aliasname ?? relation.name, columns: new Set() }];
  });
  return { sources, targets };
}

function addColumn(
  named: Named,
  { fields = [] }: ColumnRef,
  sources: readonly Source[],
  read: readonly Source[],
): void {
  const isStar = as('A_Star', fields.at(-1)) !== undefined;
  const { schema: owner, name: column } = nameIn(fields.filter((field) => 'String' in field));
  const alias = isStar ? column : owner;
  const known = alias === '' || alias === undefined ? read : sources.filter((each) => each.alias === alias);
  if (isStar) {
    named.wholes.push(...known.map(({ relation }) => relation));
  } else if (known.length > 0) {
    for (const { columns } of known) columns.add(column);
  } else if (owner === 'new' || owner === 'old') {
    named.rowFields.add(column);
  } else {
    named.recordFields.add(column);
  }
}

/** The columns that are written, which stand in the statement without their table. */
function addWritten(body: object, sources: readonly Source[]): void {
  const { relation = {}, cols, targetList, onConflictClause } = body as InsertStmt & UpdateStmt;
  const target = sources.find((each) => isSame(each.relation, nameOf(relation)));
  const written = [...all('ResTarget', cols ?? targetList), ...all('ResTarget', onConflictClause?.targetList)];
  const keys = all('IndexElem', onConflictClause?.infer?.indexElems);
  for (const { name } of [...written, ...keys] as readonly Pick<ResTarget, 'name'>[]) {
    if (name !== undefined) target?.columns.add(name);
  }
}

function isSame(one: WrittenName, other: WrittenName): boolean {
  return one.name === other.name && one.schema === other.schema;
}

const OF_SEQUENCES: ReadonlySet<string> = new Set(['nextval', 'currval', 'setval']);

function addCall(named: Named, { funcname, args = [] }: FuncCall): void {
  const name = nameIn(funcname);
  if (name.schema === 'pg_catalog') return;
  const text = OF_SEQUENCES.has(name.name) ? textIn(args[0]) : undefined;
  if (text !== undefined) named.relations.push({ relation: parseName(text), columns: [] });
  else named.routines.push(name);
}

function addCast(named: Named, { typeName, arg }: TypeCast): void {
  const name = nameIn(typeName?.names);
  const text = name.name === 'regclass' ? textIn(arg) : undefined;
  if (text !== undefined) named.relations.push({ relation: parseName(text), columns: [] });
  else addType(named, name);
}

/** Adds a type that is somebody's, or that of the rows of a table. */
export function addType(named: Named, name: WrittenName): void {
  if (name.schema === 'pg_catalog' || (name.schema === undefined && builtinType(name.name) !== undefined)) return;
  named.types.push(name);
}
