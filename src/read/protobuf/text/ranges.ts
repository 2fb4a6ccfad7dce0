import type { DraftName, DraftRange } from '../draft.js';
import type { Cursor } from './cursor.js';
import { ProtoSyntaxError } from './lexer.js';
import { readBracketedOptions } from './options.js';

/** The largest number of a field, and those of an enum (protobuf.com/docs/language-spec#field-numbers). */
export const MOST_FIELD_NUMBER = 536870911;
export const ENUM_NUMBERS = { least: -2147483648, most: 2147483647 } as const;

/** Where numbers of a kind may lie. */
interface Bounds {
  readonly least: number;
  readonly most: number;
}

const FIELDS: Bounds = { least: 1, most: MOST_FIELD_NUMBER };

/** `reserved 1, 5 to 9;` or `reserved "name";`, whose keyword has been read. In editions names are bare words. */
export function readReserved(cursor: Cursor, ranges: DraftRange[], names: DraftName[], bounds: Bounds = FIELDS): void {
  const isNames = cursor.kind === 'string' || cursor.kind === 'word';
  do {
    const place = cursor.place();
    if (!isNames) ranges.push(readRange(cursor, bounds));
    else if (cursor.kind === 'word') names.push({ name: cursor.word('a name'), place });
    else names.push({ name: cursor.string('a name'), place });
  } while (cursor.take(','));
  cursor.expectEnd();
}

/** `extensions 100 to 199, 1000 to max [options];`, whose keyword has been read. */
export function readExtensionRanges(cursor: Cursor, ranges: DraftRange[], isMessageSet: boolean): void {
  const bounds = isMessageSet ? { least: 1, most: 2147483646 } : FIELDS;
  do ranges.push(readRange(cursor, bounds));
  while (cursor.take(','));
  readBracketedOptions(cursor, new Map());
  cursor.expectEnd();
}

function readRange(cursor: Cursor, { least, most }: Bounds): DraftRange {
  const [place, offset] = [cursor.place(), cursor.start];
  const start = cursor.integer('a number', least, most);
  const end = cursor.take('to') ? (cursor.take('max') ? most : cursor.integer('a number', least, most)) : start;
  if (end < start) throw new ProtoSyntaxError('this range ends before it begins', offset);
  return { start, end, place };
}
