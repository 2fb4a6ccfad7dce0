const NUMBER = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?\s*$/i;

/** A number with so many digits behind its point, half rounded away from zero; what is no number stays as it is. */
export function asDecimal(text: string, scale: number): string {
  const [, sign, whole = '', fraction = '', exponent = '0'] = NUMBER.exec(text) ?? [];
  if (sign === undefined || (whole === '' && fraction === '')) return text;
  const point = whole.length + Number(exponent);
  const digits = (whole + fraction)
    .padEnd(point + scale + 1, '0')
    .padStart(Math.max(0, -point) + whole.length + fraction.length, '0');
  const position = Math.max(0, point);
  const kept = `0${digits.slice(0, position + scale)}`;
  const rounded = BigInt(kept) + (Number(digits[position + scale] ?? '0') >= 5 ? 1n : 0n);
  const shown = rounded.toString().padStart(scale + 1, '0');
  const value = scale === 0 ? shown : `${shown.slice(0, -scale)}.${shown.slice(-scale)}`;
  return sign === '-' && /[1-9]/.test(value) ? `-${value}` : value;
}

/** A floating-point number in one spelling. */
export function asDouble(text: string, scale: string | undefined): string {
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value)) return text;
  return scale === undefined ? String(value) : asDecimal(text, Number(scale));
}
