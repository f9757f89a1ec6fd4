import type { ScenarioCard } from '../../tui/scenarios.js';
import { readTextFile } from '../files/text-file.js';
import { shippedFile, shippedNames } from '../shipped.js';

/** The shipped scenarios with what they say of themselves: the comment that each begins with. */
export function shippedCards(): readonly ScenarioCard[] {
  return shippedNames().map((name) => {
    const text = readTextFile(shippedFile(name), MOST_BYTES);
    const about = /^about: (.*)$/m.exec(text)?.[1] ?? '';
    return { name, about, notes: notesOf(text) };
  });
}

const MOST_BYTES = 200 * 1024;

/** The paragraphs of the comment at the beginning of a scenario. */
function notesOf(text: string): readonly string[] {
  const comment = /^(#.*\n)*/.exec(text)?.[0] ?? '';
  return comment
    .replace(/^# ?/gm, '')
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s*\n\s*/g, ' '));
}
