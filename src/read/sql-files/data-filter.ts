import { MAX_BYTES } from '../source.js';
import { isMysql } from './dialects.js';
import { dumpOrigin } from './dump-origin.js';
import { findMysqlData, findPostgresqlData } from './find-data.js';
import { beginData, countLines, type DataScan, LOOK_BEHIND, skipData } from './skip-data.js';

/** As much as is looked at together, at least; a statement that is longer is looked at again with twice as much. */
const WINDOW = 1 << 20;
/** A statement longer than this is kept with everything behind it. */
const LONGEST_STATEMENT = 64 << 20;
/** What has not said by then that it is MySQL's is PostgreSQL's. */
const LONGEST_SILENCE = 16 << 20;
/** The line that ends rows: behind others, and where there are none. */
const ENDS_ROWS = /\n\\\.\r?(?=\n)/;
const IS_EMPTY = /^\\\.\r?(?=\n)/;
/** How much of that line may stand at the end of a window. */
const PART_OF_END = 4;
/** What data that ends in the middle leaves open, so that whoever reads it says so. */
const OPENING: Readonly<Record<string, string>> = { code: '', 'line comment': '', comment: '/*' };
const DATA = { mysql: /\s*(?:INSERT|REPLACE)\b/iy, postgresql: /\s*INSERT\b/iy } as const;

/**
 * Takes SQL in pieces and keeps what is no data: statements that insert rows, and the rows of a COPY, become blank
 * lines. It holds what it keeps, and one statement.
 */
export class DataFilter {
  private readonly kept: Buffer[] = [];
  private size = 0;
  private lines = 0;
  // One character for each byte: a place in it is a place in the file, and rows may hold any bytes.
  private window = '';
  private wanted: number;
  private isMysql: boolean | undefined;
  private delimiter = ';';
  private state: 'schema' | 'first row' | 'rows' | 'all' | DataScan = 'schema';

  /** @param least as much is looked at together, in bytes */
  constructor(private readonly least = WINDOW) {
    this.wanted = least;
  }

  /** Takes the next piece. False when more is kept already than can be read. */
  add(bytes: Buffer): boolean {
    this.window += bytes.toString('latin1');
    if (this.window.length >= this.wanted) this.pass(false);
    return this.size <= MAX_BYTES;
  }

  /** What is kept of all pieces. */
  end(): Buffer {
    this.pass(true);
    if (this.state === 'schema') this.keep(this.window);
    else if (typeof this.state === 'object') this.keep(OPENING[this.state.within] ?? this.state.within);
    // What held nothing but data is not an empty file.
    if (this.kept.length === 0) this.keep('-- data');
    this.keepLines();
    return Buffer.concat(this.kept);
  }

  private pass(isEnd: boolean): void {
    this.isMysql ??= this.recognise(isEnd);
    // Rows say nothing of who reads them: more is looked at.
    if (this.isMysql === undefined) {
      this.wanted = 2 * this.window.length;
      return;
    }
    for (let goesOn = true; goesOn && this.window !== ''; ) {
      if (this.state === 'schema') goesOn = this.passSchema(isEnd);
      else if (this.state === 'first row' || this.state === 'rows') {
        goesOn = this.passRows(this.state === 'first row', isEnd);
      } else if (this.state === 'all') {
        this.take(this.window.length, true);
        goesOn = false;
      } else goesOn = this.passData(this.state, isEnd);
    }
  }

  private recognise(isEnd: boolean): boolean | undefined {
    const { dialect } = dumpOrigin(this.window);
    if (dialect !== undefined) return dialect !== 'postgresql';
    if (isMysql(this.window)) return true;
    return isEnd || this.window.length > LONGEST_SILENCE ? false : undefined;
  }

  private passSchema(isEnd: boolean): boolean {
    const found = this.isMysql ? findMysqlData(this.window, this.delimiter) : findPostgresqlData(this.window);
    this.delimiter = found.delimiter;
    this.take(found.at, true);
    if (found.next === 'data') this.state = beginData(0);
    else if (found.next === 'rows') this.state = 'first row';
    else {
      if (!isEnd && this.window.length > LONGEST_STATEMENT) this.state = 'all';
      this.wanted = Math.max(this.least, 2 * this.window.length);
      return false;
    }
    this.wanted = this.least;
    return true;
  }

  private passData(scan: DataScan, isEnd: boolean): boolean {
    const begins = this.isMysql ? DATA.mysql : DATA.postgresql;
    for (;;) {
      skipData(scan, this.window, this.isMysql === true, isEnd);
      if (!scan.isOver) break;
      begins.lastIndex = scan.at;
      // Mostly another one follows.
      if (!begins.test(this.window)) break;
      scan.isOver = false;
    }
    this.lines += scan.lines;
    // What stands before a quote says what it begins.
    const left = scan.isOver ? 0 : Math.min(scan.at, LOOK_BEHIND);
    this.window = this.window.slice(scan.at - left);
    this.state = scan.isOver ? 'schema' : Object.assign(scan, { at: left, lines: 0 });
    return scan.isOver;
  }

  private passRows(isFirst: boolean, isEnd: boolean): boolean {
    // The file may end behind the mark.
    const window = isEnd ? `${this.window}\n` : this.window;
    const end = (isFirst ? IS_EMPTY.exec(window) : null) ?? ENDS_ROWS.exec(window);
    if (end !== null) {
      this.state = 'schema';
      const start = end.index + (end[0].startsWith('\n') ? 1 : 0);
      this.take(start, false);
      this.take(end[0].trim().length, true);
      return true;
    }
    if (!isFirst || window.length > PART_OF_END) {
      this.state = 'rows';
      this.take(Math.max(0, this.window.length - PART_OF_END), false);
    }
    return false;
  }

  private take(length: number, isKept: boolean): void {
    if (isKept) this.keep(this.window.slice(0, length));
    else this.lines += countLines(this.window, 0, length);
    this.window = this.window.slice(length);
  }

  private keep(text: string): void {
    if (text === '') return;
    this.keepLines();
    this.kept.push(Buffer.from(text, 'latin1'));
    this.size += text.length;
  }

  private keepLines(): void {
    if (this.lines > 0) this.kept.push(Buffer.alloc(this.lines, '\n'));
    this.size += this.lines;
    this.lines = 0;
  }
}
