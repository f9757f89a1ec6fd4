import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';

/**
 * Compares a text with a file that holds what is expected. `RENEW=1` in the environment writes that
 * file anew: look at what has changed, and why.
 */
export function expectWritten(file: URL, text: string): void {
  if (process.env.RENEW === '1') writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}
