/**
 * A number that JSON wrote as a float although its value is an integer: `1.0`, `1e16`, `-0.0`. Python keeps
 * the difference (`1` and `1.0` print differently) and the ids and reports are made of it.
 */
export class Float {
  constructor(readonly value: number) {}

  valueOf(): number {
    return this.value;
  }

  toJSON(): number {
    return this.value;
  }
}

/**
 * A number with Python's distinction of int and float. An integral `number` and a `bigint` are ints, a
 * fractional `number` and a `Float` are floats.
 */
export type Numeric = number | bigint | Float;

export function isNumeric(value: unknown): value is Numeric {
  return (typeof value === 'number' && Number.isFinite(value)) || typeof value === 'bigint' || value instanceof Float;
}

/** CPython refuses to convert longer integers (sys.int_info.default_max_str_digits). */
const MAX_INTEGER_DIGITS = 4300;

/**
 * Reads the text of a JSON number as Python's `json` does.
 *
 * @returns the number, or `undefined` when a float overflows or an integer has more than 4,300 digits
 */
export function readNumber(text: string): Numeric | undefined {
  if (!/[.eE]/.test(text)) {
    const value = Number(text);
    if (Number.isSafeInteger(value)) return value === 0 ? 0 : value;
    return text.length > MAX_INTEGER_DIGITS ? undefined : BigInt(text);
  }
  const value = Number(text);
  return Number.isFinite(value) ? toFloat(value) : undefined;
}

/** `repr()` of a number, which is also how `json.dumps` and `str()` write it. */
export function formatNumber(value: Numeric): string {
  if (value instanceof Float) return formatFloat(value.value);
  if (typeof value === 'bigint') return value.toString();
  if (Number.isInteger(value)) return BigInt(value).toString();
  return formatFloat(value);
}

// The shortest digits that read back as the same double, as in JavaScript; but the exponent form begins at
// 1e16 and below 1e-4 and has two exponent digits (CPython, pystrtod.c, format code 'r').
function formatFloat(value: number): string {
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const sign = value < 0 ? '-' : '';
  const [mantissa = '', exponentText = ''] = Math.abs(value).toExponential().split('e');
  const digits = mantissa.replace('.', '');
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 16) {
    const power = `${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
    return `${sign}${mantissa}e${power}`;
  }
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  return `${sign}${whole}.${digits.slice(exponent + 1) || '0'}`;
}

function toFloat(value: number): Numeric {
  return Number.isInteger(value) ? new Float(value) : value;
}

function toInt(value: bigint): Numeric {
  const asNumber = Number(value);
  return Number.isSafeInteger(asNumber) ? asNumber : value;
}

function isInt(value: Numeric): value is number | bigint {
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));
}

/** Python's `value * factor` for an integer factor: an int stays exact, a float stays a float. */
export function multiply(value: Numeric, factor: number): Numeric {
  return isInt(value) ? toInt(BigInt(value) * BigInt(factor)) : toFloat(Number(value) * factor);
}

/** Python's `value // divisor` for a positive integer divisor: rounds down, a float stays a float. */
export function floorDivide(value: Numeric, divisor: number): Numeric {
  if (!isInt(value)) return toFloat(Math.floor(Number(value) / divisor));
  const dividend = BigInt(value);
  const quotient = dividend / BigInt(divisor);
  const inexact = quotient * BigInt(divisor) !== dividend;
  return toInt(dividend < 0n && inexact ? quotient - 1n : quotient);
}

/** `format(value, '.1f')`: a tie, which only x.25 and x.75 can be, goes to the even digit. */
export function formatTenths(value: number): string {
  const whole = Math.trunc(value);
  const fraction = Math.abs(value - whole);
  if (fraction !== 0.25) return value.toFixed(1);
  return `${Object.is(whole, -0) ? '-0' : whole}.2`;
}
