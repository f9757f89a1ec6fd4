import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Runs a program of dist/bench (rolldown.config.mjs) on its own. @returns the JSON that it prints
 */
export function measureIn(program, given) {
  const file = fileURLToPath(new URL(`../../dist/bench/${program}`, import.meta.url));
  const output = execFileSync(process.execPath, [file, JSON.stringify(given)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(output);
}

/** Seconds from the start of `node` with these words to its end. */
export function timeNode(words) {
  const started = performance.now();
  execFileSync(process.execPath, words, { stdio: 'ignore' });
  return (performance.now() - started) / 1000;
}
