/** V8 copies a part of a text up to this length, and keeps the whole text for a longer one. */
const LONGEST_COPY = 12;
const ASCII = /^[\0-\x7f]*$/;

/** A part of a text that does not keep the whole text, unless there are letters in it that take more than a byte. */
export function ownCopy(part: string): string {
  if (part.length <= LONGEST_COPY || !ASCII.test(part)) return part;
  return Buffer.from(part, 'latin1').toString('latin1');
}
