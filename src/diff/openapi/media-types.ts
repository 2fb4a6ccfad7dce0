import { byName } from '../../lib/diff-by-name.js';

/** How one media type relates to another: it is the same, holds more, holds less, or has nothing of it. */
type Relation = 'wider' | 'narrower' | undefined;

/** Bodies by media type, whose case means nothing (RFC 9110, section 8.3.1), and in which JSON has one charset. */
export function mediaTypesOf<T>(content: { readonly [name: string]: T } | null | undefined): ReadonlyMap<string, T> {
  return new Map([...byName(content ?? undefined)].map(([name, value]) => [canonical(name), value]));
}

function canonical(name: string): string {
  const [type = '', ...parameters] = name
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const kept = parameters.filter((parameter) => parameter !== '' && !parameter.startsWith('charset='));
  return [type, ...kept.map((parameter) => parameter.replace(/\s*=\s*/, '=')).sort()].join(';');
}

/** Whether a range such as `text/*` holds a media type, or another range (RFC 9110, section 12.5.1). */
export function holds(range: string, type: string): boolean {
  if (range === type || !range.includes('*')) return false;
  const [[main = '', sub = ''], [otherMain = '', otherSub = '']] = [partsOf(range), partsOf(type)];
  return (main === '*' || main === otherMain) && (sub === '*' || suffixHolds(sub, otherSub));
}

// `application/*+json` is no range of HTTP, but descriptions have it.
function suffixHolds(range: string, type: string): boolean {
  return range === type || (range.startsWith('*+') && type.endsWith(range.slice(1)));
}

function partsOf(type: string): readonly string[] {
  return (type.split(';')[0] as string).split('/');
}

/** Whether what reads the one reads the other: a subtype with a suffix is of the suffix's format (RFC 6839). */
export function isFormatOf(format: string, type: string): boolean {
  const [[main, sub = ''], [otherMain, otherSub = '']] = [partsOf(format), partsOf(type)];
  return main === otherMain && !sub.includes('+') && otherSub.endsWith(`+${sub}`);
}

/** Whether a media type gave way to a wider or to a narrower one. */
export function relationOf(before: string, after: string): Relation {
  if (holds(after, before) || isFormatOf(after, before)) return 'wider';
  return holds(before, after) || isFormatOf(before, after) ? 'narrower' : undefined;
}
