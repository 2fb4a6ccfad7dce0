import type { Token } from './token.js';

const CONTINUED = /\\(?=\r?\n)/g;

/**
 * A part of a text as the client sends it, which keeps backslashes at ends of lines to itself (client/mysql.cc,
 * add_line). A blank stands for each, so that places stay.
 *
 * @param tokens those of the part, in order, by their places in the text, or none of data, which stays; within strings a
 *   backslash stays
 */
export function withoutContinuations(text: string, start: number, end: number, tokens: readonly Token[]): string {
  const part = text.slice(start, end);
  if (tokens.length === 0 || part.search(CONTINUED) < 0) return part;
  let sent = '';
  let from = start;
  for (const token of tokens) {
    sent += text.slice(from, token.start).replace(CONTINUED, ' ') + text.slice(token.start, token.end);
    from = token.end;
  }
  return sent + text.slice(from, end).replace(CONTINUED, ' ');
}
