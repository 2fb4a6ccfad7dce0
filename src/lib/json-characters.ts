// The characters that JSON is made of (RFC 8259, section 2), by their codes.
export const QUOTE = 34;
const PLUS = 43;
export const MINUS = 45;
const POINT = 46;
export const ZERO = 48;
export const NINE = 57;
export const COLON = 58;
export const OPEN_BRACKET = 91;
export const BACKSLASH = 92;
export const CLOSE_BRACKET = 93;
const LOWER_E = 101;
export const OPEN_BRACE = 123;
export const CLOSE_BRACE = 125;

/** 0 to 9. */
export function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

/** White space: blank, line feed, carriage return, tab. */
export function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}

/** Digits, '+', '-', '.', 'e' and 'E'. */
export function isNumberPart(code: number): boolean {
  return isDigit(code) || code === PLUS || code === MINUS || code === POINT || (code | 32) === LOWER_E;
}
