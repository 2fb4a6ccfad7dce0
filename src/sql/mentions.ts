import { unquoteIdentifier } from '../lib/quote.js';

const NAME = `(?:"(?:[^"]|"")*"|[\\p{L}_][\\p{L}\\p{N}_$@]*)`;
const PART = new RegExp(NAME, 'gu');
const TOKEN = new RegExp(`'(?:[^']|'')*'(?:::reg(?:class|config|dictionary))?|${NAME}(?:\\.${NAME})*`, 'gu');

/** What a piece of SQL speaks of. */
export interface Mentions {
  /** `schema.name`, without quotes. */
  readonly dotted: ReadonlySet<string>;
  /** Every name that stands in it, with or without something before or behind it. */
  readonly words: ReadonlySet<string>;
}

/** The names in a piece of SQL; those in texts are none, but where a text stands for a relation or a way of searching. */
export function mentionsOf(sql: string): Mentions {
  const dotted = new Set<string>();
  const words = new Set<string>();
  for (const [token] of sql.matchAll(TOKEN)) {
    const isText = token.startsWith("'");
    const end = token.lastIndexOf("'::reg");
    if (isText && end < 0) continue;
    const name = isText ? token.slice(1, end).replaceAll("''", "'") : token;
    const parts = [...name.matchAll(PART)].map(([part]) => unquoteIdentifier(part));
    for (const part of parts) words.add(part);
    for (let at = 1; at < parts.length; at++) dotted.add(`${parts[at - 1]}.${parts[at]}`);
    if (isText && parts.length === 1) dotted.add(`public.${parts[0]}`);
  }
  return { dotted, words };
}
