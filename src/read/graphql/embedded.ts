import { fail } from '../../errors.js';
import { lineAndColumn } from '../../lib/places.js';
import type { Source } from '../source.js';

/** Files of programs, in which documents of GraphQL stand in templates. */
export const PROGRAM = /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/i;

/** `gql`, `graphql` or the comment that editors know, and the template behind it; a function may be called with it. */
const TAGGED =
  /(?:\b(?:gql|graphql)\b(?:<[^`>]{0,500}>)?\s*(?:\(\s*(?:\/\*.{0,200}?\*\/\s*)?)?|\/\*\s*GraphQL\s*\*\/\s*)`/g;

/**
 * The documents of GraphQL in a program, each where it stands: all around them is blank, so that whatever is said of
 * them has the line and column of the file. Fragments that a template takes in (`${CARD}`) are found by their names.
 *
 * @returns nothing when there are none
 * @throws UserError where a template takes in what stands within a definition, and so cannot be known
 */
export function embeddedDocuments({ name, text }: Source): string | undefined {
  let [found, end] = ['', 0];
  for (const match of text.matchAll(TAGGED)) {
    if (match.index < end) continue;
    const start = match.index + match[0].length;
    const inner = templateAt({ name, text }, start);
    found += blanked(text.slice(end, start)) + inner;
    end = start + inner.length;
  }
  return found.trim() === '' ? undefined : found;
}

/** A comment of GraphQL goes to the end of its line, or of the template. */
const COMMENT = /^(?:\\`|[^\n`])*/;
const LONGEST_COMMENT = 10_000;

/** The text of a template up to its end, with blanks for what is put in. */
function templateAt(source: Source, start: number): string {
  const { text } = source;
  let [result, depth] = ['', 0];
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '`') return result;
    if (character === '$' && text.charAt(at + 1) === '{') {
      const close = closingBrace(text, at + 2);
      if (depth > 0) refuseInsertion(source, at, close);
      result += blanked(text.slice(at, close + 1));
      at = close;
      continue;
    }
    if (character === '{') depth++;
    if (character === '}') depth--;
    if (character === '#') {
      const comment = COMMENT.exec(text.slice(at, at + LONGEST_COMMENT))?.[0] ?? '';
      result += blanked(comment);
      at += comment.length - 1;
      continue;
    }
    if (character === '\\') {
      // A backslash before a backtick belongs to the program; other escapes do not occur in GraphQL outside of strings.
      result += text.charAt(at + 1) === '`' ? ' `' : text.slice(at, at + 2);
      at++;
      continue;
    }
    result += character;
  }
  return result;
}

function closingBrace(text: string, start: number): number {
  let depth = 1;
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '{') depth++;
    if (character === '}' && --depth === 0) return at;
  }
  return text.length - 1;
}

function refuseInsertion({ name, text }: Source, offset: number, close: number): never {
  return fail('UNKNOWN_INSERTION', {
    file: name,
    ...lineAndColumn(text, offset),
    inserted: text.slice(offset, close + 1),
  });
}

function blanked(text: string): string {
  return text.replaceAll(/[^\n]/g, ' ');
}
