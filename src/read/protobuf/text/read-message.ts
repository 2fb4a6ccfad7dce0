import type { DraftEnum, DraftField, DraftMessage, DraftName, DraftOneof, DraftRange } from '../draft.js';
import type { Cursor } from './cursor.js';
import { type OptionsBeingRead, readOptionStatement } from './options.js';
import { readExtensionRanges, readReserved } from './ranges.js';
import { readEnum } from './read-enum.js';
import { type FieldHome, readField } from './read-field.js';

/** The message that is being read, and where its groups go. */
interface Begun {
  readonly options: OptionsBeingRead;
  readonly fields: DraftField[];
  readonly oneofs: DraftOneof[];
  readonly messages: DraftMessage[];
  readonly enums: DraftEnum[];
  readonly extensions: DraftField[];
  readonly extensionRanges: DraftRange[];
  readonly reservedRanges: DraftRange[];
  readonly reservedNames: DraftName[];
}

/** `message Name { … }`, whose keyword has been read; it stands at the cursor's name. */
export function readMessage(cursor: Cursor, place = cursor.place()): DraftMessage {
  return readMessageBody(cursor, cursor.word('the name of the message'), place);
}

function readMessageBody(cursor: Cursor, name: string, place: DraftMessage['place']): DraftMessage {
  const message: Begun = {
    ...{ options: new Map(), fields: [], oneofs: [], messages: [], enums: [] },
    ...{ extensions: [], extensionRanges: [], reservedRanges: [], reservedNames: [] },
  };
  const home = homeIn(cursor, message.messages);
  cursor.block(() => readStatement(cursor, message, home));
  return { name, ...(place && { place }), ...message };
}

function readStatement(cursor: Cursor, message: Begun, home: FieldHome): void {
  const place = cursor.place();
  const read = cursor.kind === 'word' ? STATEMENTS.get(cursor.text) : undefined;
  if (read === undefined) {
    message.fields.push(readField(cursor, home));
    return;
  }
  const word = cursor.text;
  cursor.advance();
  const declares = cursor.is('message') || cursor.is('enum');
  // `export` and `local` are words of edition 2024 and the names of types in what is older.
  if (VISIBILITIES.has(word) && !declares) {
    message.fields.push({ ...readField(cursor, home, word), place, typePlace: place });
  } else read(cursor, message, place);
}

const VISIBILITIES: ReadonlySet<string> = new Set(['export', 'local']);

type Read = (cursor: Cursor, message: Begun, place: NonNullable<DraftMessage['place']>) => void;

const readVisible: Read = (cursor, message, place) => {
  const word = cursor.text;
  cursor.advance();
  STATEMENTS.get(word)?.(cursor, message, place);
};

const STATEMENTS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['message', (cursor, { messages }, place) => messages.push(readMessage(cursor, place))],
  ['enum', (cursor, { enums }, place) => enums.push(readEnum(cursor, place))],
  ['export', readVisible],
  ['local', readVisible],
  ['oneof', readOneof],
  ['option', (cursor, { options }) => readOptionStatement(cursor, options)],
  ['reserved', (cursor, { reservedRanges, reservedNames }) => readReserved(cursor, reservedRanges, reservedNames)],
  [
    'extensions',
    (cursor, { extensionRanges, options }) => {
      readExtensionRanges(cursor, extensionRanges, options.get('message_set_wire_format')?.value === 'true');
    },
  ],
  ['extend', (cursor, { extensions, messages }) => readExtend(cursor, extensions, messages)],
]);

function readOneof(cursor: Cursor, message: Begun, place: DraftMessage['place']): void {
  const name = cursor.word('the name of the oneof');
  const options: OptionsBeingRead = new Map();
  const home = { ...homeIn(cursor, message.messages), oneof: name };
  const count = message.fields.length;
  cursor.block(() => {
    if (cursor.take('option')) readOptionStatement(cursor, options);
    else message.fields.push(readField(cursor, home));
  });
  if (message.fields.length === count) cursor.refuse('a oneof has fields');
  message.oneofs.push({ name, options, ...(place && { place }) });
}

/** `extend Name { … }`, whose keyword has been read. */
export function readExtend(cursor: Cursor, extensions: DraftField[], messages: DraftMessage[]): void {
  const extendee = cursor.dottedName('the message that is extended');
  const home = { ...homeIn(cursor, messages), extendee };
  cursor.block(() => extensions.push(readField(cursor, home)));
}

function homeIn(cursor: Cursor, messages: DraftMessage[]): FieldHome {
  return {
    addGroup: (group) => messages.push(group),
    readGroup: (name) => readMessageBody(cursor, name, undefined),
  };
}
