import { linesAndColumns } from '../../../lib/places.js';
import type { MigrationFile, MigrationStatement } from '../../../model/migration/action.js';
import { forwardPart } from '../../migration/directions.js';
import { readSuppressions } from '../../migration/suppressions.js';
import type { Source } from '../../source.js';
import { loadCodeReader, type ReadCode } from '../code/read-code.js';
import { loadParser, type Node } from '../parse.js';
import { splitStatements } from '../split.js';
import { literalsIn, longNamesIn } from './mentions.js';
import { readActions } from './statements.js';

/**
 * Reads a file of a migration for PostgreSQL.
 *
 * @throws UserError when it is not SQL of PostgreSQL
 */
export async function readMigration({ name, text }: Source): Promise<MigrationFile> {
  const parse = await loadParser();
  const readCode = await loadCodeReader();
  const { text: forward, isWrapped } = forwardPart(text);
  const source = { name, text: forward };
  const pieces = [...splitStatements(forward)].filter(({ kind }) => kind === 'statement');
  const places = linesAndColumns(
    forward,
    pieces.flatMap(({ start, end }) => [start, end]),
  );
  const lineOf = (index: number) => places[index]?.line ?? 1;
  const statements = pieces.flatMap(({ start, end }, index): MigrationStatement[] => {
    const node = parse(source, start, end);
    if (node === undefined) return [];
    const place = { file: name, line: lineOf(2 * index) };
    return [readStatement(node, forward.slice(start, end), place, readCode)];
  });
  const lines = pieces.map((_, index) => ({ first: lineOf(2 * index), last: lineOf(2 * index + 1) }));
  return {
    name,
    statements,
    suppressions: readSuppressions(name, forward, lines),
    ...(isWrapped !== undefined && { isWrapped }),
  };
}

function readStatement(
  node: Node,
  text: string,
  place: { file: string; line: number },
  readCode: ReadCode,
): MigrationStatement {
  const unread = 'DoStmt' in node ? 'it runs code' : 'CallStmt' in node ? 'it calls a procedure' : undefined;
  const actions = readActions(node, text, readCode);
  return {
    ...{ place, text, actions, longNames: longNamesIn(text), literals: literalsIn(node) },
    ...(unread !== undefined && { unread }),
  };
}
