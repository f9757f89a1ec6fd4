/** Text of a file with `?` for control and format characters, which could deceive a terminal. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, '?');
}

const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
