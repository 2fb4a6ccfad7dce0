import { escapeBytes } from '../../../lib/escape-bytes.js';
import type { DraftOption } from '../draft.js';
import type { Cursor } from './cursor.js';
import { ProtoSyntaxError } from './lexer.js';

/** Options as they are read, one after the other. */
export type OptionsBeingRead = Map<string, DraftOption>;

/** `option name = value;`, whose keyword has been read. */
export function readOptionStatement(cursor: Cursor, options: OptionsBeingRead): void {
  readOption(cursor, options);
  cursor.expectEnd();
}

/** `[name = value, …]` if there is one. */
export function readBracketedOptions(cursor: Cursor, options: OptionsBeingRead): void {
  if (!cursor.take('[')) return;
  do readOption(cursor, options);
  while (cursor.take(','));
  cursor.expect(']');
}

function readOption(cursor: Cursor, options: OptionsBeingRead): void {
  const place = cursor.place();
  let name = readNamePart(cursor);
  while (cursor.take('.')) name += `.${readNamePart(cursor)}`;
  cursor.expect('=');
  if (cursor.is('{')) readMessage(cursor, name, options, '{', '}');
  else options.set(name, { value: readScalar(cursor, name === 'default'), place });
}

function readNamePart(cursor: Cursor): string {
  if (!cursor.take('(')) return cursor.word('the name of an option');
  const name = cursor.dottedName('the name of an extension');
  cursor.expect(')');
  return `(${name.startsWith('.') ? name.slice(1) : name})`;
}

/** A word, a number with its sign, or a text; bytes that are no text are written as descriptors do. */
function readScalar(cursor: Cursor, isDefault: boolean): string {
  const sign = cursor.take('-') ? '-' : cursor.take('+') ? '' : undefined;
  if (cursor.kind === 'string' && sign === undefined) {
    const bytes = cursor.bytes('a value');
    // Whether it is of bytes or of text, which have other escapes, only the type of the field tells.
    return isDefault ? `"${escapeBytes(bytes)}` : bytes.toString('utf8');
  }
  if (cursor.kind !== 'word' && cursor.kind !== 'integer' && cursor.kind !== 'float') cursor.refuse('expected a value');
  const { text } = cursor;
  cursor.advance();
  return (sign ?? '') + text;
}

/**
 * A message in the text format (protobuf.dev/reference/protobuf/textformat-spec), as options of the names of its
 * fields, so that `features = { field_presence: EXPLICIT }` is `features.field_presence`.
 */
function readMessage(cursor: Cursor, name: string, options: OptionsBeingRead, open: string, close: string): void {
  const opening = cursor.start;
  cursor.expect(open);
  cursor.nested(opening, () => {
    while (!cursor.take(close)) {
      if (cursor.kind === 'end') throw new ProtoSyntaxError('this is not closed', opening);
      readEntry(cursor, name, options);
      if (!cursor.take(',')) cursor.take(';');
    }
  });
}

function readEntry(cursor: Cursor, parent: string, options: OptionsBeingRead): void {
  const place = cursor.place();
  const name = `${parent}.${readKey(cursor)}`;
  const hasColon = cursor.take(':');
  if (cursor.is('[')) readList(cursor, name, options);
  else if (cursor.is('{')) readMessage(cursor, name, options, '{', '}');
  else if (cursor.is('<')) readMessage(cursor, name, options, '<', '>');
  else if (!hasColon) cursor.refuse('expected ":"');
  else options.set(name, { value: readScalar(cursor, false), place });
}

function readKey(cursor: Cursor): string {
  if (!cursor.take('[')) return cursor.word('the name of a field');
  let name = cursor.dottedName('the name of an extension');
  while (cursor.take('/')) name += `/${cursor.dottedName('the name of a type')}`;
  cursor.expect(']');
  return `(${name})`;
}

function readList(cursor: Cursor, name: string, options: OptionsBeingRead): void {
  const opening = cursor.start;
  cursor.expect('[');
  if (cursor.take(']')) return;
  cursor.nested(opening, () => {
    do {
      if (cursor.is('{')) readMessage(cursor, name, options, '{', '}');
      else if (cursor.is('<')) readMessage(cursor, name, options, '<', '>');
      else readScalar(cursor, false);
    } while (cursor.take(','));
  });
  cursor.expect(']');
}
