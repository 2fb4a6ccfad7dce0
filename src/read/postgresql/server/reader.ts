import type { Expression } from '../../../model/catalog/common.js';
import { type Context, expressionOf, type Node, type Scope } from '../expressions/index.js';
import type { RunQuery, ServerVersion } from './query.js';
import type { TypeTable } from './types.js';

/** Parses one statement. */
export type ParseSql = (sql: string) => Node;

/** What the readers of the kinds of objects share. */
export interface Reader {
  readonly run: RunQuery;
  readonly version: ServerVersion;
  readonly types: TypeTable;
  readonly scope: Scope;
  readonly parse: ParseSql;
}

/** An expression as the server prints it; undefined where there is none. */
export function expressionAt(reader: Reader, text: string | null, context: Context): Expression | undefined {
  if (text === null || text === undefined) return undefined;
  return expressionOf(text, nodeOf(reader, text), reader.scope, context);
}

function nodeOf(reader: Reader, text: string): Node {
  return reader.parse(`SELECT ${text}`).SelectStmt.targetList[0].ResTarget.val as Node;
}
