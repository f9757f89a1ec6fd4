import type { Background } from '../drawing/frame.js';
import { relativeLuminance } from './contrast.js';

/** What the answer to OSC 11 says of the background; undefined: it answers something else. */
export function backgroundIn(answer: string): Background | undefined {
  const [, red, green, blue] =
    /^11;rgba?:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})/i.exec(answer) ?? [];
  if (red === undefined || green === undefined || blue === undefined) return undefined;
  return lightness([levelOf(red), levelOf(green), levelOf(blue)]);
}

/** What COLORFGBG (`15;0`, `0;default;15`) says of the background; undefined: nothing. */
export function backgroundOf(
  environment: Readonly<Record<string, string | undefined>>,
): Background | undefined {
  const colour = /;(\d{1,2})$/.exec(environment.COLORFGBG ?? '')?.[1];
  if (colour === undefined || Number(colour) > 15) return undefined;
  return colour === '7' || Number(colour) > 8 ? 'light' : 'dark';
}

/** A part of a colour in as many hexadecimal digits as the terminal likes, from 0 to 255. */
function levelOf(digits: string): number {
  return (255 * Number.parseInt(digits, 16)) / (16 ** digits.length - 1);
}

/** Light is what black text is read better on than white. */
function lightness(rgb: readonly [number, number, number]): Background {
  return relativeLuminance(rgb) > 0.179 ? 'light' : 'dark';
}
