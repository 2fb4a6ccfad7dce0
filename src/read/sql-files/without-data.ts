import { closeSync, openSync, readSync } from 'node:fs';
import { fail } from '../../errors.js';

const CHUNK = 1 << 20;

/** Files up to this size are read whole. */
export const LARGE = 64 << 20;

/** What a text is in the middle of: lines that count, the rows of a COPY, an INSERT, and a text within one. */
type State = 'lines' | 'copy' | 'insert' | 'text';

/**
 * Reads a large file of SQL without the rows that it inserts, in pieces, so that a dump of any size may be read. Each
 * line that is left out is still a line, and places stay what they are.
 *
 * @throws UserError when it is not UTF-8
 */
export function readWithoutData(file: string): string {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const filter = createFilter();
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(CHUNK);
    for (let size = readSync(descriptor, bytes); size > 0; size = readSync(descriptor, bytes)) {
      filter.add(decoder.decode(bytes.subarray(0, size), { stream: true }));
    }
    filter.add(decoder.decode());
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    fail('WRONG_ENCODING', { file, problem: 'is not UTF-8' });
  } finally {
    closeSync(descriptor);
  }
  return filter.end();
}

const INSERT = /^\s*(?:INSERT|REPLACE)\s+(?:IGNORE\s+)?INTO\s/i;
const COPY = /^\s*COPY\s.*\sFROM\s+stdin\b.*;\s*$/i;
/** A text is over at a quote; a backslash before it is part of the text in MySQL, and doubled quotes are in all. */
const TEXT_END = { plain: /'/g, escaped: /[\\']/g } as const;

/** Takes a text in pieces and keeps what is no data. */
function createFilter() {
  const kept: string[] = [];
  let state: State = 'lines';
  let rest = '';
  let escapes: keyof typeof TEXT_END | undefined;

  const take = (line: string, isWhole: boolean): void => {
    if (state === 'lines' && COPY.test(line)) {
      kept.push(line);
      state = 'copy';
    } else if (state === 'copy') {
      if (/^\\\.\r?\n?$/.test(line)) {
        kept.push(line);
        state = 'lines';
      } else if (isWhole) kept.push('\n');
    } else if (state === 'lines' && !INSERT.test(line)) kept.push(line);
    else skip(state === 'lines' ? line.replace(INSERT, '') : line, isWhole);
  };

  // Of a line of an INSERT only its end counts, and what stands behind the statement.
  const skip = (line: string, isWhole: boolean): void => {
    let at = 0;
    if (state === 'lines') state = 'insert';
    while (at < line.length) {
      const mark = state === 'text' ? TEXT_END[escapes ?? 'plain'] : /[';]/g;
      mark.lastIndex = at;
      const found = mark.exec(line);
      if (found === null) break;
      at = found.index + (found[0] === '\\' ? 2 : 1);
      if (found[0] === ';') {
        state = 'lines';
        take(line.slice(at), isWhole);
        return;
      }
      if (found[0] === "'") state = state === 'text' ? 'insert' : 'text';
    }
    if (isWhole) kept.push('\n');
  };

  return {
    add(piece: string): void {
      // Dumps of MySQL say so at once, and have backticks everywhere.
      escapes ??= /`|MySQL|MariaDB/.test(piece.slice(0, 20_000)) ? 'escaped' : 'plain';
      const lines = (rest + piece).split(/(?<=\n)/);
      rest = lines.pop() ?? '';
      if (rest.endsWith('\n')) {
        lines.push(rest);
        rest = '';
      }
      for (const line of lines) take(line, true);
      // A line of an INSERT may be longer than memory; a quote or a backslash at its end waits for what follows.
      if (state !== 'lines' && state !== 'copy' && rest.length > CHUNK) {
        const ready = rest.slice(0, -2);
        rest = rest.slice(-2);
        skip(ready, false);
      } else if (state === 'lines' && rest.length > CHUNK && INSERT.test(rest)) {
        const ready = rest.slice(0, -2);
        rest = rest.slice(-2);
        take(ready, false);
      }
    },
    end(): string {
      if (rest !== '') take(rest, false);
      return kept.join('');
    },
  };
}
