import { deserialize, serialize } from 'node:v8';
import type { Saved } from '../kernel/archive.js';

/** The state of a run as bytes, so that what many of them take is known. */
export function packed(state: Saved): Uint8Array {
  return serialize(state);
}

export function unpacked(bytes: Uint8Array): Saved {
  return deserialize(bytes) as Saved;
}
