import type { DraftMethod, DraftService } from '../draft.js';
import type { Cursor } from './cursor.js';
import { type OptionsBeingRead, readOptionStatement } from './options.js';

/** `service Name { … }`, whose keyword has been read; it stands at the cursor's name. */
export function readService(cursor: Cursor, place = cursor.place()): DraftService {
  const name = cursor.word('the name of the service');
  const options: OptionsBeingRead = new Map();
  const methods: DraftMethod[] = [];
  cursor.block(() => {
    const at = cursor.place();
    if (cursor.take('option')) readOptionStatement(cursor, options);
    else if (cursor.take('rpc')) methods.push(readMethod(cursor, at));
    else cursor.refuse('expected "rpc"');
  });
  return { name, options, methods, place };
}

function readMethod(cursor: Cursor, place: NonNullable<DraftMethod['place']>): DraftMethod {
  const name = cursor.word('the name of the method');
  const options: OptionsBeingRead = new Map();
  const request = readMessageName(cursor);
  cursor.expect('returns');
  const response = readMessageName(cursor);
  if (cursor.is('{')) {
    cursor.block(() => {
      if (!cursor.take('option')) cursor.refuse('expected "option"');
      readOptionStatement(cursor, options);
    });
    cursor.take(';');
  } else cursor.expectEnd();
  return {
    ...{ name, place, options },
    ...{ request: request.type, requestPlace: request.place, isClientStreaming: request.isStream },
    ...{ response: response.type, responsePlace: response.place, isServerStreaming: response.isStream },
  };
}

function readMessageName(cursor: Cursor) {
  cursor.expect('(');
  const place = cursor.place();
  const word = cursor.is('.') ? undefined : cursor.word('a message');
  // As protoc has it, `stream.Chunk` is a stream of `.Chunk`; alone it is the name of a message.
  const isStream = word === 'stream' && !cursor.is(')');
  const type = cursor.dottedName('a message', isStream ? undefined : word);
  cursor.expect(')');
  return { type, place, isStream };
}
