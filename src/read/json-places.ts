import { CLOSE_BRACE, CLOSE_BRACKET, isSpace, OPEN_BRACE, OPEN_BRACKET, QUOTE } from '../lib/json-characters.js';
import { closingQuote } from '../lib/json-parser.js';
import { type Found, gather, mark, plant, type Trie } from './trie.js';

const COMMA = 44;

/**
 * Where some places of a JSON document are in its text: where the key stands, or the item of a list begins. One pass
 * over the text, in which only what leads to one of them is looked into.
 *
 * @param text JSON that has been read without an error
 */
export function findInJson(text: string, paths: readonly (readonly string[])[]): Found[] {
  const root = plant(paths);
  let index = 0;

  const skipSpace = () => {
    while (isSpace(text.charCodeAt(index))) index++;
  };
  const skipString = () => {
    index = closingQuote(text, index + 1) + 1;
  };
  const skipValue = () => {
    for (let depth = 0; index < text.length; ) {
      const code = text.charCodeAt(index);
      if (code === QUOTE) {
        skipString();
        if (depth === 0) return;
        continue;
      }
      const closes = code === CLOSE_BRACE || code === CLOSE_BRACKET;
      // The comma or bracket behind a number or a word.
      if (depth === 0 && (closes || code === COMMA)) return;
      if (code === OPEN_BRACE || code === OPEN_BRACKET) depth++;
      index++;
      if (closes && --depth === 0) return;
    }
  };
  const object = (node: Trie) => {
    for (index++, skipSpace(); text.charCodeAt(index) === QUOTE; skipSpace()) {
      const start = index;
      skipString();
      const held = node.held.get(JSON.parse(text.slice(start, index)) as string);
      skipSpace();
      index++;
      if (held !== undefined) mark(held, start);
      value(held);
      if (text.charCodeAt(index) === COMMA) index++;
    }
    index++;
  };
  const array = (node: Trie) => {
    index++;
    skipSpace();
    for (let position = 0; text.charCodeAt(index) !== CLOSE_BRACKET; position++) {
      const held = node.held.get(String(position));
      if (held !== undefined) mark(held, index);
      value(held);
      if (text.charCodeAt(index) === COMMA) index++;
      skipSpace();
    }
    index++;
  };
  const value = (node: Trie | undefined) => {
    skipSpace();
    const code = text.charCodeAt(index);
    if (node === undefined || node.held.size === 0) skipValue();
    else if (code === OPEN_BRACE) object(node);
    else if (code === OPEN_BRACKET) array(node);
    else skipValue();
    skipSpace();
  };

  skipSpace();
  mark(root, index);
  value(root);
  return paths.map((path) => gather(root, path));
}
