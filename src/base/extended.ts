type Column = Float64Array | Int32Array | Uint32Array | Int8Array | Uint8Array;

/** Copies a column into a longer one and returns the longer one. */
export function extended<T extends Column>(column: Column, longer: T): T {
  longer.set(column);
  return longer;
}
