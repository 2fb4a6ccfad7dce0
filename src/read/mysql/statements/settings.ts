import type { Effect } from '../draft/draft.js';
import type { Cursor } from '../text/cursor.js';
import type { Session } from './session.js';

const NOTHING: Effect = () => undefined;

/** `SET …`: what is set changes how the statements behind it are read. */
export function readSet(cursor: Cursor, session: Session): Effect {
  do {
    const name = readVariableName(cursor);
    if (name === 'sql_mode') setSqlMode(cursor);
    else if (name === 'explicit_defaults_for_timestamp')
      session.explicitTimestamps = !cursor.is('OFF') && !/^0$/.test(cursor.peek().text);
    passValue(cursor);
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

// What a dump has saved and puts back is the mode that there was: the usual one.
function setSqlMode(cursor: Cursor): void {
  const token = cursor.peek();
  const modes = token.kind === 'string' || token.kind === 'word' ? token.text.toUpperCase().split(',') : [];
  const has = (mode: string) => modes.includes(mode) || (mode !== 'NO_BACKSLASH_ESCAPES' && modes.includes('ANSI'));
  cursor.mode.ansiQuotes = has('ANSI_QUOTES');
  cursor.mode.pipesConcatenate = has('PIPES_AS_CONCAT');
  cursor.mode.backslashEscapes = !has('NO_BACKSLASH_ESCAPES');
}

function passValue(cursor: Cursor): void {
  while (!cursor.atEnd && !cursor.is(',')) {
    if (cursor.is('(')) cursor.passBrackets();
    else cursor.take();
  }
}
