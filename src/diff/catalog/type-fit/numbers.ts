import type { Dialect } from '../../../model/catalog/common.js';
import type { DataType } from '../../../model/catalog/data-type.js';
import type { TypeFit } from '../../../model/catalog/type-fit.js';
import { DECIMAL_DEFAULT, INTEGER_BITS, MANTISSA_BITS } from '../../../tables/catalog-types.js';

/** The numbers of a type. */
export interface NumberExtent {
  readonly minimum: number | bigint;
  readonly maximum: number | bigint;
  /** Digits behind the point; Infinity for as many as there are. */
  readonly scale: number;
  /** Of a floating-point number: how many bits are kept. */
  readonly bits?: number;
}

export function numberOf(type: DataType, dialect: Dialect): NumberExtent | undefined {
  const { name, args, isUnsigned = false } = type;
  if (Object.hasOwn(INTEGER_BITS, name)) return integers(INTEGER_BITS[name as keyof typeof INTEGER_BITS], isUnsigned);
  const bits = Object.hasOwn(MANTISSA_BITS[dialect], name) ? MANTISSA_BITS[dialect][name] : undefined;
  const minimum = isUnsigned ? 0 : -Infinity;
  if (bits !== undefined) return { minimum, maximum: Infinity, scale: Infinity, bits };
  if (name === 'year') return { minimum: 0, maximum: 2155, scale: 0 };
  return name === 'numeric' || name === 'decimal' ? decimals(args, isUnsigned, dialect) : undefined;
}

function integers(bits: number, isUnsigned: boolean): NumberExtent {
  const [low, high] = isUnsigned ? [0n, 2n ** BigInt(bits)] : [-(2n ** BigInt(bits - 1)), 2n ** BigInt(bits - 1)];
  return { minimum: low, maximum: high - 1n, scale: 0 };
}

function decimals(args: readonly string[], isUnsigned: boolean, dialect: Dialect): NumberExtent {
  const [precision, scale] = args.length === 0 ? (DECIMAL_DEFAULT[dialect] ?? []) : args.map(Number);
  if (precision === undefined) return { minimum: -Infinity, maximum: Infinity, scale: Infinity };
  // PostgreSQL 15 lets the scale be negative, or larger than the precision.
  const places = Math.max(precision - (scale ?? 0), 0);
  const bound = 10n ** BigInt(places) - 1n;
  return { minimum: isUnsigned ? 0n : -bound, maximum: bound, scale: scale ?? 0 };
}

/** Whether the numbers of one type are among those of another, and what happens to those that are not. */
export function compareNumbers(before: NumberExtent, after: NumberExtent): TypeFit {
  const digits = lostDigits(before, after);
  const isRangeKept = before.minimum >= after.minimum && before.maximum <= after.maximum;
  if (!isRangeKept) {
    const range = `numbers beyond ${after.minimum} to ${after.maximum} no longer fit`;
    return { relation: 'narrows', loss: digits === undefined ? range : `${range}, and ${digits}`, isSilent: false };
  }
  if (digits !== undefined) return { relation: 'narrows', loss: digits, isSilent: true };
  const isMore = before.minimum > after.minimum || before.maximum < after.maximum || before.scale < after.scale;
  const isFiner = before.bits !== undefined && after.bits !== undefined && before.bits < after.bits;
  return { relation: isMore || isFiner ? 'widens' : 'same' };
}

function lostDigits(before: NumberExtent, after: NumberExtent): string | undefined {
  if (after.bits !== undefined) {
    if (before.bits !== undefined) return before.bits > after.bits ? 'digits beyond the seventh are lost' : undefined;
    // Whole numbers up to 2^bits are kept exactly, fractions hardly ever.
    const isExact = before.scale <= 0 && before.maximum <= 2n ** BigInt(after.bits);
    return isExact ? undefined : `digits beyond the ${after.bits === 24 ? 'seventh' : 'fifteenth'} are lost`;
  }
  if (before.bits !== undefined && after.scale === Infinity) return 'digits beyond the fifteenth are lost';
  if (before.scale <= after.scale) return undefined;
  return after.scale <= 0 ? 'fractions are rounded' : `digits beyond the ${after.scale} behind the point are rounded`;
}
