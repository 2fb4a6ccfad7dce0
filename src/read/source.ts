import { constants, isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { fail } from '../errors.js';
import { positionAt } from '../lib/json.js';

/** A text and the name under which messages speak of it. */
export interface Source {
  readonly name: string;
  readonly text: string;
}

/**
 * Reads a file, or standard input for `-`, as UTF-8. A byte order mark is passed over.
 *
 * @param readStandardInput reads all of standard input
 * @throws UserError when there is no such file, it cannot be read, is empty or is not UTF-8
 */
export async function readSource(file: string, readStandardInput: () => Promise<Buffer>): Promise<Source> {
  const name = file === '-' ? 'standard input' : file;
  return { name, text: decode(name, file === '-' ? await readStandardInput() : readBytes(file)) };
}

function readBytes(file: string): Buffer {
  try {
    const { size } = statSync(file);
    if (size > constants.MAX_STRING_LENGTH) fail('TOO_LARGE', { file });
    return readFileSync(file);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') fail('FILE_NOT_FOUND', { file });
    if (code === 'EISDIR') fail('NOT_A_FILE', { file });
    if (code.startsWith('E')) fail('UNREADABLE', { file, problem: code });
    throw error;
  }
}

const NOT_BLANK = /[^\s\ufeff]/;

function decode(name: string, bytes: Buffer): string {
  if (bytes.length > constants.MAX_STRING_LENGTH) fail('TOO_LARGE', { file: name });
  const encoding = foreignEncoding(bytes);
  if (encoding !== undefined) fail('WRONG_ENCODING', { file: name, encoding });
  const text = bytes.toString('utf8');
  if (!isUtf8(bytes)) {
    const { line, column } = positionAt(text, text.indexOf('\ufffd'));
    fail('WRONG_ENCODING', { file: name, encoding: `not valid UTF-8 at line ${line}, column ${column}` });
  }
  if (!NOT_BLANK.test(text)) fail('EMPTY_INPUT', { file: name });
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

// By the byte order mark, or by the zeros that ASCII characters have in UTF-16.
function foreignEncoding(bytes: Buffer): string | undefined {
  const [first, second] = bytes;
  const marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return marked || (bytes.length > 1 && (first === 0 || second === 0)) ? 'is UTF-16 (or UTF-32)' : undefined;
}
