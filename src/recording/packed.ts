import { deserialize, serialize } from 'node:v8';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Saved } from '../kernel/archive.js';

/** The state of a run as bytes, so that what many of them take is known. */
export interface PackedState {
  readonly bytes: Uint8Array;
  /** Bytes before they were compressed: what it costs to save the state goes by them. */
  readonly wholeBytes: number;
}

/**
 * A large state is compressed: much of it is empty room or repeats itself, and a tenth remains of a
 * thousand nodes'.
 */
export function packed(state: Saved): PackedState {
  const whole = serialize(state);
  const isLarge = whole.length >= LARGE_BYTES;
  // A copy, for what is compressed stands in more room than it needs.
  const bytes = isLarge ? new Uint8Array(deflateRawSync(whole, { level: 1 })) : whole;
  return { bytes, wholeBytes: whole.length };
}

export function unpacked(bytes: Uint8Array): Saved {
  return deserialize(bytes[0] === V8_MARK ? bytes : inflateRawSync(bytes)) as Saved;
}

/** Below that it would take as long to compress a state as to save it. */
const LARGE_BYTES = 256 * 1024;
/** With it V8 begins what it serialises, and no compressed data can begin with it (RFC 1951, 3.2.3). */
const V8_MARK = 0xff;
