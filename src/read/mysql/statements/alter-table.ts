import { type DraftTable, type Effect, keyOf, leaveUnread } from '../draft/draft.js';
import type { Cursor } from '../text/cursor.js';
import { readAddition } from './alter-add.js';
import type { TableChange } from './alter-change.js';
import { readColumnChange } from './alter-columns.js';
import { readDropping } from './alter-drop.js';
import { readOptionChange } from './alter-options.js';
import { readName, type Session } from './session.js';

/** `ALTER TABLE …`, from the name on. */
export function readAlterTable(cursor: Cursor, session: Session): Effect {
  const ifExists = cursor.accept('IF', 'EXISTS');
  const name = readName(cursor, session, 'the name of the table');
  passWait(cursor);
  const changes = cursor.atEnd ? [] : readChanges(cursor, session);
  return (draft, origin) => {
    const table = draft.tables.get(keyOf(name));
    if (table !== undefined) applyChanges(changes, draft, table, origin);
    else if (!ifExists) leaveUnread(draft, origin, `nothing in this file makes the table ${name.name}`);
  };
}

function applyChanges(
  changes: readonly TableChange[],
  draft: Parameters<Effect>[0],
  table: DraftTable,
  origin: Parameters<Effect>[1],
): void {
  // What is dropped makes room for what the same statement adds, wherever it stands.
  for (const stage of ['drop', 'other'] as const) {
    for (const change of changes) if (change.stage === stage) change.apply(draft, table, origin);
  }
}

// MariaDB: WAIT n | NOWAIT
function passWait(cursor: Cursor): void {
  if (cursor.accept('WAIT')) cursor.number();
  else cursor.accept('NOWAIT');
}

function readChanges(cursor: Cursor, session: Session): TableChange[] {
  const changes: TableChange[] = [];
  for (;;) {
    changes.push(...readChange(cursor, session));
    if (!cursor.accept(',') && cursor.atEnd) return changes;
  }
}

function readChange(cursor: Cursor, session: Session): readonly TableChange[] {
  if (cursor.accept('ADD')) return readAddition(cursor, session);
  if (cursor.accept('DROP')) return readDropping(cursor);
  const column = readColumnChange(cursor, session);
  return column === undefined ? readOptionChange(cursor, session) : [column];
}
