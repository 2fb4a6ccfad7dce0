import { type Effect, keyOf, leaveUnread } from '../draft/draft.js';
import { keyNamed } from '../draft/find.js';
import { addKey } from '../draft/keys.js';
import type { Cursor } from '../text/cursor.js';
import { dropKey } from './alter-drop.js';
import type { CreateHead } from './head.js';
import { readKeyParts } from './read-constraints.js';
import { readName, type Session } from './session.js';

/** `CREATE INDEX …`, from the name on. */
export function readCreateIndex(cursor: Cursor, session: Session, head: CreateHead): Effect {
  const onlyIfAbsent = cursor.accept('IF', 'NOT', 'EXISTS');
  const name = cursor.identifier('the name of the index');
  const method = cursor.accept('USING') || cursor.accept('TYPE') ? cursor.identifier().toLowerCase() : undefined;
  cursor.expect('ON');
  const table = readName(cursor, session, 'the name of the table');
  const key = readKeyParts(cursor, head.indexKind ?? 'index', name, method);
  passLocking(cursor);
  return (draft, origin) => {
    const found = draft.tables.get(keyOf(table));
    if (found === undefined) return leaveUnread(draft, origin, `nothing in this file makes the table ${table.name}`);
    if (onlyIfAbsent && keyNamed(found, name) !== undefined) return undefined;
    if (head.orReplace) dropKey(found, name);
    return addKey(found, key, origin.place);
  };
}

/** `DROP INDEX … ON table`, from the name on. */
export function readDropIndex(cursor: Cursor, session: Session): Effect {
  const ifExists = cursor.accept('IF', 'EXISTS');
  const name = cursor.identifier('the name of the index');
  cursor.expect('ON');
  const table = readName(cursor, session, 'the name of the table');
  passLocking(cursor);
  return (draft, origin) => {
    const found = draft.tables.get(keyOf(table));
    if (found !== undefined) dropKey(found, name);
    else if (!ifExists) leaveUnread(draft, origin, `nothing in this file makes the table ${table.name}`);
  };
}

function passLocking(cursor: Cursor): void {
  while (cursor.is('ALGORITHM|LOCK|WAIT|NOWAIT')) {
    const isBare = cursor.take().upper === 'NOWAIT';
    cursor.accept('=');
    if (!isBare) cursor.take();
  }
}
