import type { Syntax } from '../../../model/protobuf/schema.js';
import type { DraftEnum, DraftField, DraftFile, DraftImport, DraftMessage, DraftService } from '../draft.js';
import { EDITIONS } from '../features.js';
import { Cursor } from './cursor.js';
import { ProtoSyntaxError } from './lexer.js';
import { type OptionsBeingRead, readOptionStatement } from './options.js';
import { readEnum } from './read-enum.js';
import { readExtend, readMessage } from './read-message.js';
import { readService } from './read-service.js';

/** A file as it is read, from the top. */
interface Begun {
  header: Pick<DraftFile, 'package' | 'packagePlace'>;
  readonly imports: DraftImport[];
  readonly options: OptionsBeingRead;
  readonly messages: DraftMessage[];
  readonly enums: DraftEnum[];
  readonly extensions: DraftField[];
  readonly services: DraftService[];
}

/**
 * Reads a `.proto` file (protobuf.com/docs/language-spec): proto2, proto3, editions.
 *
 * @param path as imports name it
 * @param file as messages name it
 * @throws ProtoSyntaxError
 */
export function readProtoText(source: string, path: string, file: string): DraftFile {
  const cursor = new Cursor(source, file);
  const place = { file, line: 1, column: 1 };
  const syntax = readSyntax(cursor);
  const begun: Begun = {
    header: { package: '' },
    ...{ imports: [], options: new Map(), messages: [], enums: [], extensions: [], services: [] },
  };
  while (cursor.kind !== 'end') if (!cursor.take(';')) readStatement(cursor, begun, syntax.edition);
  const { header, ...rest } = begun;
  return { path, place, ...syntax, ...header, ...rest };
}

const SYNTAXES: readonly string[] = ['proto2', 'proto3'] satisfies Syntax[];

function readSyntax(cursor: Cursor): Pick<DraftFile, 'syntax' | 'edition' | 'syntaxPlace'> {
  const syntaxPlace = cursor.place();
  const isEdition = cursor.is('edition');
  // Without a word it is what the first files were.
  if (!isEdition && !cursor.is('syntax')) return { syntax: 'proto2' };
  cursor.advance();
  cursor.expect('=');
  const offset = cursor.start;
  const value = cursor.string(isEdition ? 'an edition' : '"proto2" or "proto3"');
  const known: readonly string[] = isEdition ? EDITIONS : SYNTAXES;
  if (!known.includes(value)) {
    const kind = isEdition ? 'edition' : 'syntax';
    throw new ProtoSyntaxError(
      `the ${kind} ${JSON.stringify(value)} is not known; it is ${known.join(' or ')}`,
      offset,
    );
  }
  cursor.expectEnd();
  return isEdition ? { syntax: 'editions', edition: value, syntaxPlace } : { syntax: value as Syntax, syntaxPlace };
}

function readStatement(cursor: Cursor, file: Begun, edition: string | undefined): void {
  const { start } = cursor;
  const place = cursor.place();
  const word = cursor.word('a declaration');
  const isVisibility = (word === 'export' || word === 'local') && edition !== undefined && edition >= '2024';
  const kind = isVisibility ? cursor.word('"message" or "enum"') : word;
  if (isVisibility && kind !== 'message' && kind !== 'enum') {
    throw new ProtoSyntaxError(`only messages and enums can be ${word}`, start);
  }
  if (kind === 'message') file.messages.push(readMessage(cursor, place));
  else if (kind === 'enum') file.enums.push(readEnum(cursor, place));
  else if (kind === 'service') file.services.push(readService(cursor, place));
  else if (kind === 'extend') readExtend(cursor, file.extensions, file.messages);
  else if (kind === 'import') file.imports.push(readImport(cursor, place));
  else if (kind === 'option') readOptionStatement(cursor, file.options);
  else if (kind === 'package') {
    if (file.header.packagePlace !== undefined) throw new ProtoSyntaxError('the package is named twice', start);
    file.header = { package: cursor.dottedName('the name of the package'), packagePlace: place };
    cursor.expectEnd();
  } else throw new ProtoSyntaxError(`${JSON.stringify(word)} begins no declaration`, start);
}

function readImport(cursor: Cursor, place: DraftImport['place']): DraftImport {
  const isPublic = cursor.take('public');
  const isForOptions = !isPublic && cursor.take('option');
  if (!isPublic && !isForOptions) cursor.take('weak');
  const path = cursor.string('the file that is imported');
  cursor.expectEnd();
  return { path, isPublic, isForOptions, ...(place && { place }) };
}
