import { quoteIdentifier } from '../../../lib/quote.js';
import type { LexicalMode, Token } from './token.js';

/** What stands in a text for a part of it. */
export interface Respelling {
  readonly span: readonly [start: number, end: number];
  readonly text: string;
}

/** A part of a text with others in place of some of its parts; one within another, or outside of the part, does not count. */
export function respelled(source: string, [from, to]: Respelling['span'], respellings: readonly Respelling[]): string {
  let [spelled, at] = ['', from];
  const ordered = respellings.toSorted(({ span: one }, { span: other }) => one[0] - other[0] || one[1] - other[1]);
  for (const { span, text } of ordered) {
    if (span[0] < at || span[1] > to) continue;
    spelled += source.slice(at, span[0]) + text;
    at = span[1];
  }
  return spelled + source.slice(at, to);
}

/** How names and strings that are written for another mode are written for the usual one. */
export function inUsualMode(tokens: readonly Token[], mode: LexicalMode, source: string): Respelling[] {
  if (!mode.ansiQuotes && mode.backslashEscapes) return [];
  return tokens.flatMap(({ kind, text, start, end }): Respelling[] => {
    if (kind === 'name' && source[start] === '"') return [{ span: [start, end], text: quoteIdentifier(text, '`') }];
    if (kind !== 'string' || mode.backslashEscapes || !text.includes('\\')) return [];
    return [{ span: [start, end], text: `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'` }];
  });
}
