/** Where a statement of data is read to, and what it is in the middle of there. */
export interface DataScan {
  /** The next character to look at. */
  at: number;
  /** Ends of lines that have been passed. */
  lines: number;
  within: 'code' | 'line comment' | 'comment' | Quote | `$${string}`;
  depth: number;
  /** Whether the statement is over: `at` is behind its semicolon. */
  isOver: boolean;
}

type Quote = "'" | "E'" | '"' | '`';

const NEWLINE = 10;
const DOUBLE = 34;
const HASH = 35;
const DOLLAR = 36;
const QUOTE = 39;
const STAR = 42;
const DASH = 45;
const SLASH = 47;
const SEMICOLON = 59;
const BACKSLASH = 92;
const BACKTICK = 96;
const DOLLAR_QUOTE = /\$(?:[A-Za-z_\x80-\xff][\w\x80-\xff]*)?\$/y;
/** More than a dollar quote is long (names have 63 bytes): what stands closer to the end waits for what follows. */
const LOOK_AHEAD = 80;
/** Characters before the next one that say what it begins. */
export const LOOK_BEHIND = 2;

/** At the beginning of a statement of data. */
export function beginData(at: number): DataScan {
  return { at, lines: 0, within: 'code', depth: 0, isOver: false };
}

/**
 * Passes over a statement that holds data, to behind its semicolon or as far as the text goes: a look at every
 * character, whatever the length of the statement.
 *
 * @param text one character for each byte
 * @param isEnd whether nothing follows the text
 */
export function skipData(scan: DataScan, text: string, isMysql: boolean, isEnd: boolean): void {
  const end = isEnd ? text.length : text.length - LOOK_AHEAD;
  while (scan.at < end && !scan.isOver) {
    if (scan.within === 'code') passCode(scan, text, isMysql, end);
    else if (scan.within === 'line comment') passTo(scan, text, '\n', end);
    else if (scan.within === 'comment') passComment(scan, text, isMysql, end);
    else if (scan.within.startsWith('$')) passTo(scan, text, scan.within, end);
    else passQuoted(scan, text, isMysql, end);
  }
}

function passCode(scan: DataScan, text: string, isMysql: boolean, end: number): void {
  let { at } = scan;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === NEWLINE) scan.lines++;
    else if (code === SEMICOLON) {
      scan.isOver = true;
      at++;
      break;
    } else if (code === QUOTE || code === DOUBLE || (code === BACKTICK && isMysql)) {
      const escapes =
        code === QUOTE && !isMysql && /(?:^|[^\w$\x80-\xff])[eE]$/.test(text.slice(Math.max(0, at - LOOK_BEHIND), at));
      scan.within = escapes ? "E'" : (text[at] as Quote);
      at++;
      break;
    } else if (code <= SLASH && beginsComment(text, at, code, isMysql)) {
      scan.within = code === SLASH ? 'comment' : 'line comment';
      scan.depth = 1;
      at += code === HASH ? 1 : 2;
      break;
    } else if (code === DOLLAR && !isMysql && !/[\w$\x80-\xff]/.test(text[at - 1] ?? '')) {
      DOLLAR_QUOTE.lastIndex = at;
      const mark = DOLLAR_QUOTE.exec(text)?.[0];
      if (mark === undefined) continue;
      scan.within = mark as `$${string}`;
      at += mark.length;
      break;
    }
  }
  scan.at = at;
}

function beginsComment(text: string, at: number, code: number, isMysql: boolean): boolean {
  if (code === SLASH) return text.charCodeAt(at + 1) === STAR;
  if (code === HASH) return isMysql;
  // Two dashes begin a comment of MySQL only before a blank: `5--1` is 6.
  return code === DASH && text.charCodeAt(at + 1) === DASH && (!isMysql || /^(?:\s|$)/.test(text.charAt(at + 2)));
}

/** A doubled quote ends a text and begins another; a backslash before it is part of the text. */
function passQuoted(scan: DataScan, text: string, isMysql: boolean, end: number): void {
  const quote = scan.within.charCodeAt(scan.within.length - 1);
  const escapes = scan.within === "E'" || (isMysql && quote !== BACKTICK);
  for (let { at } = scan; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === NEWLINE) scan.lines++;
    else if (code === BACKSLASH && escapes) {
      if (text.charCodeAt(++at) === NEWLINE) scan.lines++;
    } else if (code === quote) {
      // The second half of a doubled quote has no E before it.
      if (scan.within === "E'" && text.charCodeAt(at + 1) === QUOTE) at++;
      else {
        scan.within = 'code';
        scan.at = at + 1;
        return;
      }
    }
    scan.at = at + 1;
  }
}

// Comments nest in PostgreSQL.
function passComment(scan: DataScan, text: string, isMysql: boolean, end: number): void {
  let { at } = scan;
  for (; at < end && scan.depth > 0; at++) {
    const code = text.charCodeAt(at);
    if (code === NEWLINE) scan.lines++;
    else if (code === STAR && text.charCodeAt(at + 1) === SLASH) {
      scan.depth--;
      at++;
    } else if (code === SLASH && !isMysql && text.charCodeAt(at + 1) === STAR) {
      scan.depth++;
      at++;
    }
  }
  if (scan.depth === 0) scan.within = 'code';
  scan.at = at;
}

function passTo(scan: DataScan, text: string, mark: string, end: number): void {
  const found = text.indexOf(mark, scan.at);
  const next = found < 0 || found >= end ? end : found + mark.length;
  scan.lines += countLines(text, scan.at, next);
  if (next !== end || found === end - mark.length) scan.within = 'code';
  scan.at = next;
}

/** How many ends of lines there are between two places. */
export function countLines(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
