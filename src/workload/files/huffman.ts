/** A Huffman code to be read from its lowest bit on: what the next `bits` bits begin with. */
export interface HuffmanTable {
  readonly bits: number;
  /** symbol * 16 + length of its code; 0: no code begins like this. */
  readonly entries: Uint16Array;
}

const LONGEST_CODE = 15;

/**
 * The canonical code of these lengths (RFC 1951, 3.2.2); a length of 0: the symbol does not occur.
 * @returns undefined when there are more codes than bits can tell apart, or none
 */
export function huffmanTable(lengths: Uint8Array): HuffmanTable | undefined {
  const counts = new Uint16Array(LONGEST_CODE + 1);
  for (const length of lengths) counts[length]!++;
  let bits = LONGEST_CODE;
  while (bits > 0 && counts[bits] === 0) bits--;
  if (bits === 0) return undefined;
  const next = new Uint32Array(LONGEST_CODE + 1);
  let code = 0;
  for (let length = 1; length <= bits; length++) {
    next[length] = code;
    code += counts[length]!;
    if (code > 1 << length) return undefined;
    code <<= 1;
  }
  const entries = new Uint16Array(1 << bits);
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol]!;
    if (length === 0) continue;
    const entry = (symbol << 4) | length;
    const first = reversed(next[length]!++, length);
    for (let at = first; at < entries.length; at += 1 << length) entries[at] = entry;
  }
  return { bits, entries };
}

/** Codes are written from their highest bit on, everything else from its lowest. */
function reversed(code: number, length: number): number {
  let result = 0;
  for (let bit = 0; bit < length; bit++) result = (result << 1) | ((code >>> bit) & 1);
  return result;
}
