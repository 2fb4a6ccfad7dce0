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
function holds(range: string, type: string): boolean {
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
function isFormatOf(format: string, type: string): boolean {
  const [[main, sub = ''], [otherMain, otherSub = '']] = [partsOf(format), partsOf(type)];
  return main === otherMain && !sub.includes('+') && otherSub.endsWith(`+${sub}`);
}

/** Whether a media type gave way to a wider or to a narrower one. */
function relationOf(before: string, after: string): Relation {
  if (holds(after, before) || isFormatOf(after, before)) return 'wider';
  return holds(before, after) || isFormatOf(before, after) ? 'narrower' : undefined;
}

/** Which media type of before lives on as which of after. */
export interface MediaTypePairs {
  /** Two names of before and after; `isWider` when the later is not the same: whether it holds the earlier one. */
  readonly kept: readonly { readonly before: string; readonly after: string; readonly isWider?: boolean }[];
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/**
 * One that went and one that came belong together when one of them is a range that holds the other. One that went
 * lives on in a range that was there before, and one that came lived in one. The order of the documents decides
 * nothing but the order of the result.
 */
export function pairMediaTypes(before: readonly string[], after: readonly string[]): MediaTypePairs {
  const [from, to] = [new Set(before), new Set(after)];
  const fresh = new Set(after.filter((type) => !from.has(type)));
  const partners = new Map<string, { readonly after: string; readonly isWider?: boolean }>();
  for (const type of [...before].sort(bySpecificity)) {
    if (to.has(type)) continue;
    const wider = [...to]
      .filter((other) => isRange(other) || fresh.has(other))
      .filter((other) => relationOf(type, other) === 'wider');
    const narrower = [...fresh].filter((other) => relationOf(type, other) === 'narrower');
    const partner = wider.sort(bySpecificity)[0] ?? narrower.sort(bySpecificity)[0];
    if (partner === undefined) continue;
    partners.set(type, fresh.has(partner) ? { after: partner, isWider: wider.includes(partner) } : { after: partner });
    fresh.delete(partner);
  }
  const lived = [...fresh].flatMap((type) => {
    const ranges = before.filter((other) => isRange(other) && relationOf(other, type) === 'narrower');
    return ranges.length === 0 ? [] : [{ before: ranges.sort(bySpecificity)[0] as string, after: type }];
  });
  const isKnown = new Set(lived.map((pair) => pair.after));
  return {
    kept: [
      ...before.flatMap((type) => {
        const partner = to.has(type) ? { after: type } : partners.get(type);
        return partner === undefined ? [] : [{ before: type, ...partner }];
      }),
      ...lived,
    ],
    removed: before.filter((type) => !to.has(type) && !partners.has(type)),
    added: [...fresh].filter((type) => !isKnown.has(type)),
  };
}

function isRange(type: string): boolean {
  return type.includes('*');
}

/** The fewest wildcards first, then by name; the most specific entry is the one that counts. */
function bySpecificity(one: string, other: string): number {
  const stars = (type: string) => type.split('*').length;
  return stars(one) - stars(other) || (one < other ? -1 : 1);
}
