import type { DraftField, DraftMessage } from '../draft.js';
import type { Cursor } from './cursor.js';
import { ProtoSyntaxError } from './lexer.js';
import { type OptionsBeingRead, readBracketedOptions } from './options.js';
import { MOST_FIELD_NUMBER } from './ranges.js';

/** Where fields stand: what they may be depends on it. */
export interface FieldHome {
  readonly oneof?: string;
  readonly extendee?: string;
  /** Takes the message that a group declares. */
  addGroup(message: DraftMessage): void;
  /** Reads the body of a group. */
  readGroup(name: string): DraftMessage;
}

const LABELS = ['optional', 'required', 'repeated'] as const;

/** A field, a map or a group. `first` is a word of it that has been read already. */
export function readField(cursor: Cursor, home: FieldHome, first?: string): DraftField {
  const place = cursor.place();
  const offset = cursor.start;
  const label = first === undefined ? LABELS.find((word) => cursor.is(word)) : undefined;
  if (label !== undefined) {
    if (home.oneof !== undefined) throw new ProtoSyntaxError(`a field of a oneof is not ${label}`, offset);
    cursor.advance();
  }
  const typePlace = cursor.place();
  const word = first ?? (cursor.is('.') ? undefined : cursor.word('a field'));
  if (word === 'group' && cursor.kind === 'word') return readGroup(cursor, home, { label, place, typePlace });
  const mapKey = word === 'map' && cursor.is('<') ? readMapKey(cursor, home, label) : undefined;
  const type = cursor.dottedName('a type', mapKey === undefined ? word : undefined);
  if (mapKey !== undefined) cursor.expect('>');
  const name = cursor.word('the name of the field');
  const { number, numberPlace } = readNumber(cursor, home);
  const options: OptionsBeingRead = new Map();
  readBracketedOptions(cursor, options);
  cursor.expectEnd();
  return {
    ...{ name, number, numberPlace, type, typePlace, options, place, isGroup: false },
    ...(label && { label }),
    ...(mapKey !== undefined && { mapKey }),
    ...(home.oneof !== undefined && { oneof: home.oneof }),
    ...(home.extendee !== undefined && { extendee: home.extendee }),
  };
}

function readMapKey(cursor: Cursor, { oneof, extendee }: FieldHome, label: string | undefined): string {
  if (label !== undefined) cursor.refuse(`a map is not ${label}`);
  if (oneof !== undefined) cursor.refuse('a map cannot be in a oneof');
  if (extendee !== undefined) cursor.refuse('a map cannot be an extension');
  cursor.expect('<');
  const key = cursor.word('the type of the keys');
  cursor.expect(',');
  return key;
}

function readNumber(cursor: Cursor, { extendee }: FieldHome) {
  cursor.expect('=');
  const numberPlace = cursor.place();
  const most = extendee === undefined ? MOST_FIELD_NUMBER : MOST_EXTENSION_NUMBER;
  const number = cursor.integer('the number of a field', 1, most);
  return { number, numberPlace };
}

/** Of a message set; others are held to less when it is known what they are. */
const MOST_EXTENSION_NUMBER = Math.max(MOST_FIELD_NUMBER, 2147483646);

type Begun = Pick<DraftField, 'place' | 'typePlace'> & { readonly label: DraftField['label'] | undefined };

function readGroup(cursor: Cursor, home: FieldHome, { label, ...places }: Begun): DraftField {
  const offset = cursor.start;
  const type = cursor.word('the name of the group');
  if (!/^[A-Z]/.test(type)) throw new ProtoSyntaxError('the name of a group begins with a capital letter', offset);
  const { number, numberPlace } = readNumber(cursor, home);
  const options: OptionsBeingRead = new Map();
  readBracketedOptions(cursor, options);
  home.addGroup({ ...home.readGroup(type), ...(places.place && { place: places.place }) });
  return {
    ...{ name: type.toLowerCase(), number, numberPlace, type, options, isGroup: true, ...places },
    ...(label && { label }),
    ...(home.oneof !== undefined && { oneof: home.oneof }),
    ...(home.extendee !== undefined && { extendee: home.extendee }),
  };
}
