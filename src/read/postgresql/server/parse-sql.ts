import type { Node } from '../expressions/index.js';
import type { ParseSql } from './reader.js';

/** The grammar, for what a server prints. */
export async function loadSqlParser(): Promise<ParseSql> {
  const { loadModule, parseSync } = await import('libpg-query');
  await loadModule();
  return (sql) => (parseSync(sql) as { stmts: { stmt: Node }[] }).stmts[0]?.stmt ?? {};
}
