const CHUNK_BYTES = 256 * 1024;

/**
 * Puts many small parts of a file together: each text becomes bytes at once, so that a million lines
 * leave no garbage that lives long.
 * @param parts the bytes of one are good until the next is asked for
 * @returns bytes that are good until the next ones are asked for
 */
export function* chunksOf(parts: Iterable<string | Buffer>): Iterable<Buffer> {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  let filled = 0;
  for (const part of parts) {
    // A character of a string takes at most three bytes.
    const most = typeof part === 'string' ? 3 * part.length : part.length;
    if (filled + most > chunk.length) {
      yield chunk.subarray(0, filled);
      filled = 0;
    }
    if (most > chunk.length) yield Buffer.from(part as string);
    else filled += typeof part === 'string' ? chunk.write(part, filled) : part.copy(chunk, filled);
  }
  yield chunk.subarray(0, filled);
}
