/**
 * A name from outside made safe for the screen: one line, no control characters, no bidi
 * controls, nothing of zero width, nothing whose width terminals disagree on (emoji, private and
 * unassigned characters). What could do harm becomes `?`, what cannot be seen is left out.
 */
export function sanitize(name: string): string {
  if (PLAIN.test(name)) return name;
  return name
    .normalize('NFC')
    .replace(HARMFUL, '?')
    .replace(INVISIBLE, '')
    .replace(UNSURE_WIDTH, '?')
    .replace(OTHER_SPACE, ' ');
}

const PLAIN = /^[ -~]*$/;
/** C0, DEL, C1, line separators, bidi controls, lone surrogates, private and unassigned. */
const HARMFUL = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\p{Cs}\p{Co}\p{Cn}]/gu;
const INVISIBLE = /[\p{M}\p{Cf}\u115f\u1160\u3164\uffa0]/gu;
const UNSURE_WIDTH = /[\u{1f000}-\u{1faff}]|\p{Emoji_Presentation}/gu;
const OTHER_SPACE = /\p{Zs}/gu;
