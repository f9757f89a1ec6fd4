import { afterEach, describe, expect, it, vi } from 'vitest';
import { PICTURES, wordsOf } from '../../scripts/pictures.mjs';
import { parseCommandLine } from '../../src/cli/program.js';
import { readDocument } from './markdown.js';

afterEach(() => {
  vi.restoreAllMocks();
});

/** What the command line prints, without a process of its own. */
async function printedBy(words: readonly string[]): Promise<string> {
  const printed: string[] = [];
  const write = (text: unknown, ...more: unknown[]) => {
    printed.push(String(text));
    const taken = more.at(-1);
    if (typeof taken === 'function') taken();
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(write);
  expect(await parseCommandLine(words)).toBe(0);
  vi.restoreAllMocks();
  return printed.join('');
}

describe('the pictures of docs/screens', () => {
  it.each(Object.keys(PICTURES))(
    'show the screen as it is; npm run screens renews %s',
    async (name) => {
      const shown = await printedBy(wordsOf(name));
      expect(shown === readDocument(`docs/screens/${name}.svg`)).toBe(true);
    },
  );
});
