import { clip, MOST_BYTES } from './object-name.js';

const LABEL = '_multirange';

/** What the type of many ranges is called where nobody names it (`makeMultirangeTypeName` of PostgreSQL's pg_type.c). */
export function multirangeName(range: string): string {
  if (range.includes('range')) return clip(range.replace('range', 'multirange'), MOST_BYTES);
  return `${clip(range, MOST_BYTES - LABEL.length)}${LABEL}`;
}
