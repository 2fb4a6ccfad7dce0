import { type Draft, type DraftTable, type Effect, type Origin, tableNamed } from '../draft/draft.js';
import { refuse, refuseAbsent, refuseTable } from '../draft/refuse.js';
import { watched } from '../draft/watch.js';
import type { Cursor } from '../text/cursor.js';
import { hasGuard, readAddition } from './alter-add.js';
import { STAGES, type TableChange } from './alter-change.js';
import { readColumnChange } from './alter-columns.js';
import { readDropping } from './alter-drop.js';
import { readOptionChange } from './alter-options.js';
import { clauseProblem } from './clause-problems.js';
import { readName, type Session } from './session.js';
import { below } from './table-elements.js';

/** A clause with its text, and how many lines below the statement's first one it stands. */
type WrittenChange = TableChange & {
  readonly text: string;
  readonly line: number;
  /** Whether IF EXISTS or IF NOT EXISTS stands before what it is about. */
  readonly isGuarded: boolean;
};

/** `ALTER TABLE …`, from the name on. */
export function readAlterTable(cursor: Cursor, session: Session): Effect {
  const ifExists = cursor.acceptOf('mariadb', 'IF', 'EXISTS');
  const name = readName(cursor, session, 'the name of the table');
  passWait(cursor);
  const changes = cursor.atEnd ? [] : readChanges(cursor, session);
  return (draft, origin) => {
    const table = tableNamed(draft, name, ifExists);
    if (table !== undefined) applyChanges(changes, draft, table, origin);
    else if (!ifExists) refuseAbsent(draft, origin, 'table', name);
  };
}

function applyChanges(changes: readonly WrittenChange[], draft: Draft, table: DraftTable, origin: Origin): void {
  const before = { columns: [...table.columns], foreignKeys: [...table.foreignKeys] };
  for (const stage of STAGES) {
    for (const change of changes) {
      if (change.stage !== stage) continue;
      const at = { ...origin, place: below(origin.place, change.line) };
      const problem = change.isGuarded ? undefined : clauseProblem(table, change.clause);
      if (problem !== undefined) refuse(draft, at, problem);
      watched(draft, table, change, () => change.apply(draft, table, at));
    }
  }
  refuseTable(draft, table, origin, before);
}

// MariaDB: WAIT n | NOWAIT
function passWait(cursor: Cursor): void {
  if (cursor.acceptOf('mariadb', 'WAIT')) cursor.number();
  else cursor.acceptOf('mariadb', 'NOWAIT');
}

function readChanges(cursor: Cursor, session: Session): WrittenChange[] {
  const changes: WrittenChange[] = [];
  for (;;) {
    const { mark, line } = cursor;
    const isGuarded = hasGuard(cursor);
    if (isGuarded) cursor.only('mariadb', mark, 'IF EXISTS in ALTER TABLE');
    const read = readChange(cursor, session);
    const text = cursor.textSince(mark);
    changes.push(...read.map((change) => ({ ...change, text, line, isGuarded })));
    if (!cursor.accept(',') && cursor.atEnd) return changes;
  }
}

function readChange(cursor: Cursor, session: Session): readonly TableChange[] {
  if (cursor.accept('ADD')) return readAddition(cursor, session);
  if (cursor.accept('DROP')) return readDropping(cursor);
  const column = readColumnChange(cursor, session);
  return column === undefined ? readOptionChange(cursor, session) : [column];
}
