/** `str.title()`: the first letter of every run of letters upper case, the others lower case. */
export function title(text: string): string {
  return text.replace(/\p{L}+/gu, (word) => {
    const [first = ''] = word;
    return first.toUpperCase() + word.slice(first.length).toLowerCase();
  });
}

/**
 * Orders strings by code point, as Python sorts them. JavaScript's `<` compares UTF-16 units and puts
 * U+10000 before U+E000.
 *
 * @returns negative, zero or positive, for `Array.prototype.sort`
 */
export function compareCodePoints(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    if (left.charCodeAt(index) === right.charCodeAt(index)) continue;
    // Behind an equal high surrogate, `codePointAt` of the low one still orders the pair correctly.
    return (left.codePointAt(index) as number) - (right.codePointAt(index) as number);
  }
  return left.length - right.length;
}
