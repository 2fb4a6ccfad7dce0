import type { Respelling } from './respelling.js';
import type { Token } from './token.js';

const CONTINUED = /\\(?=\r?\n)/g;

/**
 * The backslashes at ends of lines, which the client keeps to itself (client/mysql.cc, add_line), in a part of a text.
 *
 * @param tokens those of the part, in order, by their places in the text; within strings a backslash stays
 */
export function continuations(text: string, tokens: readonly Token[]): Respelling[] {
  return tokens.slice(1).flatMap(({ start }, index) => {
    const { end } = tokens[index] as Token;
    return [...text.slice(end, start).matchAll(CONTINUED)].map((found): Respelling => {
      const at = end + found.index;
      return { span: [at, at + 1], text: '' };
    });
  });
}
