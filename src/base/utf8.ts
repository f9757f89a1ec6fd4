/** Bytes that are UTF-8 as text, or a sentence that says what they are instead. */
export type Decoded =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: string };

/** Decodes a whole file; a byte order mark is no part of its text. */
export function decodeUtf8(bytes: Uint8Array): Decoded {
  const reason = foreignForm(bytes);
  if (reason !== undefined) return { ok: false, reason };
  const text = decoded(bytes);
  return text === undefined ? { ok: false, reason: whereWrong(bytes) } : { ok: true, text };
}

/**
 * What a file is that cannot be text in UTF-8, to judge by its beginning and its NUL bytes.
 * @returns undefined when nothing speaks against text
 */
export function foreignForm(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return UTF16;
  const nul = bytes.indexOf(0);
  if (nul < 0) return undefined;
  // In UTF-16 every second byte of an English text is 0.
  return bytes.length > 3 && bytes[nul + 2] === 0 && bytes[nul + 1] !== 0 ? UTF16 : BINARY;
}

const UTF16 = 'it is UTF-16 and must be UTF-8 (iconv -f UTF-16 -t UTF-8 makes it so)';
const BINARY = 'it is binary, not text';

const LINE_FEED = 10;

/** The first line that is not UTF-8: most often Latin-1. */
function whereWrong(bytes: Uint8Array): string {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const lineFeed = bytes.indexOf(LINE_FEED, start);
    const end = lineFeed < 0 ? bytes.length : lineFeed;
    if (decoded(bytes.subarray(start, end)) === undefined) break;
    start = end + 1;
  }
  return `line ${line} is not UTF-8 (if it is Latin-1: iconv -f LATIN1 -t UTF-8)`;
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
