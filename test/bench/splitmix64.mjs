/**
 * The random numbers of ../shared/oracle/gen.py, bit for bit: splitmix64 (Steele, Lea & Flood
 * 2014). 64 bits are two halves of 32; products are made of 16-bit parts, which doubles hold
 * exactly.
 */
export class SplitMix64 {
  #high;
  #low;

  /** @param {number} seed a whole number from 0 */
  constructor(seed) {
    this.#high = Math.floor(seed / 2 ** 32) >>> 0;
    this.#low = seed >>> 0;
  }

  /** Uniform on (0, 1], of 53 random bits. */
  unit() {
    const sum = this.#low + 0x7f4a7c15;
    this.#low = sum >>> 0;
    this.#high = (this.#high + 0x9e3779b9 + (sum > 0xffffffff ? 1 : 0)) >>> 0;
    let high = this.#high;
    let low = this.#low;
    low ^= (low >>> 30) | (high << 2);
    high ^= high >>> 30;
    [high, low] = product(high, low, 0xbf58476d, 0x1ce4e5b9);
    low ^= (low >>> 27) | (high << 5);
    high ^= high >>> 27;
    [high, low] = product(high, low, 0x94d049bb, 0x133111eb);
    low ^= (low >>> 31) | (high << 1);
    high ^= high >>> 31;
    return ((high >>> 0) * 2 ** 21 + (low >>> 11) + 1) * 2 ** -53;
  }
}

/** The lower 64 bits of a product. */
function product(aHigh, aLow, bHigh, bLow) {
  const a0 = aLow & 0xffff;
  const a1 = aLow >>> 16;
  const b0 = bLow & 0xffff;
  const b1 = bLow >>> 16;
  const middle = a1 * b0 + ((a0 * b0) >>> 16);
  const other = a0 * b1 + (middle & 0xffff);
  const carried = a1 * b1 + Math.floor(middle / 65536) + Math.floor(other / 65536);
  const high = (carried + Math.imul(aHigh, bLow) + Math.imul(aLow, bHigh)) | 0;
  return [high, Math.imul(aLow, bLow)];
}
