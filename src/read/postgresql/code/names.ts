import type { CommonTableExpr, FuncCall, Node, RangeVar, TypeCast } from '@pgsql/types';
import type { ColumnUse, RelationUse } from '../../../model/migration/routine-code.js';
import type { WrittenName } from '../../../model/migration/written.js';
import { builtinType } from '../builtin-types.js';
import { parseName } from '../interpret/uses.js';
import { nameIn, nameOf, textIn, visit } from '../nodes.js';
import { addColumns } from './columns.js';

/** What statements name. */
export interface Named {
  readonly relations: RelationUse[];
  readonly columns: ColumnUse[];
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
  const fields = { rowFields: new Set<string>(), recordFields: new Set<string>() };
  return { relations: [], columns: [], ...fields, wholes: [], routines: [], types: [] };
}

/** Adds what a statement names. */
export function addNamed(named: Named, statement: Node): void {
  const common = new Set<string>();
  const found: WrittenName[] = [];
  visit(statement, (kind, body) => {
    if (kind === 'CommonTableExpr') common.add((body as CommonTableExpr).ctename ?? '');
    else if (kind === 'RangeVar') found.push(nameOf(body as RangeVar));
    else if (kind === 'FuncCall') addCall(named, body as FuncCall);
    else if (kind === 'TypeCast') addCast(named, body as TypeCast);
  });
  for (const relation of found) {
    if (relation.schema === undefined && common.has(relation.name)) continue;
    named.relations.push({ relation, columns: [] });
  }
  addColumns(named, statement);
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
