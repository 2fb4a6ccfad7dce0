/** A name in 63 bytes, as `makeObjectName` of PostgreSQL makes it: the longer part is cut first. */
export function objectName(first: string, second: string, label: string): string {
  const room = MOST_BYTES - label.length - 1 - (second === '' ? 0 : 1);
  let one = Buffer.byteLength(first);
  let two = Buffer.byteLength(second);
  while (one + two > room) one > two ? one-- : two--;
  return [clip(first, one), ...(second === '' ? [] : [clip(second, two)]), label]
    .filter((part) => part !== '')
    .join('_');
}

/** What is left of an identifier: 63 bytes (NAMEDATALEN is 64). */
export const MOST_BYTES = 63;

/** As many whole characters of a text as there is room for. */
export function clip(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  const cut = Buffer.from(text).subarray(0, bytes);
  let end = bytes;
  while (end > 0 && ((Buffer.from(text)[end] as number) & 0xc0) === 0x80) end--;
  return cut.subarray(0, end).toString();
}
