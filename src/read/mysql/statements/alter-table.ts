import { type Draft, type DraftTable, type Effect, leaveUnread, type Origin, tableNamed } from '../draft/draft.js';
import { watched } from '../draft/watch.js';
import type { Cursor } from '../text/cursor.js';
import { readAddition } from './alter-add.js';
import type { TableChange } from './alter-change.js';
import { readColumnChange } from './alter-columns.js';
import { readDropping } from './alter-drop.js';
import { readOptionChange } from './alter-options.js';
import { readName, type Session } from './session.js';
import { below } from './table-elements.js';

/** A clause with its text, and how many lines below the statement's first one it stands. */
type WrittenChange = TableChange & { readonly text: string; readonly line: number };

/** `ALTER TABLE …`, from the name on. */
export function readAlterTable(cursor: Cursor, session: Session): Effect {
  const ifExists = cursor.accept('IF', 'EXISTS');
  const name = readName(cursor, session, 'the name of the table');
  passWait(cursor);
  const changes = cursor.atEnd ? [] : readChanges(cursor, session);
  return (draft, origin) => {
    const table = tableNamed(draft, name, ifExists);
    if (table !== undefined) applyChanges(changes, draft, table, origin);
    else if (!ifExists) leaveUnread(draft, origin, `nothing in this file makes the table ${name.name}`);
  };
}

function applyChanges(changes: readonly WrittenChange[], draft: Draft, table: DraftTable, origin: Origin): void {
  // What is dropped makes room for what the same statement adds, wherever it stands.
  for (const stage of ['drop', 'other'] as const) {
    for (const change of changes) {
      if (change.stage !== stage) continue;
      const place = below(origin.place, change.line);
      watched(draft, table, change, () => change.apply(draft, table, { ...origin, place }));
    }
  }
}

// MariaDB: WAIT n | NOWAIT
function passWait(cursor: Cursor): void {
  if (cursor.accept('WAIT')) cursor.number();
  else cursor.accept('NOWAIT');
}

function readChanges(cursor: Cursor, session: Session): WrittenChange[] {
  const changes: WrittenChange[] = [];
  for (;;) {
    const { mark, line } = cursor;
    const read = readChange(cursor, session);
    const text = cursor.textSince(mark);
    changes.push(...read.map((change) => ({ ...change, text, line })));
    if (!cursor.accept(',') && cursor.atEnd) return changes;
  }
}

function readChange(cursor: Cursor, session: Session): readonly TableChange[] {
  if (cursor.accept('ADD')) return readAddition(cursor, session);
  if (cursor.accept('DROP')) return readDropping(cursor);
  const column = readColumnChange(cursor, session);
  return column === undefined ? readOptionChange(cursor, session) : [column];
}
