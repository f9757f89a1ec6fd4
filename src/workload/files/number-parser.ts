/**
 * Reads a decimal number (sign, digits, point, exponent) from bytes, with the same result as
 * Number(text), bit for bit. A number whose digits make an integer up to 2^53 and whose power of
 * ten is at most 10^22 is one exactly rounded operation on two exact doubles (Clinger 1990);
 * others, such as doubles printed with 17 digits, are left to Number.
 * @returns NaN when it is not such a number
 */
export function parseNumber(bytes: Buffer, start: number, end: number): number {
  let at = start;
  const sign = bytes[at];
  if (sign === MINUS || sign === PLUS) at++;
  let integer = 0;
  let digits = 0;
  let decimals = 0;
  let seenPoint = false;
  let exact = true;
  for (; at < end; at++) {
    const digit = bytes[at]! - ZERO;
    if (digit >= 0 && digit <= 9) {
      digits++;
      if (seenPoint) decimals++;
      if (integer <= LARGEST_TO_EXTEND) integer = integer * 10 + digit;
      else exact = false;
    } else if (bytes[at] === POINT && !seenPoint) seenPoint = true;
    else break;
  }
  if (digits === 0) return Number.NaN;
  if (at < end) return withExponent(bytes, start, at, end);
  if (!exact || decimals > 22) return Number(bytes.toString('latin1', start, end));
  const size = decimals === 0 ? integer : integer / POWERS_OF_TEN[decimals]!;
  return sign === MINUS ? -size : size;
}

const MINUS = 45;
const PLUS = 43;
const POINT = 46;
const ZERO = 48;

/** With one digit more it is still at most 2^53. */
const LARGEST_TO_EXTEND = Math.floor((2 ** 53 - 9) / 10);

const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));

/** @param at where the digits end and an `e` should be */
function withExponent(bytes: Buffer, start: number, at: number, end: number): number {
  const exponent = bytes.toString('latin1', at, end);
  return /^e[+-]?\d+$/i.test(exponent) ? Number(bytes.toString('latin1', start, end)) : Number.NaN;
}
