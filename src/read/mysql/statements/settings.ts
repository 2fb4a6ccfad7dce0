import type { Effect } from '../draft/draft.js';
import type { Cursor } from '../text/cursor.js';
import { followMode } from '../text/mode.js';
import type { Session } from './session.js';

const NOTHING: Effect = () => undefined;

/** `SET …`: what is set changes how the statements behind it are read. */
export function readSet(cursor: Cursor, session: Session): Effect {
  do {
    const mark = cursor.mark;
    const name = readVariableName(cursor);
    if (name === 'explicit_defaults_for_timestamp')
      session.explicitTimestamps = !cursor.is('OFF') && !/^0$/.test(cursor.peek().text);
    passValue(cursor);
    if (name === 'sql_mode') followMode(cursor.tokensSince(mark), cursor.mode);
  } while (cursor.accept(','));
  while (!cursor.atEnd) cursor.take();
  return NOTHING;
}

function readVariableName(cursor: Cursor): string {
  cursor.acceptOne('GLOBAL', 'SESSION', 'LOCAL', 'PERSIST');
  const name = cursor
    .take()
    .text.replace(/^@@(?:(?:global|session|local)\s*\.\s*)?/i, '')
    .toLowerCase();
  cursor.accept('=') || cursor.accept(':=');
  return name;
}

function passValue(cursor: Cursor): void {
  while (!cursor.atEnd && !cursor.is(',')) {
    if (cursor.is('(')) cursor.passBrackets();
    else cursor.take();
  }
}
