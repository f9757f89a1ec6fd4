/** Text of a file with `?` for control and format characters, which could deceive a terminal. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, '?');
}

/** The same for a text of several lines: its line ends and tabs are left. */
export function printableLines(text: string): string {
  return text.replace(UNPRINTABLE, (character) => (/[\n\t]/.test(character) ? character : '?'));
}

const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
