import type { DoStmt } from '@pgsql/types';
import type { Action, MigrationStatement } from '../../../model/migration/action.js';
import { bodyOfBlock } from '../blocks.js';
import type { ParsePlpgsql } from '../code/plpgsql.js';
import type { ReadCode } from '../code/read-code.js';
import { IT_RUNS_CODE } from '../interpret/unread.js';
import type { Parse } from '../parse.js';
import { splitStatements } from '../split.js';
import { readActions } from './statements.js';

/**
 * What a `DO` block runs, in the order in which it is written, whatever the conditions are. What it puts together
 * as it runs nobody can read.
 */
export function readBlock(
  block: DoStmt,
  { parse, readCode, parsePlpgsql }: { parse: Parse; readCode: ReadCode; parsePlpgsql: ParsePlpgsql },
): Pick<MigrationStatement, 'actions' | 'unread' | 'isCode'> {
  const parsed = bodyOfBlock(block, parsePlpgsql);
  if (parsed === undefined) return { actions: [], unread: IT_RUNS_CODE, isCode: true };
  const statements = parsed.pieces.flatMap(({ kind, text }) => (kind === 'statement' ? text : []));
  const executed = parsed.executed.flatMap((text) => text ?? []);
  try {
    const actions = [...statements, ...executed].flatMap((text): Action[] => {
      return [...splitStatements(text)].flatMap(({ kind, start, end }) => {
        const node = kind === 'statement' ? parse({ name: 'block', text }, start, end) : undefined;
        return node === undefined ? [] : readActions(node, text.slice(start, end), readCode).map(asGuarded);
      });
    });
    return { actions, isCode: true, ...(executed.length < parsed.executed.length && { unread: IT_RUNS_CODE }) };
  } catch {
    // What the block itself takes for a statement may be none: the server looks only when it gets there.
    return { actions: [], unread: IT_RUNS_CODE, isCode: true };
  }
}

// A block is written to ask first whether something is there.
function asGuarded(action: Action): Action {
  return {
    ...action,
    ...('ifExists' in action && { ifExists: true }),
    ...((action.kind === 'add_column' || action.kind === 'create_table') && { ifNotExists: true }),
  } as Action;
}
