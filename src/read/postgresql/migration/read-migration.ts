import { linesAndColumns } from '../../../lib/places.js';
import type { MigrationFile, MigrationStatement } from '../../../model/migration/action.js';
import { forwardPart } from '../../migration/directions.js';
import { readSuppressions } from '../../migration/suppressions.js';
import type { Source } from '../../source.js';
import { loadPlpgsql, type ParsePlpgsql } from '../code/plpgsql.js';
import { loadCodeReader, type ReadCode } from '../code/read-code.js';
import { refuseDepth } from '../depth.js';
import { all, unwrap } from '../nodes.js';
import { loadParser, type Node, type Parse } from '../parse.js';
import type { MigrationFollower } from '../read-sql.js';
import { splitStatements } from '../split.js';
import { readBlock } from './blocks.js';
import { literalsIn, longNamesIn } from './mentions.js';
import { newestWordsIn } from './newer-words.js';
import { readActions } from './statements.js';

/**
 * Reads a file of a migration for PostgreSQL.
 *
 * @param follower is told of each statement
 * @throws UserError when it is not SQL of PostgreSQL
 */
export async function readMigration(
  { name, text }: Source,
  follower?: Pick<MigrationFollower, 'begin'>,
): Promise<MigrationFile> {
  const parse = await loadParser();
  const readers = { parse, readCode: await loadCodeReader(), parsePlpgsql: await loadPlpgsql() };
  const { text: forward, isWrapped } = forwardPart(text);
  const source = { name, text: forward };
  const tell = follower?.begin(source);
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
    refuseDepth(node, end - start, place);
    const statement = readStatement(node, { text: forward.slice(start, end), start, place }, readers);
    tell?.(start, node);
    return [statement];
  });
  const lines = pieces.map((_, index) => ({ first: lineOf(2 * index), last: lineOf(2 * index + 1) }));
  return {
    name,
    statements,
    suppressions: readSuppressions(name, forward, lines),
    ...(isWrapped !== undefined && { isWrapped }),
  };
}

interface Readers {
  readonly parse: Parse;
  readonly readCode: ReadCode;
  readonly parsePlpgsql: ParsePlpgsql;
}

function readStatement(
  node: Node,
  written: Pick<MigrationStatement, 'text' | 'start' | 'place'>,
  readers: Readers,
): MigrationStatement {
  const { text } = written;
  const read = (): Pick<MigrationStatement, 'actions' | 'unread' | 'isCode' | 'ifExists' | 'isOnly'> => {
    if ('DoStmt' in node) return readBlock(node.DoStmt, readers);
    const actions = readActions(node, text, readers.readCode);
    const altered = unwrap(node)[1] as { missing_ok?: boolean };
    return {
      actions,
      ...(altered.missing_ok === true && { ifExists: true }),
      ...(isOnly(node) && { isOnly: true }),
      ...('CallStmt' in node && { unread: 'it calls a procedure' }),
    };
  };
  const newest = newestWordsIn(node);
  const words = { longNames: longNamesIn(text), literals: literalsIn(node), ...(newest && { newest }) };
  return { ...{ ...written, ...words }, ...read() };
}

/** Whether each table of a statement has ONLY before it. */
function isOnly(node: Node): boolean {
  const ranges =
    'AlterTableStmt' in node
      ? [node.AlterTableStmt.relation ?? {}]
      : all(
          'RangeVar',
          'TruncateStmt' in node ? node.TruncateStmt.relations : 'LockStmt' in node ? node.LockStmt.relations : [],
        );
  return ranges.length > 0 && ranges.every(({ inh }) => inh !== true);
}
