import { refusalOf } from './accepts.js';
import { type Range, rangeOf, sizeOf } from './limits.js';
import { patternsExclude } from './patterns.js';
import { readProperties } from './properties.js';
import type { View } from './prove.js';
import type { Shape } from './shape.js';
import { patternsOf } from './strings.js';
import { KIND, NUMBER } from './types.js';

const DEEPEST = 8;

/** Whether it is proven that no value passes both of two schemas. */
export function excludes(from: unknown, to: unknown, left: View, right: View, depth = 0): boolean {
  if (from === false || to === false) return true;
  if (depth > DEEPEST) return false;
  const [a, b] = [left.shape(from), right.shape(to)];
  if ((a.kinds & b.kinds) === 0 && a.strangeTypes.length + b.strangeTypes.length === 0) return true;
  const listed = left.valuesOf(a);
  if (listed !== undefined) {
    return listed.every((value) => [refusalOf(from, value, left), refusalOf(to, value, right)].some(Boolean));
  }
  const others = right.valuesOf(b);
  if (others !== undefined) {
    return others.every((value) => [refusalOf(from, value, left), refusalOf(to, value, right)].some(Boolean));
  }
  if (a.unions.length > 0)
    return left.casesOf(from)?.every((one) => excludes(one, to, left, right, depth + 1)) ?? false;
  if (b.unions.length > 0)
    return right.casesOf(to)?.every((one) => excludes(from, one, left, right, depth + 1)) ?? false;
  const kinds = a.kinds & b.kinds;
  return (
    (!(kinds & NUMBER) ||
      areApart(rangeOf({ ...a, kinds: kinds & NUMBER }), rangeOf({ ...b, kinds: kinds & NUMBER }))) &&
    (!(kinds & KIND.string) || textsExclude(a, b)) &&
    (!(kinds & KIND.array) || areApart(sizeOf(a, 'array'), sizeOf(b, 'array'))) &&
    (!(kinds & KIND.object) || objectsExclude(a, b, left, right, depth)) &&
    (kinds & (KIND.null | KIND.boolean)) === 0
  );
}

function areApart(left: Range, right: Range): boolean {
  return isBeyond(left, right) || isBeyond(right, left);
}

function isBeyond({ min }: Range, { max }: Range): boolean {
  if (min === undefined || max === undefined) return false;
  return min.value > max.value || (min.value === max.value && (min.isExclusive || max.isExclusive));
}

function textsExclude(a: Shape, b: Shape): boolean {
  if (areApart(sizeOf(a, 'string'), sizeOf(b, 'string'))) return true;
  return patternsExclude([...patternsOf(a), ...patternsOf(b)].map(({ pattern }) => pattern)) === true;
}

function objectsExclude(a: Shape, b: Shape, left: View, right: View, depth: number): boolean {
  if (areApart(sizeOf(a, 'object'), sizeOf(b, 'object'))) return true;
  const [one, other] = [readProperties(a, left, 'sender'), readProperties(b, right, 'receiver')];
  const needed = new Set([...one.required.keys(), ...other.required.keys()]);
  return [...needed].some((name) => excludes(one.of(name), other.of(name), left, right, depth + 1));
}
