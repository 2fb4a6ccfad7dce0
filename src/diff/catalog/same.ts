/**
 * Whether two parts of a catalog say the same. Expressions go by their form, however they are written; where
 * something was read does not count, and a key that is absent is one that is `undefined`.
 */
export function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  if (Array.isArray(one)) {
    const list = other as readonly unknown[];
    return one.length === list.length && one.every((item, index) => same(item, list[index]));
  }
  const [left, right] = [one as Parts, other as Parts];
  if (typeof left.form === 'string' && typeof right.form === 'string') return left.form === right.form;
  return (
    keysOf(left).every((key) => same(left[key], right[key])) &&
    keysOf(right).every((key) => left[key] !== undefined || right[key] === undefined)
  );
}

type Parts = Readonly<Record<string, unknown>>;

function keysOf(parts: Parts): string[] {
  return Object.keys(parts).filter((key) => key !== 'place');
}
